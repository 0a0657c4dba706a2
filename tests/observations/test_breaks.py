"""Where a series starts anew: in which areas, from which reported year, at which data version."""

import pytest

from indicators.models import SeriesBreak, Target
from reporting.observations.breaks import breaks_in, first_years
from reporting.observations.frames import observation_frame, question, targets_of


@pytest.fixture
def declare(areas, indicators):
    """declare(area, year): a break of tap water."""

    def write(area, year, indicator=indicators.water, valid_from=1, valid_to=None):
        return SeriesBreak.objects.create(
            indicator=indicator,
            area=area,
            year=year,
            note="口径调整",
            document="文件",
            valid_from=valid_from,
            valid_to=valid_to,
        )

    return write


def _marked(target, data_version=10):
    rows = [row for row in targets_of(target.plan.area) if row.pk == target.pk]
    frame = observation_frame(question(rows, 2024, data_version))
    return list(frame.loc[frame["series_break"], "year"])


def test_a_countys_break_leaves_the_city_alone(declare, areas, indicators):
    declare(areas.county, 2023)
    found = breaks_in([areas.city, areas.county], 1)
    assert found == {(indicators.water.pk, areas.county.pk): {2023}}


def test_a_citys_break_holds_in_its_counties(declare, areas, indicators):
    declare(areas.city, 2023)
    assert breaks_in([areas.county], 1) == {(indicators.water.pk, areas.county.pk): {2023}}


def test_a_break_is_read_as_of_the_data_version(declare, areas):
    declare(areas.city, 2023, valid_from=3, valid_to=5)
    states = [bool(breaks_in([areas.city], version)) for version in (2, 3, 4, 5)]
    assert states == [False, True, True, False]


def test_a_break_of_the_nation_has_another_numbering_and_holds_while_in_force(declare, areas):
    row = declare(areas.nation, 2023, valid_from=99)
    assert breaks_in([areas.city], 1)
    SeriesBreak.objects.filter(pk=row.pk).update(valid_to=100)
    assert not breaks_in([areas.city], 1)


def test_a_break_in_a_year_without_figure_marks_the_next_reported_year(
    declare, store, targets, indicators, areas
):
    store(indicators.water, {2021: 90, 2023: 95, 2024: 96})
    declare(areas.city, 2022)
    assert _marked(targets.water) == [2023]


def test_a_break_of_the_yardstick_breaks_the_comparison(declare, store, targets, indicators, areas):
    store(indicators.water, {2022: 90, 2023: 91})
    store(indicators.enrolment, {2022: 90, 2023: 91})
    Target.objects.filter(pk=targets.water.pk).update(
        kind="relative_to", other_indicator=indicators.enrolment
    )
    declare(areas.city, 2023, indicator=indicators.enrolment)
    assert _marked(targets.water) == [2023]


def test_no_break_is_marked_before_it():
    assert first_years([2019, 2020], {2021}) == set()
    assert first_years([2019, 2021, 2022], {2020, 2021}) == {2021}
