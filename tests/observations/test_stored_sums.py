"""The sums that PostgreSQL computes are the ones that Python computes, on random figures."""

import random
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Area, AreaLevel, Breakdown, Indicator
from reporting.models import Flow, MissingKind, Observation
from reporting.observations import Figure, record
from reporting.observations.record import refresh_roll_ups
from reporting.observations.roll_up import county_sums
from reporting.observations.stored_sums import differing_sums

YEARS = range(2015, 2025)
PARTS = (0, 1, 2)


@pytest.fixture
def counties(areas) -> list[Area]:
    """甲县, 乙县 and three more, and a zone that does not count."""
    more = [
        Area.objects.create(
            code=f"99011{number}",
            name=f"县{number}",
            level=AreaLevel.COUNTY,
            parent=areas.city,
            path=f"{areas.city.path}99011{number}/",
        )
        for number in range(3)
    ]
    Area.objects.create(
        code="990119",
        name="开发区",
        level=AreaLevel.ZONE,
        parent=areas.city,
        path=f"{areas.city.path}990119/",
        in_parent_sum=False,
    )
    return [areas.county, areas.second_county, *more]


@pytest.fixture
def summed(indicators) -> list[Indicator]:
    """A rate, a share with counts, an amount; and a share without counts, which has no sum."""
    for number in PARTS[1:]:
        Breakdown.objects.create(id=number, sex=f"S{number}", name=f"分组{number}")
    amount = Indicator.objects.create(
        code="venues", name="场馆数", unit="个", decimals=0, better=1, scale="value",
        value_mode="value", count_kind="complete_count",
    )  # fmt: skip
    return [indicators.maternal, indicators.enrolment, amount, indicators.water]


def _random_figure(draw: random.Random, indicator: Indicator, area: Area, part: int, year: int):
    chance, cell = draw.random(), {"breakdown_id": part}
    if chance < 0.04:
        return Figure(indicator.pk, area, year, missing_kind="not_reported", status="M", **cell)
    if chance < 0.2:
        return Figure(indicator.pk, area, year, missing_kind="not_applicable", status="M", **cell)
    if indicator.value_mode == "value":
        value = Decimal(draw.randrange(10**9)) / 10 ** draw.randrange(7)
        return Figure(indicator.pk, area, year, value, **cell)
    events = Decimal(draw.randrange(10 ** draw.randrange(1, 9)))
    exposure = Decimal(draw.randrange(1, 10 ** draw.randrange(1, 9)))
    value = events * indicator.multiplier / exposure
    return Figure(indicator.pk, area, year, value, events, exposure, **cell)


def _record(draw: random.Random, indicators, areas, share: float, years=YEARS) -> None:
    figures = [
        _random_figure(draw, indicator, area, part, year)
        for indicator in indicators
        for area in areas
        for part in PARTS
        for year in years
        if draw.random() < share
    ]
    record(figures, flow=Flow.RETURN, by=None, reason="测试")


def _roll_up(indicators) -> list[Indicator]:
    pks = [indicator.pk for indicator in indicators]
    Indicator.objects.filter(pk__in=pks).update(city_value="rolled_up")
    return list(Indicator.objects.filter(pk__in=pks))


def _contents(figures):
    return {(each.indicator_id, each.breakdown_id, each.year): each.content for each in figures}


@pytest.mark.parametrize("seed", range(6))
def test_both_ways_give_the_same_sums(areas, counties, summed, seed):
    draw = random.Random(seed)
    _record(draw, summed, Area.objects.within(areas.city), 0.97)
    rolled_up = _roll_up(summed)
    found = differing_sums(areas.city, rolled_up)
    sums = county_sums(areas.city, rolled_up)
    complete = [each.figure for each in sums.values() if each.figure]
    assert _contents(found.figures) == _contents(complete)
    assert len(complete) > 30
    kinds = {each.missing_kind for each in complete}
    assert kinds <= {"", MissingKind.NOT_APPLICABLE}
    assert not found.incomplete, "nothing is stored yet"


@pytest.mark.parametrize("seed", range(3))
def test_after_random_changes_the_stored_sums_are_those_of_python(areas, counties, summed, seed):
    draw = random.Random(100 + seed)
    _record(draw, summed, counties, 0.97)
    rolled_up = _roll_up(summed)
    refresh_roll_ups(areas.city)
    pks = [each.pk for each in rolled_up]
    Indicator.objects.filter(pk__in=pks).update(city_value="reported")
    _record(draw, summed, counties[:2], 0.9)  # nobody adds up now
    rolled_up = _roll_up(summed)
    changed = differing_sums(areas.city, rolled_up)
    assert changed.figures and changed.incomplete
    refresh_roll_ups(areas.city)
    stored = Observation.objects.in_force().filter(flow=Flow.ROLL_UP)
    sums = county_sums(areas.city, rolled_up)
    assert {
        (row.indicator_id, row.breakdown_id, row.year): (row.value, row.numerator, row.denominator)
        for row in stored
        if row.missing_kind != MissingKind.NOT_REPORTED
    } == {
        key: (each.figure.value, each.figure.numerator, each.figure.denominator)
        for key, each in sums.items()
        if each.figure
    }
    told = stored.filter(missing_kind=MissingKind.NOT_REPORTED)
    assert {row.note for row in told} == {
        sums[row.indicator_id, row.breakdown_id, row.year].words for row in told
    }


def test_what_is_in_order_is_neither_read_nor_recorded_again(areas, counties, summed):
    draw = random.Random(7)
    _record(draw, summed, counties, 1.0)
    rolled_up = _roll_up(summed)
    assert refresh_roll_ups(areas.city) is not None
    assert differing_sums(areas.city, rolled_up).figures == ()
    rows = Observation.objects.count()
    with CaptureQueriesContext(connection) as queries:
        assert refresh_roll_ups(areas.city) is None
    assert Observation.objects.count() == rows
    # The indicators, the counties, the comparison; a savepoint around them.
    assert len(queries) <= 5


def test_a_county_that_joins_makes_sums_incomplete(areas, counties, summed):
    draw = random.Random(8)
    _record(draw, summed[:1], counties, 1.0, years=[2024])
    rolled_up = _roll_up(summed[:1])
    refresh_roll_ups(areas.city)
    before = Observation.objects.in_force().filter(flow=Flow.ROLL_UP, value__isnull=False).count()
    Area.objects.create(
        code="990118",
        name="新县",
        level=AreaLevel.COUNTY,
        parent=areas.city,
        path=f"{areas.city.path}990118/",
    )
    refresh_roll_ups(areas.city)
    rows = Observation.objects.in_force().filter(flow=Flow.ROLL_UP)
    assert before and {row.missing_kind for row in rows} == {MissingKind.NOT_REPORTED}
    assert all("新县" in row.note and "/6" in row.note for row in rows)
    assert refresh_roll_ups(areas.city) is None
    assert len(differing_sums(areas.city, rolled_up).incomplete) == rows.count()
