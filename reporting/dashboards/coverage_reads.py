"""What the coverage table counts: targets, years with data, reasons without, counties."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Max, Min

from indicators.models import Area, IndicatorBreakdown, PlanState, Target
from reporting.assessment.reading import Reading
from reporting.dashboards.speaking import official_flow
from reporting.models import Flow

Key = tuple[int, int]  # indicator, breakdown


def targets_of(area: Area) -> list[Target]:
    """The targets of the area's plans in force, in the order of the plans."""
    return list(
        Target.objects.filter(plan__area=area, plan__state=PlanState.IN_FORCE)
        .select_related("plan", "indicator", "breakdown", "other_indicator", "other_breakdown")
        .select_related("objective__domain__plan")
        .order_by("plan__position", "objective__domain__number", "objective__number", "position")
    )


def asked_groups(targets: Iterable[Target]) -> dict[int, list[IndicatorBreakdown]]:
    """{indicator: the groups in which it is collected beside its total}."""
    found: dict[int, list[IndicatorBreakdown]] = {}
    rows = IndicatorBreakdown.objects.filter(indicator__in={row.indicator_id for row in targets})
    for row in rows.select_related("breakdown").order_by("breakdown"):
        found.setdefault(row.indicator_id, []).append(row)
    return found


def spans_of(reading: Reading, area: Area, targets: Iterable[Target]) -> dict[Key, tuple[int, int]]:
    """{(indicator, breakdown): first and last year with a number} in the official flow."""
    indicators = {row.indicator_id: row.indicator for row in targets}
    rows = (
        reading.observations()
        .filter(area=area, indicator__in=indicators, value__isnull=False)
        .values_list("indicator_id", "breakdown_id", "flow")
        .annotate(first=Min("year"), last=Max("year"))
    )
    return {
        (indicator, breakdown): (first, last)
        for indicator, breakdown, flow, first, last in rows
        if flow == official_flow(indicators[indicator], area)
    }


def reasons_for(reading: Reading, area: Area, targets: Iterable[Target]) -> dict[Key, str]:
    """{(indicator, breakdown): why there is no number for the year}."""
    rows = reading.observations().filter(
        area=area,
        year=reading.year,
        indicator__in={row.indicator_id for row in targets},
        value=None,
    )
    return {
        (indicator, breakdown): kind
        for indicator, breakdown, kind in rows.values_list(
            "indicator_id", "breakdown_id", "missing_kind"
        )
    }


def counties_with(
    reading: Reading, parts: Sequence[Area], targets: Iterable[Target]
) -> dict[Key, int]:
    """{(indicator, breakdown): counties with a number for the year}. Two queries.

    Figures in force and replaced ones are asked for apart: each has an index of its own.
    """
    rows = reading.observations().filter(
        area__in=[part.pk for part in parts],
        indicator__in={row.indicator_id for row in targets},
        breakdown__in={row.breakdown_id for row in targets},
        year=reading.year,
        flow=Flow.RETURN,
        value__isnull=False,
    )
    counts: dict[Key, int] = {}
    for is_replaced in (False, True):
        some = rows.filter(valid_to__isnull=not is_replaced)
        found = some.values_list("indicator_id", "breakdown_id").annotate(number=Count("area"))
        for indicator, breakdown, number in found:
            counts[indicator, breakdown] = counts.get((indicator, breakdown), 0) + number
    return counts
