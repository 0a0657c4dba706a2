"""Which population figures are asked for a year, and what stands in them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.models import TOTAL, Area, AreaLevel, Breakdown, Indicator, IndicatorBreakdown
from reporting.models import Item, Observation
from reporting.observations.populations import population_figures

YEARS_BACK = 3
PopulationCell = tuple[int, int, int]  # area, population indicator, breakdown


@dataclass(frozen=True)
class PopulationFigures:
    """The figures in force of a city's areas around a year."""

    year: int
    rows: dict[PopulationCell, dict[int, Observation]] = field(default_factory=dict)

    def of(self, cell: PopulationCell) -> Observation | None:
        """The year's own figure."""
        return self.rows.get(cell, {}).get(self.year)

    def number(self, cell: PopulationCell, year: int) -> Decimal | None:
        """The number of people in a year, None where it was not entered."""
        figure = self.rows.get(cell, {}).get(year)
        return figure.value if figure else None

    def version(self, cell: PopulationCell) -> int:
        """The data version since which the year's figure stands; 0 where there is none."""
        figure = self.of(cell)
        return figure.valid_from if figure else 0

    @property
    def past_years(self) -> list[int]:
        """The years before, the oldest first."""
        return list(range(self.year - YEARS_BACK, self.year))


def areas_of(city: Area) -> list[Area]:
    """The city, its counties, and the zones that stand beside the sum."""
    inside = Area.objects.within(city).filter(
        level__in=[AreaLevel.CITY, AreaLevel.COUNTY, AreaLevel.ZONE]
    )
    return sorted(inside, key=lambda area: (area.pk != city.pk, not area.in_parent_sum, area.path))


def figures_around(areas: Iterable[Area], year: int) -> PopulationFigures:
    """The figures of the year and of those shown beside it. One query."""
    found: dict[PopulationCell, dict[int, Observation]] = defaultdict(dict)
    years = range(year - YEARS_BACK, year + 1)
    for row in population_figures(areas, years).select_related("recorded_by"):
        found[row.area_id, row.indicator_id, row.breakdown_id][row.year] = row
    return PopulationFigures(year, dict(found))


@dataclass(frozen=True)
class PopulationLine:
    """One population in one breakdown, and the names of the indicators that divide by it."""

    indicator: Indicator
    breakdown: Breakdown
    users: tuple[str, ...]

    @property
    def key(self) -> tuple[int, int]:
        return (self.indicator.pk, self.breakdown.pk)

    @property
    def breakdown_name(self) -> str:
        """ "" for the total."""
        return "" if self.breakdown.pk == TOTAL else self.breakdown.name

    @property
    def name(self) -> str:
        name = self.indicator.name
        return f"{name}（{self.breakdown_name}）" if self.breakdown_name else name


def population_lines(city: Area, figures: PopulationFigures) -> list[PopulationLine]:
    """The total of every population, and the breakdowns that are required, used in the year's
    returns, or entered before. Four queries.
    """
    populations = list(Indicator.objects.populations())
    breakdowns = {row.pk: row for row in Breakdown.objects.all()}
    wanted = {(population.pk, TOTAL) for population in populations}
    wanted |= {(indicator, breakdown) for _area, indicator, breakdown in figures.rows}
    required = IndicatorBreakdown.objects.filter(indicator__in=populations, required=True)
    wanted |= set(required.values_list("indicator_id", "breakdown_id"))
    divided: dict[tuple[int, int], set[str]] = defaultdict(set)
    for population, breakdown, name in _used(city, figures.year):
        divided[population, breakdown].add(name)
    wanted |= divided.keys()
    return [
        PopulationLine(
            population, breakdowns[breakdown], tuple(sorted(divided[population.pk, breakdown]))
        )
        for population in populations
        for breakdown in sorted(breakdowns)
        if (population.pk, breakdown) in wanted
    ]


def _used(city: Area, year: int) -> Iterable[tuple[int, int, str]]:
    """(population, breakdown, indicator's name) of the cells in the year's returns."""
    return (
        Item.objects.filter(
            submission__round__year=year,
            submission__area__path__startswith=city.path,
            indicator__denominator_indicator__isnull=False,
        )
        .order_by()
        .values_list("indicator__denominator_indicator", "breakdown", "indicator__name")
        .distinct()
    )
