"""record is the only writer of figures: it closes and inserts, and the database holds it to it."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from reporting.models import Flow, MissingKind, Observation, RevisionKind
from reporting.observations import Figure, record
from reporting.observations.record import FiguresSpanScopes


def _record(figures, **more):
    arguments = {"flow": Flow.RETURN, "by": None, "reason": "测试", **more}
    return record(figures, **arguments)


@pytest.fixture
def figure(areas, indicators):
    """A maker of figures of the tap water indicator in the city."""

    def make(year=2024, value="91.5", area=areas.city, **more):
        return Figure(
            indicator_id=indicators.water.pk,
            area=area,
            year=year,
            value=None if value is None else Decimal(value),
            **more,
        )

    return make


def test_a_revision_keeps_the_old_figure(figure, cast):
    _record([figure()])
    _record([figure(value="92.0")], by=cast.reviewer, reason="核对台账后更正")
    old, new = Observation.objects.order_by("valid_from")
    assert (old.value, old.valid_from, old.valid_to) == (Decimal("91.5"), 1, 2)
    assert (new.value, new.valid_from, new.valid_to) == (Decimal("92"), 2, None)
    assert (old.revision_kind, new.revision_kind) == (RevisionKind.FIRST, RevisionKind.CORRECTION)
    assert (new.recorded_by, new.reason) == (cast.reviewer, "核对台账后更正")


def test_the_same_figure_again_changes_nothing(figure):
    assert _record([figure()]) == 1
    assert _record([figure(value="91.500000")]) is None
    assert Observation.objects.count() == 1


def test_only_the_changed_figures_of_a_batch_get_a_new_row(figure):
    _record([figure(2023, "90"), figure(2024, "91")])
    _record([figure(2023, "90"), figure(2024, "92")])
    assert Observation.objects.filter(valid_from=2).get().year == 2024


def test_as_of_reproduces_an_earlier_state(figure):
    _record([figure(value="91.5")])
    _record([figure(value="92")])
    _record([figure(value="93")])
    states = [Observation.objects.as_of(version).get().value for version in (1, 2, 3)]
    assert states == [Decimal("91.5"), Decimal(92), Decimal(93)]


def test_a_missing_value_keeps_its_reason_and_zero_is_a_number(figure):
    _record(
        [
            figure(2023, None, missing_kind=MissingKind.NOT_YET_PRODUCED),
            figure(2024, "0"),
        ]
    )
    missing, zero = Observation.objects.order_by("year")
    assert (missing.value, missing.missing_kind) == (None, "not_yet_produced")
    assert zero.value == 0


def test_a_call_spans_one_scope_only(figure, areas):
    with pytest.raises(FiguresSpanScopes):
        _record([figure(), figure(area=areas.other_city)])


def test_a_figure_may_not_stand_twice_in_a_call(figure):
    with pytest.raises(ValueError, match="twice"):
        _record([figure(value="1"), figure(value="2")])


def test_more_than_six_decimals_are_stored_rounded_and_compare_equal(figure):
    _record([figure(value="33.33333333333")])
    assert _record([figure(value="33.33333333333")]) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reporting_observation SET value = 1",
        "UPDATE reporting_observation SET valid_to = 9, value = 1",
        "DELETE FROM reporting_observation",
    ],
)
def test_the_database_refuses_to_rewrite_or_delete(figure, statement):
    _record([figure()])
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_closed_figure_stays_closed(figure):
    _record([figure()])
    _record([figure(value="92")])
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_observation SET valid_to = NULL WHERE valid_from = 1")


@pytest.mark.parametrize(
    "columns",
    [
        {"value": None, "missing_kind": ""},
        {"value": 1, "missing_kind": "not_reported"},
        {"value": 1, "numerator": 1},
        {"value": 1, "numerator": 1, "denominator": 0},
    ],
)
def test_the_database_refuses_half_written_figures(areas, indicators, columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.create(
            indicator=indicators.water,
            area=areas.city,
            breakdown_id=0,
            year=2024,
            flow=Flow.RETURN,
            revision_kind=RevisionKind.FIRST,
            valid_from=1,
            **columns,
        )
