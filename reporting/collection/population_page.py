"""The page on which the bureau enters populations: a table a population, a line an area."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators import wording
from indicators.models import Area
from reporting.collection.population_cells import (
    PopulationCell,
    PopulationFigures,
    PopulationLine,
    areas_of,
    figures_around,
    population_lines,
)
from reporting.collection.population_entry import PopulationsRefused, TypedPopulation
from reporting.collection.typed_numbers import number_text
from reporting.models import Observation

Typed = Mapping[PopulationCell, TypedPopulation]


@dataclass(frozen=True)
class PopulationRow:
    """One area: the years before, what is typed or stands, and what is wrong with it."""

    area: Area
    cell: PopulationCell
    version: int
    past: tuple[str, ...]
    text: str
    change: str
    figure: Observation | None
    messages: tuple[str, ...]

    @property
    def field(self) -> str:
        """The input's name: the cell and the version that is shown in it."""
        return "-".join(map(str, ("people", *self.cell, self.version)))


@dataclass(frozen=True)
class PopulationTable:
    """One population (in one breakdown) in every area, and the counties' sum against the city."""

    line: PopulationLine
    rows: tuple[PopulationRow, ...]
    sum_words: str


@dataclass(frozen=True)
class PopulationPage:
    """Everything that the page shows for one city and year."""

    city: Area
    year: int
    past_years: tuple[int, ...]
    tables: tuple[PopulationTable, ...]

    @property
    def entered(self) -> int:
        """How many cells have a number."""
        return sum(row.figure is not None for table in self.tables for row in table.rows)

    @property
    def cells(self) -> int:
        return sum(len(table.rows) for table in self.tables)


def population_page(
    city: Area,
    year: int,
    *,
    within: Area | None = None,
    typed: Typed | None = None,
    refusal: PopulationsRefused | None = None,
) -> PopulationPage:
    """The page of a city; `within` narrows it to one county. With `typed` nothing typed is lost."""
    areas = [area for area in areas_of(city) if within is None or area.pk == within.pk]
    figures = figures_around(areas, year)
    tables = tuple(
        PopulationTable(
            line,
            tuple(_row(area, line, figures, typed or {}, refusal) for area in areas),
            _sum_words(areas, line, figures, city),
        )
        for line in population_lines(city, figures)
    )
    return PopulationPage(city, year, tuple(figures.past_years), tables)


def _row(
    area: Area,
    line: PopulationLine,
    figures: PopulationFigures,
    typed: Typed,
    refusal: PopulationsRefused | None,
) -> PopulationRow:
    cell = (area.pk, *line.key)
    past = [figures.number(cell, year) for year in figures.past_years]
    own = figures.number(cell, figures.year)
    version, text = figures.version(cell), number_text(own)
    if refusal is not None and cell in typed:
        # Once both figures have been shown, the next save may replace the other one.
        text = typed[cell].text
        version = version if cell in refusal.overtaken else typed[cell].seen
    return PopulationRow(
        area=area,
        cell=cell,
        version=version,
        past=tuple(map(people, past)),
        text=text,
        change=_change(past[-1], own),
        figure=figures.of(cell),
        messages=tuple(refusal.findings.get(cell, ())) if refusal else (),
    )


def people(number: Decimal | None) -> str:
    """A number of people with separators, a dash where there is none."""
    return f"{number:,.0f}" if number is not None else wording.MISSING


def _change(before: Decimal | None, now: Decimal | None) -> str:
    """+1.2% against last year."""
    if before is None or now is None:
        return ""
    return f"{(now - before) / before * 100:+.1f}%"


def _sum_words(
    areas: Sequence[Area], line: PopulationLine, figures: PopulationFigures, city: Area
) -> str:
    counties = [area for area in areas if area.pk != city.pk and area.in_parent_sum]
    if not counties or len(areas) == len(counties):
        return ""
    numbers = list(_there(counties, line, figures))
    if len(numbers) < len(counties):
        return f"已录入 {len(numbers)}/{len(counties)} 县（市、区）"
    total = sum(numbers, start=Decimal(0))
    own = figures.number((city.pk, *line.key), figures.year)
    if own is None:
        return f"各县（市、区）合计 {people(total)}"
    if own == total:
        return f"各县（市、区）合计 {people(total)}，与全市相同"
    verb = "多" if total > own else "少"
    return f"各县（市、区）合计 {people(total)}，比全市{verb} {people(abs(total - own))}，请核对"


def _there(
    areas: Iterable[Area], line: PopulationLine, figures: PopulationFigures
) -> Iterable[Decimal]:
    for area in areas:
        number = figures.number((area.pk, *line.key), figures.year)
        if number is not None:
            yield number
