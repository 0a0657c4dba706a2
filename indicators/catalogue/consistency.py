"""Do the files of a catalogue agree with each other: codes, units, numbers and kinds?"""

from collections.abc import Iterable, Iterator

from .nodes import CatalogueError, Place
from .schema import Catalogue, IndicatorEntry, PlanEntry, RelationEntry, TargetEntry

KINDS_WITH_NUMBER = ("at_least", "at_most", "about")
TOTAL_NAME = "合计"


def check_catalogue(catalogue: Catalogue) -> None:
    """Raise CatalogueError at the first contradiction between entries."""
    _check_unique((entry.place, entry.code) for entry in catalogue.indicators)
    _check_unique((entry.place, entry.name) for entry in catalogue.indicators)
    breakdowns = [breakdown.name for breakdown in catalogue.breakdowns]
    for indicator in catalogue.indicators:
        _check_indicator(indicator)
        _check_population(indicator, catalogue)
        _check_dimensions(indicator, breakdowns)
    for relation in catalogue.relations:
        _check_relation(relation, catalogue)
    _check_unique(
        (part.place, f"{part.kind} {part.left} {part.right}") for part in catalogue.relations
    )
    years = {plan.code: plan.start_year for plan in catalogue.plans}
    for plan in catalogue.plans:
        _check_plan(plan, catalogue)
        if plan.predecessor and years.get(plan.predecessor, plan.start_year) >= plan.start_year:
            raise CatalogueError(plan.place, "predecessor 须为起始年更早的规划的代码")


def targets_of(plan: PlanEntry) -> Iterator[TargetEntry]:
    """The plan's targets in document order."""
    for domain in plan.domains:
        for objective in domain.objectives:
            yield from objective.targets


def _check_indicator(indicator: IndicatorEntry) -> None:
    if indicator.value_mode == "ratio" and not (
        indicator.numerator and indicator.denominator and indicator.multiplier
    ):
        raise CatalogueError(
            indicator.place, "value_mode 为 ratio 时须写明 numerator、denominator 和 multiplier"
        )
    low, high = indicator.minimum, indicator.maximum
    if high is not None and high > 100 and indicator.scale == "share" and not indicator.gross:
        raise CatalogueError(indicator.place, "比例的 maximum 不得超过 100，毛率须写 gross: true")
    if low is not None and high is not None and low >= high:
        raise CatalogueError(indicator.place, "minimum 须小于 maximum")


def _check_population(indicator: IndicatorEntry, catalogue: Catalogue) -> None:
    """A population is a plain value; what divides by one finds it in each of its breakdowns."""
    if indicator.is_population and indicator.value_mode != "value":
        raise CatalogueError(indicator.place, "is_population 为 true 时 value_mode 须为 value")
    if not indicator.denominator_indicator:
        return
    if indicator.value_mode != "ratio":
        raise CatalogueError(
            indicator.place, "denominator_indicator 只用于 value_mode 为 ratio 的指标"
        )
    population = catalogue.indicator(indicator.denominator_indicator)
    if population is None or not population.is_population:
        raise CatalogueError(
            indicator.place,
            f"denominator_indicator 须为指标库中的人口数（is_population: true），"
            f"没有“{indicator.denominator_indicator}”",
        )
    without = _breakdowns_of(indicator) - _breakdowns_of(population)
    if without:
        raise CatalogueError(
            indicator.place,
            f"人口数 {population.code} 不分“{'、'.join(sorted(without))}”，不能作这个指标的分母",
        )


def _breakdowns_of(indicator: IndicatorEntry) -> set[str]:
    return {*indicator.dimensions, *indicator.required_dimensions}


def _check_dimensions(indicator: IndicatorEntry, breakdowns: list[str]) -> None:
    listed = (*indicator.dimensions, *indicator.required_dimensions)
    allowed = [name for name in breakdowns if name != TOTAL_NAME]
    for name in listed:
        if name not in allowed:
            raise CatalogueError(indicator.place, f"未知的分组“{name}”，可用：{'、'.join(allowed)}")
        if listed.count(name) > 1:
            raise CatalogueError(
                indicator.place, f"分组“{name}”只能列在 dimensions 或 required_dimensions 之一"
            )


def _check_relation(relation: RelationEntry, catalogue: Catalogue) -> None:
    for code in (relation.left, relation.right):
        if catalogue.indicator(code) is None:
            raise CatalogueError(relation.place, f"指标库中没有“{code}”")
    if relation.left == relation.right:
        raise CatalogueError(relation.place, "left 与 right 须为两个指标")


def _check_plan(plan: PlanEntry, catalogue: Catalogue) -> None:
    if not plan.base_year <= plan.start_year <= plan.end_year:
        raise CatalogueError(plan.place, "年份须满足 base_year ≤ start_year ≤ end_year")
    _check_numbered((domain.place, domain.number) for domain in plan.domains)
    for domain in plan.domains:
        _check_numbered((part.place, part.number) for part in domain.objectives)
        _check_numbered((part.place, part.number) for part in domain.strategies)
    _check_unique((target.place, target.code) for target in targets_of(plan))
    for target in targets_of(plan):
        indicator = _measured(target, target.indicator, target.breakdown, catalogue)
        _check_target(target, indicator)
        _check_comparison(target, indicator, catalogue)


def _measured(
    target: TargetEntry, code: str, breakdown: str, catalogue: Catalogue
) -> IndicatorEntry:
    """The indicator that a target names, which must be collected in the target's breakdown."""
    indicator = catalogue.indicator(code)
    if indicator is None:
        raise CatalogueError(target.place, f"指标库中没有“{code}”")
    collected = [TOTAL_NAME, *indicator.required_dimensions, *indicator.dimensions]
    if breakdown not in collected:
        raise CatalogueError(
            target.place,
            f"指标 {code} 不分“{breakdown}”统计，可用：{'、'.join(collected)}",
        )
    return indicator


def _check_comparison(target: TargetEntry, indicator: IndicatorEntry, catalogue: Catalogue) -> None:
    if not target.other_indicator:
        if target.kind == "narrow_gap":
            raise CatalogueError(
                target.place, "kind 为 narrow_gap 时须写 other_indicator 或 other_breakdown"
            )
        return
    other = _measured(target, target.other_indicator, target.other_breakdown, catalogue)
    if other.unit != indicator.unit:
        raise CatalogueError(target.place, f"比较的两方单位不同：{indicator.unit}、{other.unit}")
    if (target.indicator, target.breakdown) == (other.code, target.other_breakdown):
        raise CatalogueError(target.place, "比较的两方相同")


def _check_target(target: TargetEntry, indicator: IndicatorEntry) -> None:
    if (target.value is not None) != (target.kind in KINDS_WITH_NUMBER):
        raise CatalogueError(
            target.place, f"value 用于且仅用于 kind 为 {'、'.join(KINDS_WITH_NUMBER)} 的目标"
        )
    if (target.value is not None) != (target.measurability == "numeric"):
        raise CatalogueError(
            target.place, "有 value 的目标 measurability 为 numeric，其余不得为 numeric"
        )
    if target.unit != (indicator.unit if target.value is not None else ""):
        raise CatalogueError(
            target.place, f"有 value 的目标须写 unit，且与指标的单位“{indicator.unit}”相同"
        )
    if target.side != "band" and target.kind != "about":
        raise CatalogueError(target.place, "side 只用于 kind 为 about 的目标")
    if target.value is not None and _places(target) > indicator.decimals:
        raise CatalogueError(
            target.place,
            f"目标值 {target.value} 比指标“{indicator.name}”的小数位（{indicator.decimals}）更细",
        )


def _places(target: TargetEntry) -> int:
    assert target.value is not None
    exponent = target.value.normalize().as_tuple().exponent
    return max(0, -int(exponent))


def _check_unique(entries: Iterable[tuple[Place, str]]) -> None:
    first: dict[str, Place] = {}
    for place, name in entries:
        if name in first:
            raise CatalogueError(place, f"“{name}”重复，首次出现在 {first[name]}")
        first[name] = place


def _check_numbered(entries: Iterable[tuple[Place, int]]) -> None:
    for expected, (place, number) in enumerate(entries, start=1):
        if number != expected:
            raise CatalogueError(place, f"序号应为 {expected}，现为 {number}")
