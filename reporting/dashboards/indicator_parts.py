"""One indicator in the areas right below: a small chart each over the whole's line, and a table."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.models import Area, Indicator
from indicators.wording import MISSING
from reporting.assessment.reading import Reading
from reporting.dashboards.area_figures import AreaFigure, figures_of
from reporting.dashboards.chart_parts import Figure, Point
from reporting.dashboards.group_charts import part_chart, shared_range
from reporting.dashboards.trends import suffix_of
from reporting.dashboards.words import figure

YEARS_SHOWN = 12


@dataclass(frozen=True)
class PartCell:
    """One area in one year: the value in words, or why there is none."""

    words: str
    counts: str = ""
    note: str = ""


@dataclass(frozen=True)
class Part:
    """One area below with its chart and its cells in the order of the years."""

    area: Area
    chart: Figure
    cells: tuple[PartCell, ...]
    has_numbers: bool

    @property
    def latest(self) -> PartCell:
        return self.cells[-1]

    @property
    def chart_id(self) -> str:
        return f"chart-part-{self.area.code}"


@dataclass(frozen=True)
class Parts:
    """All areas below; `years` are the columns of the table."""

    years: tuple[int, ...]
    rows: tuple[Part, ...]
    hides: bool

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def has_numbers(self) -> bool:
        """Some area has a number that may be shown."""
        return any(row.has_numbers for row in self.rows)


def parts_view(
    reading: Reading,
    indicator: Indicator,
    areas: Sequence[Area],
    whole: tuple[str, Sequence[Point]],
    breaks: Mapping[tuple[int, int], Collection[int]],
    viewer: Any,
) -> Parts:
    """The indicator in `areas`, beside the whole's line; nothing where none has a figure.

    `breaks` are by (indicator, area).
    """
    found = figures_of(
        reading,
        viewer,
        indicators=[indicator],
        areas=areas,
        years=range(reading.year - YEARS_SHOWN + 1, reading.year + 1),
    )
    years = tuple(sorted({year for _indicator, _breakdown, _area, year in found.by_place}))
    if not years:
        return Parts((), (), False)
    series = {
        area.pk: [(year, found.at(indicator, area, year)) for year in years] for area in areas
    }
    points = {pk: _points(figures) for pk, figures in series.items()}
    beside = [point for point in whole[1] if years[0] <= point[0] <= years[-1]]
    frame = shared_range([*points.values(), beside], indicator.decimals)

    def part(area: Area) -> Part:
        chart = part_chart(
            points[area.pk],
            (whole[0], beside),
            value_range=frame,
            years=(years[0], years[-1]),
            suffix=suffix_of(indicator),
            decimals=indicator.decimals,
            breaks=tuple(sorted(breaks.get((indicator.pk, area.pk), ()))),
        )
        cells = tuple(_cell(indicator, figure) for _year, figure in series[area.pk])
        return Part(area, chart, cells, bool(points[area.pk]))

    return Parts(years, tuple(part(area) for area in areas), bool(found.protection.hidden))


def _points(figures: Sequence[tuple[int, AreaFigure | None]]) -> tuple[Point, ...]:
    return tuple(
        (year, found.number) for year, found in figures if found and found.number is not None
    )


def _cell(indicator: Indicator, found: AreaFigure | None) -> PartCell:
    if found is None:
        return PartCell(MISSING)
    if found.hidden:
        return PartCell("＊", note=found.hidden)
    if found.number is None:
        return PartCell(found.missing)
    row = found.row
    words = row.qualifier + figure(found.number, indicator)
    return PartCell(words, _counts(row.numerator, row.denominator), found.status)


def _counts(numerator: Decimal | None, denominator: Decimal | None) -> str:
    if numerator is None or denominator is None:
        return ""
    return f"{_plain(numerator)}／{_plain(denominator)}"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
