"""The full assessment: chunks in steps, failures that hold nothing up, one start a night."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from indicators.models import AreaLevel
from reporting import outbox, tasks
from reporting.assessment.jobs import (
    ASSESS_CHUNK,
    settle_parked_chunks,
    start_job,
    start_nightly,
)
from reporting.models import Assessment, ChunkState, Job, JobChunk, JobKind, WorkItem


@pytest.fixture
def two_scopes(approve, target_of, areas, indicators, targets):
    """The city judged as of 2023 and 2024, and the nation as of 2024."""
    approve(indicators.water, {2024: 95})
    approve(indicators.water, {2023: 94})
    target_of(areas.nation, indicators.water, 90)
    approve(indicators.water, {2024: 91}, area=areas.nation, flow="reference")
    return areas


def _states(job):
    rows = JobChunk.objects.filter(job=job).order_by("step", "year")
    return [(row.scope.level, row.year, row.state) for row in rows]


def test_every_judged_scope_and_year_is_one_chunk_and_steps_follow_one_another(two_scopes):
    job = start_job(kind=JobKind.FORCED)
    assert _states(job) == [
        (AreaLevel.CITY, 2023, "waiting"),
        (AreaLevel.CITY, 2024, "waiting"),
        (AreaLevel.NATION, 2024, "waiting"),
    ]
    filed = WorkItem.objects.filter(kind=ASSESS_CHUNK)
    assert set(filed.values_list("queue", flat=True)) == {"bulk"}
    assert filed.count() == 2, "the nation waits for the cities"
    outbox.work_off_one(tasks.HANDLERS, outbox.BULK)
    assert filed.count() == 2
    outbox.work_off_one(tasks.HANDLERS, outbox.BULK)
    assert filed.count() == 3
    outbox.work_off_one(tasks.HANDLERS, outbox.BULK)
    job.refresh_from_db()
    assert job.finished_at is not None
    assert all(chunk.seconds is not None for chunk in job.chunks.all())


def test_the_nightly_one_leaves_an_unchanged_input_alone_and_a_forced_one_does_not(two_scopes):
    Assessment.objects.filter(year=2024).update(standing="篡改")
    nightly = start_job(kind=JobKind.NIGHTLY)
    outbox.work_off(tasks.HANDLERS)
    assert {state for _level, _year, state in _states(nightly)} == {"unchanged"}
    assert Assessment.objects.filter(standing="篡改").exists()
    forced = start_job(kind=JobKind.FORCED)
    outbox.work_off(tasks.HANDLERS)
    assert (AreaLevel.CITY, 2024, "done") in _states(forced)
    assert not Assessment.objects.filter(standing="篡改").exists()


def test_a_chunk_that_keeps_failing_is_recorded_and_the_others_go_on(two_scopes, transactional_db):
    job = start_job(kind=JobKind.FORCED)
    poison = job.chunks.get(year=2023)

    def handler(key):
        if int(key) == poison.pk:
            raise ValueError("坏数据")
        tasks.HANDLERS[ASSESS_CHUNK](key)

    for _attempt in range(8):
        WorkItem.objects.filter(done_at=None).update(available_at=timezone.now())
        outbox.work_off({**tasks.HANDLERS, ASSESS_CHUNK: handler})
        settle_parked_chunks()
    poison.refresh_from_db()
    job.refresh_from_db()
    assert (poison.state, poison.error) == (ChunkState.FAILED, "ValueError: 坏数据")
    assert job.finished_at is not None
    assert {c.state for c in job.chunks.exclude(pk=poison.pk)} <= {"done", "unchanged"}


def test_a_failed_chunk_that_is_run_again_is_put_right(two_scopes, transactional_db):
    job = start_job(kind=JobKind.FORCED)
    WorkItem.objects.filter(kind=ASSESS_CHUNK).update(attempts=5, error="坏数据")
    settle_parked_chunks()
    outbox.work_off(tasks.HANDLERS)
    job.refresh_from_db()
    finished = job.finished_at
    assert finished is not None
    for item in outbox.parked():
        outbox.try_again(item)
    outbox.work_off(tasks.HANDLERS)
    job.refresh_from_db()
    assert not job.chunks.filter(state=ChunkState.FAILED).exists()
    assert job.finished_at == finished


def test_no_second_job_while_one_runs(two_scopes):
    assert start_job(kind=JobKind.FORCED)
    assert start_job(kind=JobKind.FORCED) is None
    outbox.work_off(tasks.HANDLERS)
    assert start_job(kind=JobKind.FORCED)


def test_a_night_starts_once_however_many_schedulers_there_are(transactional_db, two_scopes):
    both = threading.Barrier(2)
    started = []

    def beat():
        both.wait(10)
        started.append(start_nightly())
        connection.close()

    threads = [threading.Thread(target=beat) for _beat in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len([job for job in started if job]) == 1
    assert Job.objects.count() == 1


def test_the_next_night_is_another_one(two_scopes, settings):
    settings.TODAY = "2026-11-24"
    assert start_nightly()
    outbox.work_off(tasks.HANDLERS)
    assert start_nightly() is None
    settings.TODAY = "2026-11-25"
    assert start_nightly()


def test_a_job_with_nothing_to_judge_is_finished_at_once(areas):
    assert start_job(kind=JobKind.NIGHTLY).finished_at is not None
