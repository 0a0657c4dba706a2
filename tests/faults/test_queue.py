"""The queue goes down, hangs, or comes back empty: writes go on, the sweep catches up."""

import threading

import pytest

from reporting.models import WorkItem
from reporting.observations.work import assessment_key
from tests.faults.approvals import YEAR
from tests.faults.soundness import all_is_well, caught_up
from tests.processes import wait_until

ANSWER_WITHIN = 3  # seconds


def _owed(approvals) -> int:
    """Undone items of the approvals' year; a sweep under way may have filed other years."""
    key = assessment_key(approvals.city, YEAR)
    return WorkItem.objects.filter(key=key, done_at=None).count()


def test_redis_stops_during_approvals_and_comes_back_empty(cluster, approvals):
    site, _worker, _beat = cluster.web(), cluster.worker(), cluster.beat()
    approvals.approve_one(site)
    wait_until(lambda: caught_up(approvals.city))
    cluster.lose_queue()
    seconds = [approvals.approve_one(site) for _cell in range(3)]
    assert max(seconds) < ANSWER_WITHIN
    assert _owed(approvals) == 1, "the work is owed, as a row"
    cluster.start_queue()
    all_is_well(approvals)
    approvals.approve_one(site)
    all_is_well(approvals)


def test_redis_hangs_during_approvals(cluster, approvals):
    site, _worker, _beat = cluster.web(), cluster.worker(), cluster.beat()
    approvals.approve_one(site)
    wait_until(lambda: caught_up(approvals.city))
    cluster.hang_queue()
    seconds = [approvals.approve_one(site) for _cell in range(3)]
    assert max(seconds) < ANSWER_WITHIN
    assert _owed(approvals) == 1
    cluster.resume_queue()
    all_is_well(approvals)


def test_the_site_dies_between_commit_and_nudge(cluster, approvals):
    """Redis hangs, so the site is still nudging after its commit; then both are killed."""
    site, _worker, _beat = cluster.web(), cluster.worker(), cluster.beat()
    cluster.hang_queue()
    item = approvals.waiting[0]
    outcome: list[BaseException] = []

    def ask() -> None:
        with pytest.raises(OSError) as caught:
            approvals.post(site, item)
        outcome.append(caught.value)

    asking = threading.Thread(target=ask)
    asking.start()
    wait_until(lambda: WorkItem.objects.filter(done_at=None).exists())
    site.kill()
    asking.join(30)
    assert outcome, "the reviewer never got an answer"
    cluster.lose_queue()
    cluster.start_queue()
    approvals.answered[item.indicator_id] = item.value
    all_is_well(approvals)
