"""A city's figure from its counties: sums of counts, only when all are there, never a mean."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from indicators.models import Area, AreaLevel, Breakdown, Indicator
from reporting.models import Flow, MissingKind, Observation
from reporting.observations import Figure, record
from reporting.observations.record import refresh_roll_ups
from reporting.observations.roll_up import county_sums


@pytest.fixture
def maternal(indicators):
    """Maternal mortality, whose city figure is the sum of the counties."""
    Indicator.objects.filter(pk=indicators.maternal.pk).update(city_value="rolled_up")
    indicators.maternal.refresh_from_db()
    return indicators.maternal


def _city_rows():
    return Observation.objects.filter(flow=Flow.ROLL_UP).order_by("valid_from")


def _city_row():
    return _city_rows().get(valid_to=None)


def test_the_city_is_the_sum_of_counts_under_the_counties_data_version(store, maternal, areas):
    store(maternal, {2024: (1, 1_000)}, area=areas.county)
    assert not _city_rows().exists(), "one of two counties is no city"
    number = store(maternal, {2024: (2, 7_000)}, area=areas.second_county)
    row = _city_row()
    assert (row.area, row.numerator, row.denominator) == (areas.city, 3, 8_000)
    # 3 of 8,000 is 37.5 in 100,000; the mean of the two rates would be 64.3.
    assert row.value == Decimal("37.5")
    assert row.valid_from == number == 2


def test_a_corrected_county_moves_the_sum_and_keeps_the_old_one(store, maternal, areas):
    store(maternal, {2024: (1, 1_000)}, area=areas.county)
    store(maternal, {2024: (2, 7_000)}, area=areas.second_county)
    store(maternal, {2024: (1, 3_000)}, area=areas.county)
    old, new = _city_rows()
    assert (old.denominator, old.valid_to) == (8_000, 3)
    assert (new.denominator, new.valid_from, new.revision_kind) == (10_000, 3, "correction")


def test_an_area_outside_the_sum_does_not_count(store, maternal, areas):
    Area.objects.create(
        code="990109",
        name="开发区",
        level=AreaLevel.ZONE,
        parent=areas.city,
        path=f"{areas.city.path}990109/",
        in_parent_sum=False,
    )
    store(maternal, {2024: (1, 1_000)}, area=areas.county)
    store(maternal, {2024: (2, 7_000)}, area=areas.second_county)
    assert _city_row().denominator == 8_000


def test_a_county_that_is_taken_back_leaves_no_stale_sum(store, maternal, areas):
    store(maternal, {2024: (1, 1_000)}, area=areas.county)
    store(maternal, {2024: (2, 7_000)}, area=areas.second_county)
    missing = Figure(
        indicator_id=maternal.pk,
        area=areas.county,
        year=2024,
        missing_kind=MissingKind.NOT_REPORTED,
    )
    record([missing], flow=Flow.RETURN, by=None, reason="更正")
    row = _city_row()
    assert (row.value, row.missing_kind) == (None, "not_reported")
    assert row.note == "1/2 县（市、区），缺：甲县"


def test_a_county_to_which_it_does_not_apply_adds_nothing(store, maternal, areas):
    store(maternal, {2024: (1, 1_000)}, area=areas.county)
    nothing = Figure(
        indicator_id=maternal.pk,
        area=areas.second_county,
        year=2024,
        missing_kind=MissingKind.NOT_APPLICABLE,
    )
    record([nothing], flow=Flow.RETURN, by=None, reason="测试")
    assert (_city_row().numerator, _city_row().denominator) == (1, 1_000)


def test_each_breakdown_is_summed_by_itself(store, maternal, areas):
    Breakdown.objects.create(id=3, residence="U", name="城镇")
    for breakdown, exposure in ((0, 1_000), (3, 400)):
        for county in (areas.county, areas.second_county):
            store(maternal, {2024: (1, exposure)}, area=county, breakdown=breakdown)
    sums = dict(_city_rows().values_list("breakdown_id", "denominator"))
    assert sums == {0: 2_000, 3: 800}


def test_who_is_missing_is_told(store, maternal, areas):
    store(maternal, {2024: (1, 1_000)}, area=areas.second_county)
    found = county_sums(areas.city, [maternal])[maternal.pk, 0, 2024]
    assert found.figure is None
    assert found.missing == (areas.county,)
    assert found.words == "1/2 县（市、区），缺：甲县"


def test_for_a_reported_figure_the_sum_is_a_comparison_and_not_stored(store, indicators, areas):
    for county in (areas.county, areas.second_county):
        store(indicators.enrolment, {2024: (90, 100)}, area=county)
    found = county_sums(areas.city, [indicators.enrolment])[indicators.enrolment.pk, 0, 2024]
    assert found.figure.value == 90
    assert not _city_rows().exists()


def test_a_share_without_counts_has_no_sum(store, indicators, areas):
    for county in (areas.county, areas.second_county):
        store(indicators.water, {2024: 90}, area=county)
    assert county_sums(areas.city, [indicators.water]) == {}


def test_an_earlier_state_can_be_summed_again(store, indicators, areas):
    store(indicators.enrolment, {2024: (90, 100)}, area=areas.county)
    number = store(indicators.enrolment, {2024: (80, 100)}, area=areas.second_county)
    store(indicators.enrolment, {2024: (99, 100)}, area=areas.county)
    before = county_sums(areas.city, [indicators.enrolment], data_version=number)
    assert before[indicators.enrolment.pk, 0, 2024].figure.value == 85


def test_an_indicator_that_becomes_rolled_up_gets_its_sums(store, indicators, areas):
    for county in (areas.county, areas.second_county):
        store(indicators.maternal, {2023: (1, 1_000), 2024: (2, 1_000)}, area=county)
    assert refresh_roll_ups(areas.city) is None
    Indicator.objects.filter(pk=indicators.maternal.pk).update(city_value="rolled_up")
    assert refresh_roll_ups(areas.city) == 3
    assert dict(_city_rows().values_list("year", "numerator")) == {2023: 2, 2024: 4}
    assert refresh_roll_ups(areas.city) is None, "what is right takes no data version"


def test_the_number_of_queries_grows_neither_with_years_nor_with_counties(
    store, maternal, areas, django_assert_num_queries
):
    for county in (areas.county, areas.second_county):
        store(maternal, dict.fromkeys(range(2010, 2025), (1, 1_000)), area=county)
    with django_assert_num_queries(2):
        assert len(county_sums(areas.city, [maternal])) == 15


def test_of_two_counties_at_the_same_moment_the_later_one_makes_the_sum(
    transactional_db, store, maternal, areas
):
    """Both write before either can see the other; the version counter puts them in order."""
    both_ready = threading.Barrier(2)

    def approve(county, events):
        both_ready.wait(10)
        store(maternal, {2024: (events, 1_000)}, area=county)
        connection.close()

    writers = [
        threading.Thread(target=approve, args=(county, events))
        for county, events in ((areas.county, 1), (areas.second_county, 2))
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(20)
    assert _city_row().numerator == 3
