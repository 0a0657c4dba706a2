"""From figures with their origin to what a trend chart draws, with a judgement or without."""

from collections.abc import Collection, Sequence

from indicators.models import Indicator, Plan, Side, TargetKind
from indicators.wording import value_with_unit
from reporting.dashboards.chart_parts import Point
from reporting.dashboards.charts import Cone, Trend
from reporting.dashboards.reads import Line
from reporting.dashboards.series import Origin, Reference
from reporting.dashboards.words import demand, has_path
from reporting.models import Judgement, ObservationStatus
from reporting.observations.series import engine_kind

#: What is not final yet, with its word on the chart.
NOT_FINAL = ((ObservationStatus.PROVISIONAL, "初步数"), (ObservationStatus.ESTIMATED, "估计数"))
_SIDES = {
    TargetKind.AT_LEAST: 1,
    TargetKind.FULL_COVERAGE: 1,
    TargetKind.AT_MOST: -1,
}


def points_of(origins: Sequence[Origin]) -> tuple[Point, ...]:
    """The figures that are numbers and may be seen."""
    return tuple(
        (origin.observation.year, origin.number) for origin in origins if origin.number is not None
    )


def since_break(points: Sequence[Point], breaks: Collection[int]) -> tuple[Point, ...]:
    """The points after the last change of definition: nothing is compared across one."""
    last = max((year for year in breaks if points and year <= points[-1][0]), default=None)
    return tuple(point for point in points if last is None or point[0] >= last)


def suffix_of(indicator: Indicator) -> str:
    """What stands behind a number of the indicator: %, /10万, 岁."""
    return value_with_unit(0, indicator.unit, 0)[1:]


def plain_trend(
    indicator: Indicator,
    origins: Sequence[Origin],
    compared: Sequence[Reference] = (),
    breaks: Collection[int] = (),
) -> Trend:
    """The series alone: figures, references, breaks and marks."""
    return Trend(
        suffix=suffix_of(indicator),
        decimals=indicator.decimals,
        values=points_of(origins),
        comparisons=tuple((each.area.name, points_of(each.origins)) for each in compared),
        breaks=tuple(sorted(breaks)),
        marked=_marked(origins),
    )


def judged_trend(
    line: Line,
    origins: Sequence[Origin],
    compared: Sequence[Reference] = (),
    breaks: Collection[int] = (),
) -> Trend:
    """The series with what the judgement says: baseline, target, path, forecast, carried value.

    Of a series with hidden figures only the target is drawn beside it: the rest rests on them.
    """
    judgement, due = line.judgement, line.plan.end_year
    plain = plain_trend(line.indicator, origins, compared, breaks)
    hidden = any(origin.hidden for origin in origins)
    return Trend(
        suffix=plain.suffix,
        decimals=plain.decimals,
        values=plain.values,
        baseline=None if hidden else _point(judgement.baseline_year, judgement.baseline_value),
        target=_point(due, judgement.target_value),
        target_words=f"目标 {demand(judgement)}",
        target_side=target_side(judgement),
        has_path=has_path(judgement) and not hidden,
        cone=None if hidden else cone_of(judgement, line.plan),
        comparisons=plain.comparisons,
        breaks=plain.breaks,
        marked=plain.marked,
        carried=None if hidden else _carried(judgement),
    )


def target_side(judgement: Judgement) -> int:
    """1: met on its line and above, −1: on it and below, 0: near it, or without a line."""
    target = judgement.target
    if target.kind == TargetKind.ABOUT:
        return {Side.FLOOR: 1, Side.CEILING: -1}.get(Side(target.side), 0)
    return _SIDES.get(TargetKind(engine_kind(target)), 0)


def cone_of(judgement: Judgement, plan: Plan) -> Cone | None:
    """The interval of what is expected; None where nothing is forecast."""
    low, centre, high = (judgement.low, judgement.projection, judgement.high)
    if low is None or centre is None or high is None or judgement.phase != "RUNNING":
        return None
    if judgement.method == "SMALL":
        return Cone.level(plan.start_year, plan.end_year, low, centre, high)
    latest = _point(judgement.latest_year, judgement.value)
    return Cone.from_value(latest, plan.end_year, low, centre, high) if latest else None


def _marked(origins: Sequence[Origin]) -> tuple[tuple[str, tuple[Point, ...]], ...]:
    found = (
        (word, points_of([origin for origin in origins if origin.observation.status == status]))
        for status, word in NOT_FINAL
    )
    return tuple((word, points) for word, points in found if points)


def _carried(judgement: Judgement) -> tuple[str, Point] | None:
    """The last value, taken for the year shown because that year has none."""
    if judgement.value is None or judgement.latest_year in (None, judgement.year):
        return None
    if not {"CARRIED_VALUE", "OLD_VALUE"} & set(judgement.reasons.split("|")):
        return None
    return (f"暂按{judgement.latest_year}年", (judgement.year, judgement.value))


def _point(year: int | None, value: float | None) -> Point | None:
    return None if year is None or value is None else (year, value)
