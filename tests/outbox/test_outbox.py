"""The outbox loses nothing: filing, claiming, failing, parking, and dead workers."""

import datetime
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from reporting import outbox
from reporting.models import MAXIMUM_ATTEMPTS, WorkItem


def _file(key="a", version=1):
    outbox.file_work(kind="assess", key=key, data_version=version)


def test_the_same_waiting_work_is_one_row_with_the_newest_version(db):
    _file(version=1)
    _file(version=2)
    assert WorkItem.objects.get().data_version == 2


def test_work_filed_while_it_is_being_done_is_a_row_of_its_own(db):
    _file(version=1)
    outbox.claim()
    _file(version=2)
    assert list(WorkItem.objects.order_by("id").values_list("data_version", flat=True)) == [1, 2]


def test_work_is_done_once_and_marked(db):
    _file("a")
    _file("b")
    done = []
    assert outbox.work_off({"assess": done.append}) == 2
    assert done == ["a", "b"]
    assert not WorkItem.objects.filter(done_at=None).exists()
    assert outbox.work_off({"assess": done.append}) == 0


def test_failed_work_leaves_no_trace_but_its_error_and_comes_again(transactional_db):
    _file()

    def fail(_key):
        WorkItem.objects.create(kind="trace", key="x", data_version=1, available_at=timezone.now())
        raise ValueError("boom")

    outbox.work_off({"assess": fail})
    item = WorkItem.objects.get()
    assert item.error == "ValueError: boom"
    assert item.claimed_at is None
    assert item.available_at > timezone.now()


def test_a_poison_item_is_parked_after_five_attempts_and_new_data_frees_it(transactional_db):
    _file()

    def fail(_key):
        raise ValueError("boom")

    for _attempt in range(MAXIMUM_ATTEMPTS + 2):
        WorkItem.objects.update(available_at=timezone.now())
        outbox.work_off({"assess": fail})
    assert WorkItem.objects.get().attempts == MAXIMUM_ATTEMPTS
    assert outbox.parked().count() == 1
    assert outbox.claim() is None
    _file(version=2)
    done = []
    outbox.work_off({"assess": done.append})
    assert done == ["a"]


def test_a_dead_workers_claim_is_given_back(transactional_db):
    _file()
    outbox.claim()
    assert outbox.release_orphans() == 0, "a fresh claim belongs to a live worker"
    WorkItem.objects.update(claimed_at=timezone.now() - datetime.timedelta(seconds=6))
    assert outbox.release_orphans() == 1
    assert WorkItem.objects.get().claimed_at is None


def test_a_live_workers_claim_is_not_given_back_however_long_it_takes(transactional_db):
    _file()
    working, finish = threading.Event(), threading.Event()

    def slow(_key):
        working.set()
        finish.wait(10)

    def work():
        item = outbox.claim()
        outbox.carry_out(item, {"assess": slow})
        connection.close()

    WorkItem.objects.update(available_at=timezone.now() - datetime.timedelta(hours=1))
    worker = threading.Thread(target=work)
    worker.start()
    working.wait(10)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outbox, "ORPHANED_AFTER", datetime.timedelta(seconds=-60))
        assert outbox.release_orphans() == 0
    finish.set()
    worker.join(20)
    assert WorkItem.objects.get().done_at is not None


def test_a_worker_cannot_claim_before_the_change_is_committed(transactional_db):
    """A second change of the same work holds the waiting row until it is visible."""
    _file(version=1)
    filed, commit = threading.Event(), threading.Event()

    def writer():
        with transaction.atomic():
            _file(version=2)
            filed.set()
            commit.wait(10)
        connection.close()

    thread = threading.Thread(target=writer)
    thread.start()
    filed.wait(10)
    assert outbox.claim() is None
    commit.set()
    thread.join(20)
    assert outbox.claim().data_version == 2
