"""One indicator over the counties beside their city: compared, not judged (no colour, no rank)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from indicators.models import Area, AreaLevel, Breakdown, Indicator
from reporting.assessment.reading import Reading
from reporting.dashboards.area_figures import (
    POOLED_YEARS,
    AreaFigure,
    AreaFigures,
    Pooled,
    figures_of,
    group_name,
    is_amount,
)
from reporting.dashboards.comparison_words import (
    Side,
    Unit,
    amount_finding,
    beside_city,
    comparison_finding,
    share_of_city,
    side_of,
    span_words,
)
from reporting.dashboards.own_plans import OwnJudgement, own_judgements
from reporting.dashboards.speaking import parts_of
from reporting.models import Flow, Observation

PUBLISHED = (AreaLevel.NATION, AreaLevel.PROVINCE)
REFERENCE_YEARS = 10  # a published figure older than this is no reference any more


@dataclass(frozen=True)
class AreaRow:
    """One area of the comparison. Few events in the year: `pooled` stands for the year's rate."""

    area: Area
    figure: AreaFigure | None
    pooled: Pooled | None
    is_few: bool
    beside: str
    side: Side
    own: tuple[OwnJudgement, ...] = ()
    others: tuple[tuple[int, AreaFigure | None], ...] = ()

    @property
    def number(self) -> float | None:
        """What is drawn and sorted by: the pooled rate where there are few events."""
        if self.is_few:
            return self.pooled.number if self.pooled else None
        return self.figure.number if self.figure else None

    @property
    def hidden(self) -> str:
        return self.figure.hidden if self.figure else ""

    @property
    def beside_short(self) -> str:
        """高1.2个百分点, for a table whose caption says beside what."""
        return self.beside.removeprefix("比全市").replace("与全市持平", "持平")

    @property
    def span(self) -> str:
        """2022—2024年, the years of the pooled rate."""
        return span_words(self.pooled.years) if self.pooled else ""


@dataclass(frozen=True)
class Reference:
    """The latest published figure of the nation or the province, up to the year."""

    area: Area
    year: int
    number: float


@dataclass(frozen=True)
class AreaComparison:
    """Everything on the page of one indicator."""

    indicator: Indicator
    breakdown: Breakdown
    year: int
    other_years: tuple[int, ...]
    city: AreaRow
    rows: tuple[AreaRow, ...]
    references: tuple[Reference, ...]

    @property
    def unit(self) -> Unit:
        return Unit(self.indicator.unit, self.indicator.decimals)

    @property
    def name(self) -> str:
        return group_name(self.indicator, self.breakdown)

    @property
    def is_amount(self) -> bool:
        return is_amount(self.indicator)

    @property
    def has_pooled(self) -> bool:
        return any(row.is_few for row in (self.city, *self.rows))

    @property
    def has_counts(self) -> bool:
        return any(row.figure and row.figure.events is not None for row in (self.city, *self.rows))

    @cached_property
    def title(self) -> str:
        """What the comparison shows, in one sentence."""
        city = "" if self.city.number is None else self.unit.value(self.city.number)
        if self.is_amount:
            there = sum(row.number is not None for row in self.rows)
            return amount_finding(self.name, self.year, city, there, len(self.rows))
        if city and self.city.is_few:
            city = f"{self.city.span}合并{city}"
        return comparison_finding(self.name, self.year, city, [row.side for row in self.rows])


def compare_areas(
    reading: Reading,
    viewer: Any,
    indicator: Indicator,
    breakdown: Breakdown,
    *,
    other_years: Sequence[int] = (),
    by_value: bool = False,
) -> AreaComparison:
    """The comparison in the year of the reading, with columns of other years beside it."""
    parts = parts_of(viewer, reading.area)
    recent = range(reading.year - POOLED_YEARS + 1, reading.year + 1)
    figures = figures_of(
        reading,
        viewer,
        indicators=[indicator],
        areas=[reading.area, *parts],
        years={*recent, *other_years},
        breakdowns=[breakdown.pk],
        has_breaks=True,
    )
    own = own_judgements(reading, viewer, parts, [indicator.pk])
    city = row_of(figures, reading, indicator, breakdown.pk, reading.area, None, other_years)
    rows = [
        row_of(figures, reading, indicator, breakdown.pk, area, city, other_years, own)
        for area in parts
    ]
    if by_value:
        rows.sort(key=lambda row: (row.number is None, -(row.number or 0)))
    return AreaComparison(
        indicator,
        breakdown,
        reading.year,
        tuple(other_years),
        city,
        tuple(rows),
        _references(reading, indicator, breakdown),
    )


def row_of(
    figures: AreaFigures,
    reading: Reading,
    indicator: Indicator,
    breakdown: int,
    area: Area,
    city: AreaRow | None,
    other_years: Sequence[int] = (),
    own: dict[tuple[int, int, int], list[OwnJudgement]] | None = None,
) -> AreaRow:
    """One area; `city` None for the city itself. A pooled rate is compared with a pooled one."""
    figure = figures.at(indicator, area, reading.year, breakdown)
    is_few = bool(figure and figure.is_few)
    pooled = figures.pooled(indicator, area, reading.year, breakdown) if figure else None
    number = (pooled.number if pooled else None) if is_few else (figure.number if figure else None)
    unit = Unit(indicator.unit, indicator.decimals)
    base = _base(city, is_few)
    side = Side.HIDDEN if figure and figure.hidden else side_of(number, base, unit)
    return AreaRow(
        area,
        figure,
        pooled,
        is_few,
        _beside(indicator, number, base, unit),
        side,
        tuple((own or {}).get((indicator.pk, breakdown, area.pk), ())),
        tuple((year, figures.at(indicator, area, year, breakdown)) for year in other_years),
    )


def _base(city: AreaRow | None, is_few: bool) -> float | None:
    """The city's number of the same kind as the county's."""
    if city is None:
        return None
    if is_few:
        return city.pooled.number if city.pooled else None
    return city.figure.number if city.figure else None


def _beside(indicator: Indicator, number: float | None, base: float | None, unit: Unit) -> str:
    if is_amount(indicator):
        return share_of_city(number, base)
    return beside_city(number, base, unit)


def _references(
    reading: Reading, indicator: Indicator, breakdown: Breakdown
) -> tuple[Reference, ...]:
    """The nation's and the province's latest figures. An amount has none: it is no yardstick."""
    if is_amount(indicator):
        return ()
    rows = (
        Observation.objects.in_force()
        .filter(
            indicator=indicator,
            breakdown=breakdown,
            flow=Flow.REFERENCE,
            area__level__in=PUBLISHED,
            year__range=(reading.year - REFERENCE_YEARS, reading.year),
            value__isnull=False,
        )
        .exclude(area=reading.area)
        .select_related("area")
        .order_by("area__path", "year", "valid_from", "pk")
    )
    latest = {row.area_id: row for row in rows}
    unit = Unit(indicator.unit, indicator.decimals)
    return tuple(
        Reference(row.area, row.year, unit.printed(float(row.value or 0)))
        for row in latest.values()
    )
