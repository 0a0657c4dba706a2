"""The official figures of several areas as one person may see them; few queries, however many."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from indicators import wording
from indicators.models import (
    TOTAL,
    Area,
    Breakdown,
    CountKind,
    Indicator,
    Scale,
)
from reporting.assessment.reading import Reading
from reporting.dashboards.series import judged_number
from reporting.dashboards.speaking import official_flow
from reporting.models import Flow, Observation, ObservationStatus
from reporting.observations.breaks import breaks_in
from reporting.observations.protection import Protection, ShownFigure, protection_for

Place = tuple[int, int, int, int]  # indicator, breakdown, area, year
FEW = 10  # docs/method.md §5: fewer events than this are read as cases
POOLED_YEARS = 3


@dataclass(frozen=True)
class AreaFigure:
    """One figure as it is printed; `number` is rounded once, None where missing or hidden."""

    row: Observation
    indicator: Indicator
    number: float | None
    hidden: str = ""

    @property
    def missing(self) -> str:
        """未填报, 尚未产生, 不适用; "" for a number or a hidden one."""
        if self.number is not None or self.hidden:
            return ""
        return str(self.row.get_missing_kind_display())

    @property
    def status(self) -> str:
        """初步数, 估计 …; "" for a normal figure."""
        if self.row.status == ObservationStatus.NORMAL or self.number is None:
            return ""
        return str(self.row.get_status_display())

    @property
    def is_reference(self) -> bool:
        return self.row.flow == Flow.REFERENCE

    @property
    def is_few(self) -> bool:
        """Too few events for the rate of a single year (docs/method.md §5)."""
        return has_few_events(self, self.indicator)

    @property
    def events(self) -> float | None:
        return None if self.row.numerator is None else float(self.row.numerator)

    @property
    def exposure(self) -> float | None:
        return None if self.row.denominator is None else float(self.row.denominator)


@dataclass(frozen=True)
class Pooled:
    """The rate over some years together: the sum of events by the sum of exposures."""

    years: tuple[int, ...]
    events: float
    exposure: float
    number: float


@dataclass(frozen=True)
class AreaFigures:
    """Figures by place, with the years from which series start anew."""

    by_place: dict[Place, AreaFigure]
    protection: Protection
    breaks: dict[tuple[int, int], set[int]] = field(default_factory=dict)

    def at(
        self, indicator: Indicator, area: Area, year: int, breakdown: int = TOTAL
    ) -> AreaFigure | None:
        """The figure, if there is a row for it (a number or a reason for having none)."""
        return self.by_place.get((indicator.pk, breakdown, area.pk, year))

    def pooled(
        self, indicator: Indicator, area: Area, year: int, breakdown: int = TOTAL
    ) -> Pooled | None:
        """The rate of up to three years that end with `year`, never across a break.

        None where a year of them is hidden: from rates of overlapping years it could be solved.
        """
        first = max(
            [year - POOLED_YEARS + 1]
            + [each for each in self.breaks.get((indicator.pk, area.pk), ()) if each <= year]
        )
        found = [self.at(indicator, area, each, breakdown) for each in range(first, year + 1)]
        there = [figure for figure in found if figure]
        if any(figure.hidden for figure in there) or not there or there[-1].row.year != year:
            return None
        counted = [figure for figure in there if figure.events is not None and figure.exposure]
        exposure = sum(figure.exposure or 0 for figure in counted)
        if not exposure:
            return None
        events = sum(figure.events or 0 for figure in counted)
        number = round_as_judged(events * (indicator.multiplier or 1) / exposure, indicator)
        return Pooled(tuple(figure.row.year for figure in counted), events, exposure, number)


def round_as_judged(number: float, indicator: Indicator) -> float:
    """Once, half up, to the indicator's decimals (docs/method.md §1)."""
    return float(wording.number(number, indicator.decimals))


def has_few_events(figure: AreaFigure, indicator: Indicator) -> bool:
    """Too few events for the year's rate to be read: it is told in cases (docs/method.md §5)."""
    if indicator.count_kind != CountKind.EVENTS or indicator.gross:
        return False
    if figure.events is None or not figure.exposure or indicator.scale == Scale.VALUE:
        return False
    others = figure.exposure - figure.events
    fewest = min(figure.events, others) if indicator.scale == Scale.SHARE else figure.events
    return fewest < FEW


def figures_of(
    reading: Reading,
    viewer: Any,
    *,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    years: Collection[int],
    breakdowns: Collection[int] = (TOTAL,),
    has_breaks: bool = False,
) -> AreaFigures:
    """The figures as of the reading; published ones of nation and province as they stand.

    `areas` are the reading's area, its parts, and areas above. At most eight queries.
    """
    scope = reading.area.version_scope_code
    inside = [area for area in areas if area.version_scope_code == scope]
    protection = protection_for(
        viewer,
        indicators=indicators,
        areas=inside,
        years=years,
        data_version=reading.data_version,
    )
    by_indicator = {row.pk: row for row in indicators}
    by_area = {area.pk: area for area in areas}
    wanted = Q(
        indicator__in=by_indicator,
        breakdown__in=list(breakdowns),
        year__in=[year for year in years if year <= reading.year],
    )
    rows = [
        *_inside(reading, inside, wanted),
        *_published([area for area in areas if area not in inside], wanted),
    ]
    chosen = _official(rows, by_indicator, by_area)
    return AreaFigures(
        {place: _figure(protection.shown(row), by_indicator) for place, row in chosen.items()},
        protection,
        breaks_in(inside, reading.data_version) if has_breaks else {},
    )


def _inside(reading: Reading, areas: Sequence[Area], wanted: Q) -> Iterable[Observation]:
    return reading.observations().filter(wanted, area__in=[area.pk for area in areas])


def _published(areas: Sequence[Area], wanted: Q) -> Iterable[Observation]:
    if not areas:
        return []
    rows = Observation.objects.in_force().filter(wanted, flow=Flow.REFERENCE)
    return rows.filter(area__in=[area.pk for area in areas])


def _official(
    rows: Iterable[Observation], indicators: dict[int, Indicator], areas: dict[int, Area]
) -> dict[Place, Observation]:
    """Of several rows for one place the official one; else a published figure."""

    def rank(row: Observation) -> tuple[bool, bool, int, int]:
        official = official_flow(indicators[row.indicator_id], areas[row.area_id])
        return (row.flow == official, row.value is not None, row.valid_from, row.pk)

    chosen: dict[Place, Observation] = {}
    for row in rows:
        place = (row.indicator_id, row.breakdown_id, row.area_id, row.year)
        is_soft = row.flow not in (
            official_flow(indicators[place[0]], areas[place[2]]),
            Flow.REFERENCE,
        )
        if not is_soft and (place not in chosen or rank(row) > rank(chosen[place])):
            chosen[place] = row
    return chosen


def _figure(shown: ShownFigure, indicators: dict[int, Indicator]) -> AreaFigure:
    indicator = indicators[shown.row.indicator_id]
    return AreaFigure(shown.row, indicator, judged_number(shown.row, indicator), shown.hidden)


def group_name(indicator: Indicator, breakdown: Breakdown) -> str:
    """孕产妇死亡率, 孕产妇死亡率（农村）."""
    return f"{indicator.name}（{breakdown}）" if breakdown.pk != TOTAL else indicator.name


def is_amount(indicator: Indicator) -> bool:
    """A number of people or things, which adds up over areas: beside its city a share of it."""
    is_count = indicator.count_kind == CountKind.COMPLETE_COUNT
    is_plain = indicator.scale == Scale.VALUE and indicator.multiplier is None
    return is_count and is_plain and indicator.unit not in ("岁", "年")
