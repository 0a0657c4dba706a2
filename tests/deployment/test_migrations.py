"""What a database already holds survives each change of its tables."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

FOUNDATION = [("indicators", "0001_foundation"), ("reporting", "0002_observations_append_only")]
HANDED_IN = datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.UTC)


def _migrate(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def foundation(transactional_db: None) -> Iterator[Any]:
    """The models as they were first; afterwards the database is brought up to date again."""
    yield _migrate(FOUNDATION)
    _migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


def _stored_return(apps: Any) -> int:
    """One return with a filled cell, as the first version stored it; its id."""
    indicators, reporting = (
        {model.__name__: model for model in apps.get_app_config(name).get_models()}
        for name in ("indicators", "reporting")
    )
    area = indicators["Area"].objects.create(
        code="990100", name="演示市", level="city", path="/990100/"
    )
    unit = indicators["Organisation"].objects.create(
        code="health", name="演示市卫生健康委员会", kind="department", area=area
    )
    person = indicators["User"].objects.create(username="statistician", password="-")
    total, _made = indicators["Breakdown"].objects.get_or_create(id=0, defaults={"name": "合计"})
    indicator = indicators["Indicator"].objects.create(
        code="maternal_mortality", name="孕产妇死亡率", unit="1/10万", decimals=1, better=-1,
        scale="rate", value_mode="ratio", multiplier=100_000, count_kind="events",
    )  # fmt: skip
    day = datetime.date(2026, 1, 15)
    round_ = reporting["Round"].objects.create(
        area=area, year=2025, opens_on=day, due_on=day, state="open"
    )
    submission = reporting["Submission"].objects.create(
        round=round_, organisation=unit, area=area, state="submitted",
        submitted_at=HANDED_IN, submitted_by=person,
    )  # fmt: skip
    reporting["Item"].objects.create(
        submission=submission, indicator=indicator, breakdown=total, review="pending",
        value="40.322581", numerator=1, denominator=2480, note="首报",
        edited_at=HANDED_IN, edited_by=person,
    )  # fmt: skip
    return submission.pk


@pytest.mark.django_db(transaction=True)
def test_a_return_handed_in_before_stays_as_it_is(foundation):
    pk = _stored_return(foundation)
    _migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())

    from reporting.models import ReviewState, Submission, SubmissionState

    submission = Submission.objects.get(pk=pk)
    assert submission.state == SubmissionState.SUBMITTED
    assert submission.first_submitted_at == submission.submitted_at == HANDED_IN
    assert submission.due == submission.round.due_on
    assert submission.round.indicator_set is None
    cell = submission.items.get()
    assert cell.review == ReviewState.PENDING
    assert (str(cell.value), cell.numerator, cell.denominator) == ("40.322581", 1, 2480)
    assert (cell.note, cell.qualifier, cell.status, cell.reference_period) == ("首报", "", "A", "")
    assert not cell.indicator.is_population
    assert cell.indicator.denominator_indicator is None
