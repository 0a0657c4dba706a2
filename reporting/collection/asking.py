"""What does a round ask for? The lines of its version, without surveys that are not due.

A survey (data every few years, or at no fixed time) is asked in a year only when its interval has
passed since the last data; a sum over the counties is not asked of the city's unit; populations
are entered by the bureau itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.db.models.functions import Coalesce

from indicators.models import (
    TOTAL,
    Assignment,
    AssignmentRole,
    CitySource,
    CountySource,
    Indicator,
    IndicatorBreakdown,
    PlanState,
    Target,
)
from reporting.models import Flow, IndicatorSetLine, Item, Observation, Round

OwedCells = dict[tuple[int, int], set[int]]  # (organisation, area) → indicators


@dataclass(frozen=True)
class NotAsked:
    """A line of the version for which the round has no cells, and why."""

    indicator: Indicator
    reason: str


def lines_of(round_: Round) -> list[IndicatorSetLine]:
    """The lines of the round's version that units report."""
    rows = IndicatorSetLine.objects.filter(
        indicator_set=round_.indicator_set, indicator__is_population=False
    )
    return list(rows.select_related("indicator").order_by("indicator__position"))


def last_data_years(round_: Round, indicators: Iterable[Indicator]) -> dict[int, int]:
    """The last year before the round's with a number anywhere in its area. One query."""
    rows = Observation.objects.in_force().filter(
        area__path__startswith=round_.area.path,
        flow=Flow.RETURN,
        value__isnull=False,
        year__lt=round_.year,
        indicator__in=[each.pk for each in indicators],
    )
    return dict(
        rows.order_by()
        .values("indicator")
        .annotate(Max("year"))
        .values_list("indicator", "year__max")
    )


def is_survey(indicator: Indicator) -> bool:
    """Data do not come every year."""
    return indicator.ad_hoc or indicator.cadence_years > 1


def reason_not_due(indicator: Indicator, year: int, last: int | None) -> str:
    """Why a survey is not asked in the year; "" where it is."""
    if not is_survey(indicator):
        return ""
    before = f"上次数据 {last}年" if last else "还没有数据"
    if indicator.ad_hoc:
        return f"不定期调查，{before}"
    following = last + indicator.cadence_years if last else year
    if following > year:
        return f"每{indicator.cadence_years}年一次，{before}，下次 {following}年"
    return ""


def due_lines(round_: Round) -> list[IndicatorSetLine]:
    """The lines that the round asks for by itself."""
    lines = lines_of(round_)
    last = last_data_years(round_, [each.indicator for each in lines if is_survey(each.indicator)])
    return [
        line
        for line in lines
        if not reason_not_due(line.indicator, round_.year, last.get(line.indicator_id))
    ]


def not_asked(round_: Round) -> list[NotAsked]:
    """The lines without a cell in the round, each with its reason. Three queries."""
    there = set(
        Item.objects.filter(submission__round=round_).values_list("indicator", flat=True).distinct()
    )
    lines = [line for line in lines_of(round_) if line.indicator_id not in there]
    last = last_data_years(round_, [line.indicator for line in lines])
    return [
        NotAsked(
            line.indicator,
            reason_not_due(line.indicator, round_.year, last.get(line.indicator_id))
            or "没有单位承担填报，请先在“职责分工”中确定",
        )
        for line in lines
    ]


def owed_cells(round_: Round, indicators: Iterable[int]) -> OwedCells:
    """Which unit owes which of the indicators for which area in the round's year. One query."""
    owed: OwedCells = defaultdict(set)
    duties = Assignment.objects.in_year(round_.year).filter(
        role=AssignmentRole.REPORTS,
        area__path__startswith=round_.area.path,
        indicator__in=set(indicators),
        indicator__is_population=False,
    )
    summed = duties.filter(area=round_.area, indicator__city_value=CitySource.ROLLED_UP).exclude(
        indicator__county_source=CountySource.NONE
    )
    for duty in duties.exclude(pk__in=summed.values("pk")):
        owed[duty.organisation_id, duty.area_id].add(duty.indicator_id)
    return owed


def breakdowns_owed(round_: Round, indicator_ids: Iterable[int]) -> Mapping[int, Sequence[int]]:
    """{indicator: breakdowns}: the total, required dimensions, and what targets are judged on.

    What a plan was judged on goes on being asked after its end.
    """
    owed = {indicator_id: {TOTAL} for indicator_id in indicator_ids}
    dimensions = IndicatorBreakdown.objects.filter(required=True, indicator__in=owed)
    judged = Target.objects.filter(
        plan__state=PlanState.IN_FORCE,
        plan__area__path__startswith=round_.area.path,
        plan__start_year__lte=round_.year,
    )
    wanted = [
        *dimensions.values_list("indicator_id", "breakdown_id"),
        *judged.values_list("indicator_id", "breakdown_id"),
        *judged.exclude(other_breakdown=None).values_list(
            Coalesce("other_indicator_id", "indicator_id"), "other_breakdown_id"
        ),
    ]
    for indicator_id, breakdown_id in wanted:
        if indicator_id in owed:
            owed[indicator_id].add(breakdown_id)
    return {indicator_id: sorted(found) for indicator_id, found in owed.items()}
