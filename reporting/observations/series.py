"""Which figures is a target judged on? Gap, relative, issued and milestone targets are resolved
here into series and kinds that the engine knows (docs/method.md §9 and §10).
"""

from dataclasses import dataclass

from indicators.models import TOTAL, AreaLevel, CitySource, Target, TargetKind
from reporting.models import Flow

SeriesKey = tuple[int, int, int, str]  # indicator, breakdown, area, flow


@dataclass(frozen=True)
class Series:
    """The figures behind one target: `first`, and what it is compared with, if anything."""

    name: str
    first: SeriesKey
    second: SeriesKey | None = None
    as_difference: bool = False
    only_year: bool = False

    @property
    def keys(self) -> tuple[SeriesKey, ...]:
        return (self.first,) if self.second is None else (self.first, self.second)


def series_of(target: Target) -> Series | None:
    """The series of a target; None where nothing can be compared yet.

    A narrow_gap target is judged on both sides, a relative one on the difference between two
    indicators against 0; an issued or milestone one on the as-of year's figure alone.
    """
    first = _key(target, target.indicator_id, target.breakdown_id)
    if target.kind == TargetKind.NARROW_GAP:
        return _compared(target, first, "gap", as_difference=False)
    if target.kind == TargetKind.RELATIVE_TO:
        return _compared(target, first, "relative", as_difference=True)
    if target.kind in (TargetKind.ISSUED, TargetKind.MILESTONE):
        return Series(f"only:{target.pk}", first, only_year=True)
    return Series(":".join(map(str, first)), first)


def _compared(
    target: Target, first: SeriesKey, prefix: str, *, as_difference: bool
) -> Series | None:
    if target.other_indicator_id is None and target.other_breakdown_id is None:
        return None
    indicator_id = target.other_indicator_id or target.indicator_id
    breakdown_id = target.other_breakdown_id
    second = _key(target, indicator_id, TOTAL if breakdown_id is None else breakdown_id)
    return Series(f"{prefix}:{target.pk}", first, second, as_difference=as_difference)


def _key(target: Target, indicator_id: int, breakdown_id: int) -> SeriesKey:
    return (indicator_id, breakdown_id, target.plan.area_id, official_flow(target))


def official_flow(target: Target) -> str:
    """Which flow holds the official figure of the target's area."""
    if target.plan.area.level in (AreaLevel.NATION, AreaLevel.PROVINCE):
        return Flow.REFERENCE
    at_city = target.plan.area.level == AreaLevel.CITY
    # What every unit must reach, or what has grown since the start, is no sum over counties.
    is_sum = not target.every_unit and not target.cumulative
    if at_city and is_sum and target.indicator.city_value == CitySource.ROLLED_UP:
        return Flow.ROLL_UP
    return Flow.RETURN


def engine_kind(target: Target) -> str:
    """The kind that the engine judges: it knows no issued, relative or milestone targets."""
    if target.kind in (TargetKind.RELATIVE_TO, TargetKind.MILESTONE):
        return str(TargetKind.AT_LEAST)
    if target.kind == TargetKind.ISSUED:
        return str(TargetKind.AT_MOST if target.indicator.better < 0 else TargetKind.AT_LEAST)
    return target.kind
