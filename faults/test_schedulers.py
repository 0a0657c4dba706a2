"""Two schedulers, a clock that is moved, and the schedule as it really is."""

from reporting.models import Job, ScheduledSlot
from tests.faults.soundness import all_is_well, caught_up
from tests.processes import wait_until

QUICK_NIGHTS = "faults.quick_nights"


def _finished_jobs():
    return Job.objects.filter(finished_at__isnull=False).count()


def _ticks(beat, task):
    return sum(f"reporting.tasks.{task}" in line for line in beat.lines)


def test_two_schedulers_start_one_nightly_assessment(cluster, approvals):
    site, _worker = cluster.web(), cluster.worker()
    approvals.approve_one(site)
    wait_until(lambda: caught_up(approvals.city))
    beats = [cluster.beat(QUICK_NIGHTS), cluster.beat(QUICK_NIGHTS)]
    wait_until(lambda: all(_ticks(beat, "nightly") >= 3 for beat in beats))
    wait_until(lambda: _finished_jobs() == 1)
    all_is_well(approvals)
    assert Job.objects.count() == 1
    assert ScheduledSlot.objects.count() == 1


def test_the_clock_is_moved_over_midnight_and_back(cluster, approvals):
    site = cluster.web()
    days = ("2026-03-01", "2026-03-02", "2026-03-01")
    for day, jobs in zip(days, (1, 2, 2), strict=True):
        today = {"TODAY": day}
        worker, beat = cluster.worker(today), cluster.beat(QUICK_NIGHTS, today)
        approvals.approve_one(site)
        wait_until(lambda beat=beat: _ticks(beat, "nightly") >= 2)
        wait_until(lambda jobs=jobs: _finished_jobs() == jobs)
        all_is_well(approvals)
        beat.stop()
        worker.stop()
    assert Job.objects.count() == 2


def test_the_real_schedule_finds_what_an_emptied_queue_forgot(cluster, approvals):
    site, _worker = cluster.web(), cluster.worker()
    cluster.lose_queue()
    approvals.approve_one(site)
    cluster.start_queue()
    cluster.beat("jincheng_plans")
    all_is_well(approvals, seconds=120)
