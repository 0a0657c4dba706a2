"""The history of a cell is every version of it, in one query."""

from decimal import Decimal

from reporting.models import Observation
from reporting.observations import Figure, record
from reporting.observations.history import history_of


def test_every_version_with_its_hand_and_reason_in_one_query(
    store, indicators, areas, cast, django_assert_num_queries
):
    store(indicators.water, {2023: "80", 2024: "90"})
    store(indicators.water, {2024: "70"}, area=areas.county)
    figure = Figure(indicator_id=indicators.water.pk, area=areas.city, year=2024, value=Decimal(91))
    record([figure], flow="return", by=cast.reviewer, reason="核对台账后更正")
    current = Observation.objects.in_force().get(area=areas.city, year=2024)
    with django_assert_num_queries(1):
        told = [
            (row.value, row.recorded_by and row.recorded_by.username, row.reason)
            for row in history_of(current)
        ]
    assert told == [(91, "reviewer", "核对台账后更正"), (90, None, "测试")]
