"""Runs: an unchanged input is not judged again, nothing stays older than its data."""

import threading
import time

import pytest
from django.db import connection, transaction

from indicators.data_versions import current_data_version, next_data_version
from reporting import outbox, tasks
from reporting.assessment.judge import assess_scope
from reporting.assessment.runs import latest_run, outdated_scopes, owe_outdated
from reporting.models import Assessment, AssessmentRun, WorkItem
from tests.processes import wait_until


@pytest.fixture
def judged(approve, areas, indicators, targets):
    """Tap water of five years, judged as of the last one."""
    approve(indicators.water, {2024: 95})
    return areas.city


def _tamper():
    """A stored judgement that only a fresh computation puts right."""
    Assessment.objects.update(standing="篡改")


def test_an_unchanged_input_is_not_judged_again(judged):
    run = latest_run(judged, 2024)
    _tamper()
    assert assess_scope(scope=judged, year=2024) == run
    assert AssessmentRun.objects.count() == 1
    assert Assessment.objects.filter(standing="篡改").exists(), "the engine was not asked"


def test_by_force_it_is_judged_again(judged):
    _tamper()
    run = assess_scope(scope=judged, year=2024, force=True)
    assert run.changed == 3
    assert not Assessment.objects.filter(standing="篡改").exists()


def test_a_newer_version_of_the_same_input_is_confirmed_without_the_engine(
    judged, approve, indicators
):
    approve(indicators.maternal, {2024: (5, 3)}, area=judged.parts.first())
    approve(indicators.water, {2024: 96})
    last = latest_run(judged, 2024)
    with transaction.atomic():
        next_data_version(scope=judged, kind="figures", reason="别处的改动", by=None)
    run = assess_scope(scope=judged, year=2024)
    assert run.pk != last.pk
    assert run.data_version == current_data_version(judged)
    assert (run.judged, run.changed, run.input_digest) == (last.judged, 0, last.input_digest)


def test_rejected_series_are_kept_with_every_run(judged, approve, indicators, targets):
    approve(indicators.enrolment, {2024: 1e-6})
    approve(indicators.enrolment, {2023: (5, 100), 2024: -1})
    run = latest_run(judged, 2024)
    rejected = [(row.target_id, row.year, row.column) for row in run.rejections.all()]
    assert rejected == [(targets.enrolment.pk, 2024, "value")]
    assert run.rejected == 1
    with transaction.atomic():
        next_data_version(scope=judged, kind="figures", reason="别处的改动", by=None)
    confirmed = assess_scope(scope=judged, year=2024)
    assert confirmed.rejections.count() == 1


def test_judgements_older_than_their_data_are_found_in_two_queries(
    judged, areas, django_assert_num_queries
):
    assert outdated_scopes() == []
    with transaction.atomic():
        next_data_version(scope=judged, kind="figures", reason="改动", by=None)
    with django_assert_num_queries(2):
        assert outdated_scopes() == [(areas.city, 2024)]


def test_the_sweep_gives_no_endless_chances_to_what_is_parked(judged):
    with transaction.atomic():
        next_data_version(scope=judged, kind="figures", reason="改动", by=None)
    owe_outdated()
    item = WorkItem.objects.get(done_at=None)
    WorkItem.objects.filter(pk=item.pk).update(attempts=5)
    owe_outdated()
    assert outbox.parked().get() == item


def test_runs_of_one_scope_wait_for_one_another(transactional_db, judged, approve, indicators):
    """While a run of the scope is under way another one reads nothing: an older state could
    otherwise be stored over a newer one."""
    started, finish = threading.Event(), threading.Event()

    def first_run():
        with transaction.atomic():
            assess_scope(scope=judged, year=2024, force=True)
            started.set()
            finish.wait(20)
        connection.close()

    def second_run():
        assess_scope(scope=judged, year=2024, force=True)
        connection.close()

    first = threading.Thread(target=first_run)
    first.start()
    started.wait(20)
    second = threading.Thread(target=second_run)
    second.start()
    wait_until(_somebody_waits_to_begin)
    assert second.is_alive()
    finish.set()
    first.join(20)
    second.join(20)
    assert not second.is_alive()


def test_a_figure_is_recorded_while_its_scope_is_judged(
    transactional_db, judged, approve, indicators
):
    finish, started = threading.Event(), threading.Event()

    def run():
        with transaction.atomic():
            assess_scope(scope=judged, year=2024, force=True)
            started.set()
            finish.wait(20)
        connection.close()

    worker = threading.Thread(target=run)
    worker.start()
    started.wait(20)
    begun = time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        next_data_version(scope=judged, kind="figures", reason="审核", by=None)
    assert time.monotonic() - begun < 2
    finish.set()
    worker.join(20)
    outbox.work_off(tasks.HANDLERS)


def _somebody_waits_to_begin():
    """A session waits for the scope's row, before it has read any figure."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
            "AND datname = current_database() AND query LIKE '%indicators_area%FOR NO KEY UPDATE%'"
        )
        return cursor.fetchone()[0] > 0
