"""A return of the city's health unit with a past, and ways to type into it."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from indicators.models import (
    Assignment,
    AssignmentRole,
    Breakdown,
    CountKind,
    CountySource,
    Indicator,
    Scale,
    ValueMode,
)
from reporting.collection.rounds import open_round
from reporting.models import Flow, Item, ReviewState, Submission
from reporting.observations import Figure, record


@pytest.fixture(autouse=True)
def march(settings: SimpleNamespace) -> None:
    settings.TODAY = "2026-03-01"


@pytest.fixture
def rates(indicators, areas, units) -> SimpleNamespace:
    """Neonatal and infant deaths, owed by the health units of city and county."""
    Breakdown.objects.get_or_create(id=1, defaults={"name": "女", "sex": "F"})
    common = {"better": -1, "decimals": 2, "scale": Scale.RATE, "value_mode": ValueMode.RATIO}
    counted = {"unit": "‰", "multiplier": 1000, "minimum": 0, "count_kind": CountKind.EVENTS}
    named = {"numerator": "死亡数", "denominator": "活产数"}
    made = SimpleNamespace()
    for position, (code, name) in enumerate(
        [("neonatal_mortality", "新生儿死亡率"), ("infant_mortality", "婴儿死亡率")]
    ):
        indicator = Indicator.objects.create(
            code=code,
            name=name,
            position=10 + position,
            county_source=CountySource.COUNTY_UNIT,
            **common,
            **counted,
            **named,
        )
        setattr(made, code.split("_")[0], indicator)
        for area, unit in ((areas.city, units.health), (areas.county, units.county_health)):
            assign(indicator, area, unit)
    return made


def assign(indicator, area, unit) -> None:
    """The unit reports the indicator for the area."""
    Assignment.objects.create(
        indicator=indicator,
        area=area,
        organisation=unit,
        role=AssignmentRole.REPORTS,
        first_year=2015,
    )


@pytest.fixture
def returns(areas, units, cast, assignments, rates) -> SimpleNamespace:
    """The open returns for 2025: of the city's health unit, and of 甲县's."""
    open_round(
        area=areas.city,
        year=2025,
        opens_on=datetime.date(2026, 1, 15),
        due_on=datetime.date(2026, 3, 31),
        by=cast.reviewer,
    )
    found = Submission.objects.select_related("round", "area", "organisation")
    return SimpleNamespace(
        city=found.get(organisation=units.health),
        county=found.get(organisation=units.county_health),
    )


def put(submission: Submission, indicator: Indicator, *numbers, review=ReviewState.OPEN) -> Item:
    """Write a value, or (events, exposure), into the cell as if it had been typed."""
    item = Item.objects.get(submission=submission, indicator=indicator, breakdown=0)
    if len(numbers) == 2:
        item.numerator, item.denominator = map(Decimal, numbers)
        item.value = item.numerator * indicator.multiplier / item.denominator
    else:
        item.value = None if numbers[0] is None else Decimal(str(numbers[0]))
    item.review = review
    item.save()
    item.refresh_from_db()
    return item


def remember(indicator, area, figures, flow=Flow.RETURN, source=None) -> None:
    """Recorded figures {year: value or (events, exposure)} of an area."""
    rows = []
    for year, figure in figures.items():
        counts = {}
        value = figure
        if isinstance(figure, tuple):
            events, exposure = map(Decimal, figure)
            counts = {"numerator": events, "denominator": exposure}
            value = events * indicator.multiplier / exposure
        rows.append(
            Figure(
                indicator_id=indicator.pk,
                area=area,
                year=year,
                value=Decimal(str(value)),
                source=source,
                **counts,
            )
        )
    record(rows, flow=flow, by=None, reason="测试")


BIRTHS = {year: (3, 2500 - year % 7) for year in range(2019, 2025)}
