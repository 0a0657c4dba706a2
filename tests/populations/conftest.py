"""3—5岁 people of the city and its counties, and a rate that divides by them."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from indicators.models import Breakdown, CountKind, Indicator, IndicatorBreakdown, Scale, ValueMode
from reporting.collection.population_entry import TypedPopulation
from reporting.collection.populations import Entered, enter_populations

DOCUMENT = "2024年人口抽样调查推算数"
GIRLS = 1


@pytest.fixture
def children(indicators: SimpleNamespace) -> Indicator:
    """A population, the denominator of the kindergarten enrolment."""
    population = Indicator.objects.create(
        code="population_three_to_five",
        name="3—5岁人口数",
        unit="人",
        decimals=0,
        better=0,
        scale=Scale.VALUE,
        value_mode=ValueMode.VALUE,
        minimum=0,
        is_population=True,
        count_kind=CountKind.COMPLETE_COUNT,
        position=0,
    )
    girls = Breakdown.objects.create(id=GIRLS, sex="F", name="女")
    IndicatorBreakdown.objects.create(indicator=population, breakdown=girls, required=True)
    indicators.enrolment.denominator_indicator = population
    indicators.enrolment.save()
    return population


@pytest.fixture
def enter(
    areas: SimpleNamespace, cast: SimpleNamespace, children: Indicator
) -> Callable[..., Entered]:
    """`enter({areas.city: "5000"}, year=2024)` types as the bureau does; `seen` as it was shown."""

    def do(
        texts: dict,
        *,
        year: int = 2024,
        breakdown: int = 0,
        seen: int = 0,
        document: str = DOCUMENT,
        reason: str = "",
        by: object = None,
    ) -> Entered:
        cells = {
            (area.pk, children.pk, breakdown): TypedPopulation(text, seen)
            for area, text in texts.items()
        }
        return enter_populations(
            area=areas.city,
            year=year,
            cells=cells,
            document=document,
            reason=reason,
            by=by or cast.reviewer,
        )

    return do
