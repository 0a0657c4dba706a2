"""Workers that die, and workers that want the same work."""

import os
import signal

from django.utils import timezone

from reporting import outbox
from reporting.models import WorkItem
from tests.faults.soundness import all_is_well
from tests.faults.stalled import judgements_held, wait_until_held_up
from tests.processes import wait_until


def _undone():
    return WorkItem.objects.filter(done_at=None)


def test_a_worker_is_killed_in_the_middle_of_a_run(cluster, approvals):
    site, worker = cluster.web(), cluster.worker()
    with judgements_held():
        approvals.approve_one(site)
        wait_until_held_up()
        worker.kill()
    cluster.worker()
    cluster.beat()
    all_is_well(approvals)


def test_a_pool_child_is_killed_in_the_middle_of_a_run(cluster, approvals):
    site, worker, _beat = cluster.web(), cluster.worker(), cluster.beat()
    with judgements_held():
        approvals.approve_one(site)
        wait_until_held_up()
        (child,) = worker.children()
        os.kill(child, signal.SIGKILL)
        wait_until(lambda: child not in worker.children())
    all_is_well(approvals)
    assert worker.process.poll() is None, "the worker itself lives on"


def test_two_workers_and_one_item(cluster, approvals):
    """The second worker gets no share of it, neither by a nudge nor through the sweep."""
    site, workers = cluster.web(), [cluster.worker(), cluster.worker()]
    with judgements_held():
        approvals.approve_one(site)
        wait_until_held_up()
        item = _undone().get()
        wait_until(lambda: _looked_for_work(workers, item))
        wait_until(lambda: _age_of_claim(item) > outbox.ORPHANED_AFTER)
        assert outbox.release_orphans() == 0
        assert outbox.claim() is None
    all_is_well(approvals)
    item.refresh_from_db()
    assert item.attempts == 1


def test_two_workers_and_many_approvals(cluster, approvals):
    site = cluster.web()
    workers = [cluster.worker(), cluster.worker()]
    while approvals.waiting:
        approvals.approve_one(site)
    all_is_well(approvals, seconds=30)
    assert set(WorkItem.objects.values_list("attempts", flat=True)) == {1}
    assert all(worker.process.poll() is None for worker in workers)


def _looked_for_work(workers, item):
    """Nudge until both have been told: one works, the other one found nothing."""
    outbox.nudge()
    return all(any("reporting.tasks.drain" in line for line in w.lines) for w in workers)


def _age_of_claim(item):
    item.refresh_from_db()
    return timezone.now() - item.claimed_at
