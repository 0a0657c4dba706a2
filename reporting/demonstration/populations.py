"""The populations of the open year, entered by the bureau as its page does it."""

from collections.abc import Iterable

from indicators.models import Area, Breakdown, Indicator, User
from reporting.collection.population_entry import TypedPopulation
from reporting.collection.populations import enter_populations

from .figures import InventedFigure


def enter_demonstration_populations(
    figures: Iterable[InventedFigure], *, city: Area, year: int, by: User
) -> None:
    """Type every population of the year into its empty cell."""
    areas = {area.code: area.pk for area in Area.objects.within(city)}
    populations = dict(Indicator.objects.populations().values_list("code", "pk"))
    breakdowns = {row.name: row.pk for row in Breakdown.objects.all()}
    enter_populations(
        area=city,
        year=year,
        cells={
            (
                areas[figure.area],
                populations[figure.indicator],
                breakdowns[figure.breakdown],
            ): TypedPopulation(str(figure.value), seen=0)
            for figure in figures
            if figure.indicator in populations and figure.year == year
        },
        document=f"{year}年人口变动情况抽样调查推算数（演示数据）",
        by=by,
    )
