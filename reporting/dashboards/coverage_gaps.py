"""缺项: which cells of the year have no number, why, and which unit owes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from indicators.models import (
    TOTAL,
    Area,
    Assignment,
    AssignmentRole,
    Breakdown,
    CountySource,
    Indicator,
    IndicatorBreakdown,
    Target,
)
from reporting.assessment.reading import Reading
from reporting.dashboards.area_figures import group_name
from reporting.dashboards.coverage_cells import is_carried
from reporting.dashboards.coverage_reads import targets_of
from reporting.models import Flow, MissingKind, Observation

NOBODY = "未指定填报单位"
Place = tuple[int, int, int]  # indicator, breakdown, area


@dataclass(frozen=True)
class Gap:
    """One cell without a number."""

    target: Target
    breakdown: Breakdown
    area: Area
    owes: str
    row: Observation | None

    @property
    def name(self) -> str:
        return group_name(self.target.indicator, self.breakdown)

    @property
    def is_owed(self) -> bool:
        return self.owes != NOBODY

    @property
    def kind(self) -> str:
        """未填报, 尚未产生; a cell without any row was never filled in."""
        if self.row is None:
            return str(MissingKind.NOT_REPORTED.label)
        return str(self.row.get_missing_kind_display())


def gaps_of(reading: Reading, areas: Sequence[Area]) -> list[Gap]:
    """What the areas' units owe for the year and have no number for. Six queries.

    Asked are the indicators of the reading's plans, in their total and required groups. 不适用 is
    an answer, and what stands by its cadence is not asked.
    """
    targets = {row.indicator_id: row for row in reversed(targets_of(reading.area))}
    groups = _groups(targets)
    units = _units(reading.year, targets, areas)
    rows = _rows(reading, targets, areas)
    lasts = _lasts(reading, [row.indicator for row in targets.values()], areas)
    gaps = []
    for area in areas:
        for target in sorted(targets.values(), key=lambda row: row.indicator.position):
            indicator = target.indicator
            unit = units.get((indicator.pk, area.pk))
            if not unit and not _is_asked(indicator, area, reading.area):
                continue
            last = lasts.get((indicator.pk, area.pk))
            if (
                last is not None
                and last != reading.year
                and is_carried(indicator, reading.year, last)
            ):
                continue
            for breakdown in groups[indicator.pk]:
                row = rows.get((indicator.pk, breakdown.pk, area.pk))
                if row is None or (
                    row.value is None and row.missing_kind != MissingKind.NOT_APPLICABLE
                ):
                    gaps.append(Gap(target, breakdown, area, unit or NOBODY, row))
    return gaps


def _is_asked(indicator: Indicator, area: Area, city: Area) -> bool:
    """Somebody should report it there, though nobody is assigned."""
    return area == city or indicator.county_source != CountySource.NONE


def _groups(targets: dict[int, Target]) -> dict[int, list[Breakdown]]:
    total = Breakdown.objects.get(pk=TOTAL)
    groups = {pk: [total] for pk in targets}
    required = IndicatorBreakdown.objects.filter(required=True, indicator__in=targets)
    for row in required.select_related("breakdown").order_by("breakdown"):
        groups[row.indicator_id].append(row.breakdown)
    return groups


def _units(year: int, targets: Iterable[int], areas: Sequence[Area]) -> dict[tuple[int, int], str]:
    """{(indicator, area): the unit that reports it}."""
    rows = Assignment.objects.in_year(year).filter(
        role=AssignmentRole.REPORTS,
        indicator__in=list(targets),
        area__in=[area.pk for area in areas],
    )
    found = rows.values_list("indicator_id", "area_id", "organisation__name")
    return {(indicator, area): name for indicator, area, name in found}


def _rows(
    reading: Reading, targets: Iterable[int], areas: Sequence[Area]
) -> dict[Place, Observation]:
    """{place: its row of the year}; a number before a reason for having none."""
    rows = (
        reading.observations()
        .filter(area__in=[area.pk for area in areas], indicator__in=list(targets))
        .filter(year=reading.year)
        .exclude(flow=Flow.REFERENCE)
        .only(
            "indicator_id",
            "breakdown_id",
            "area_id",
            "value",
            "missing_kind",
            "expected_on",
            "note",
        )
    )
    found: dict[Place, Observation] = {}
    for row in sorted(rows, key=lambda row: row.value is not None):
        found[row.indicator_id, row.breakdown_id, row.area_id] = row
    return found


def _lasts(
    reading: Reading, indicators: Iterable[Indicator], areas: Sequence[Area]
) -> dict[tuple[int, int], Any]:
    """{(indicator, area): last year with a number} of what is not produced every year."""
    seldom = [row.pk for row in indicators if row.cadence_years > 1 or row.by_term]
    rows = (
        reading.observations()
        .filter(area__in=[area.pk for area in areas], indicator__in=seldom)
        .filter(value__isnull=False, breakdown=TOTAL)
        .values_list("indicator_id", "area_id")
        .annotate(last=Max("year"))
    )
    return {(indicator, area): last for indicator, area, last in rows}
