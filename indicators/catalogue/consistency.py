"""Do the files of a catalogue agree with each other: codes, units, numbers and kinds?"""

from collections.abc import Iterable, Iterator

from .nodes import CatalogueError, Place
from .schema import Catalogue, IndicatorEntry, PlanEntry, TargetEntry

KINDS_WITH_NUMBER = ("at_least", "at_most", "about")


def check_catalogue(catalogue: Catalogue) -> None:
    """Raise CatalogueError at the first contradiction between entries."""
    _check_unique((entry.place, entry.code) for entry in catalogue.indicators)
    _check_unique((entry.place, entry.name) for entry in catalogue.indicators)
    for indicator in catalogue.indicators:
        _check_indicator(indicator)
    for plan in catalogue.plans:
        _check_plan(plan, catalogue)


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


def _check_plan(plan: PlanEntry, catalogue: Catalogue) -> None:
    if not plan.base_year <= plan.start_year <= plan.end_year:
        raise CatalogueError(plan.place, "年份须满足 base_year ≤ start_year ≤ end_year")
    _check_numbered((domain.place, domain.number) for domain in plan.domains)
    for domain in plan.domains:
        _check_numbered((part.place, part.number) for part in domain.objectives)
    _check_unique((target.place, target.code) for target in targets_of(plan))
    breakdowns = [breakdown.name for breakdown in catalogue.breakdowns]
    for target in targets_of(plan):
        if target.breakdown not in breakdowns:
            raise CatalogueError(
                target.place, f"未知的 breakdown“{target.breakdown}”，可用：{'、'.join(breakdowns)}"
            )
        indicator = catalogue.indicator(target.indicator)
        if indicator is None:
            raise CatalogueError(target.place, f"指标库中没有“{target.indicator}”")
        _check_target(target, indicator)


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
