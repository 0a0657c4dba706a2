"""May this person see this figure? The small-count rule on stored figures, for every face.

Sees the small counts of a county: the unit that reports the indicator there, and the bureaus and
offices of the county and of the areas above it. Everyone else gets a marked cell in its place.
What is hidden does not depend on what a page shows: all counties of the city decide together.
"""

import copy
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from indicators.models import (
    Area,
    AreaLevel,
    Assignment,
    AssignmentRole,
    Breakdown,
    Indicator,
    Scale,
    Sensitivity,
)
from indicators.people.access import OVERSIGHT_ROLES, UNIT_ROLES, access_of
from reporting.models import Flow, Observation

from .small_counts import CellKey, CountCell, hidden_cells

COUNTY_LEVELS = (AreaLevel.COUNTY, AreaLevel.ZONE)
FIGURES = (
    "indicator_id", "area_id", "breakdown_id", "year", "value", "numerator", "denominator"
)  # fmt: skip


@dataclass(frozen=True)
class Protection:
    """What one person must not see: {(indicator, area, breakdown, year): words in its place}."""

    hidden: dict[CellKey, str] = field(default_factory=dict)

    def words(self, indicator: int, area: int, year: int, breakdown: int = 0) -> str:
        """What stands in the place of the figure, or "" where it may be shown."""
        return self.hidden.get((indicator, area, breakdown, year), "")

    def shown(self, row: Observation) -> "ShownFigure":
        """The figure, or its marked place without any number of it."""
        words = self.words(row.indicator_id, row.area_id, row.year, row.breakdown_id)
        if not words or row.value is None:
            return ShownFigure(row)
        empty = copy.copy(row)
        empty.value = empty.numerator = empty.denominator = None
        empty.note = empty.qualifier = empty.reason = ""
        return ShownFigure(empty, words)


@dataclass(frozen=True)
class ShownFigure:
    """A figure as one person may see it: hidden, `row` has no numbers and `hidden` says why."""

    row: Observation
    hidden: str = ""


def protected(
    rows: Iterable[Observation], viewer: Any, *, data_version: int | None = None
) -> list[ShownFigure]:
    """The rows in their order, each as the viewer may see it. At most six queries.

    `data_version` is that of the reading (None: the figures in force).
    """
    found = list(rows)
    protection = protection_for(
        viewer,
        indicators=Indicator.objects.filter(pk__in={row.indicator_id for row in found}),
        areas=Area.objects.filter(pk__in={row.area_id for row in found}),
        years={row.year for row in found},
        data_version=data_version,
    )
    return [protection.shown(row) for row in found]


def protection_for(
    viewer: Any,
    *,
    indicators: Iterable[Indicator],
    areas: Iterable[Area],
    years: Iterable[int],
    data_version: int | None = None,
) -> Protection:
    """What is hidden from the viewer of these indicators, areas and years.

    The areas share a scope, and `data_version` is of that scope. No query beyond the given ones
    where nothing is protected or the viewer may see it all; else at most four.
    """
    wanted = {row.pk: row for row in indicators if row.sensitivity == Sensitivity.SMALL_COUNTS}
    access = access_of(viewer)
    closed = {
        area.pk: area
        for area in areas
        if area.level in COUNTY_LEVELS and not access.covers(area.path, OVERSIGHT_ROLES)
    }
    if not wanted or not closed:
        return Protection()
    hidden = _hidden(wanted, closed.values(), set(years), data_version)
    duties = _duties(access.organisation_ids(UNIT_ROLES), wanted, closed)
    return Protection(
        {
            key: words
            for key, words in hidden.items()
            if key[1] in closed and not _reports(duties, key)
        }
    )


def _hidden(
    indicators: dict[int, Indicator],
    areas: Iterable[Area],
    years: set[int],
    data_version: int | None,
) -> dict[CellKey, str]:
    """The rule over all counties of the cities concerned."""
    parents = {area.parent_id for area in areas}
    beside = dict(
        Area.objects.filter(parent__in=parents, level__in=COUNTY_LEVELS).values_list(
            "pk", "in_parent_sum"
        )
    )
    figures = Observation.objects
    rows = figures.in_force() if data_version is None else figures.as_of(data_version)
    rows = rows.filter(
        area__in=beside, indicator__in=indicators, year__in=years, value__isnull=False
    )
    cells = [
        _cell(row, indicators[row["indicator_id"]], beside[row["area_id"]])
        for row in rows.filter(flow=Flow.RETURN).values(*FIGURES)
    ]
    return hidden_cells(cells, _breakdowns()) if any(cell.is_small for cell in cells) else {}


def _cell(row: dict[str, Any], indicator: Indicator, in_sum: bool) -> CountCell:
    place = (row["indicator_id"], row["area_id"], row["breakdown_id"], row["year"])
    return CountCell(*place, _events(row, indicator), in_sum)


def _events(row: dict[str, Any], indicator: Indicator) -> float | None:
    """What is counted: a plain amount itself, of a share the scarcer side."""
    if row["numerator"] is None:
        return float(row["value"]) if indicator.scale == Scale.VALUE else None
    events = float(row["numerator"])
    if indicator.scale == Scale.SHARE and not indicator.gross:
        return min(events, float(row["denominator"]) - events)
    return events


def _breakdowns() -> dict[int, tuple[str, ...]]:
    rows = Breakdown.objects.values_list("id", "sex", "residence", "age")
    return {pk: tuple(codes) for pk, *codes in rows}


def _duties(
    organisations: Sequence[int], indicators: Iterable[int], areas: Iterable[int]
) -> dict[tuple[int, int], list[tuple[int, int | None]]]:
    """{(indicator, area): spans of years} that the viewer's units report."""
    duties: dict[tuple[int, int], list[tuple[int, int | None]]] = defaultdict(list)
    if not organisations:
        return duties
    rows = Assignment.objects.filter(
        Q(organisation__in=organisations, role=AssignmentRole.REPORTS),
        indicator__in=list(indicators),
        area__in=list(areas),
    )
    for indicator, area, first, last in rows.values_list(
        "indicator_id", "area_id", "first_year", "last_year"
    ):
        duties[indicator, area].append((first, last))
    return duties


def _reports(duties: dict[tuple[int, int], list[tuple[int, int | None]]], key: CellKey) -> bool:
    """One of the viewer's units reports this cell: it did so in its year, or does so now."""
    indicator, area, _breakdown, year = key
    spans = duties.get((indicator, area), ())
    return any(last is None or first <= year <= last for first, last in spans)
