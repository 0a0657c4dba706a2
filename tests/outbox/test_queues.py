"""Long work never delays what people wait for; parked work gets a new chance by hand."""

import datetime

from django.utils import timezone

from reporting import outbox
from reporting.models import WorkItem


def _file(key, queue):
    outbox.file_work(kind="assess", key=key, data_version=1, queue=queue)


def test_a_claim_takes_from_its_own_queue_only(db):
    _file("night", outbox.BULK)
    assert outbox.claim() is None
    assert outbox.claim(outbox.BULK).key == "night"


def test_what_people_wait_for_goes_first_though_it_came_last(db):
    _file("night-1", outbox.BULK)
    _file("night-2", outbox.BULK)
    done = []

    def work(key):
        done.append(key)
        if key == "night-1":
            _file("approval", outbox.INTERACTIVE)

    outbox.work_off({"assess": work})
    assert done == ["night-1", "approval", "night-2"]


def test_long_work_is_done_one_at_a_time(db):
    _file("night-1", outbox.BULK)
    _file("night-2", outbox.BULK)
    done = []
    assert outbox.work_off_one({"assess": done.append}, outbox.BULK) is True
    assert done == ["night-1"]
    outbox.work_off_one({"assess": done.append}, outbox.BULK)
    assert outbox.work_off_one({"assess": done.append}, outbox.BULK) is False


def test_only_a_parked_item_is_tried_again(db):
    _file("a", outbox.INTERACTIVE)
    item = WorkItem.objects.get()
    assert outbox.try_again(item) is False
    WorkItem.objects.update(attempts=5)
    assert outbox.claim() is None
    assert outbox.try_again(item) is True
    assert outbox.claim() == item


def test_filed_waiting_and_parked_work_is_undone_and_done_work_is_not(db):
    _file("a", outbox.INTERACTIVE)
    assert outbox.is_undone(kind="assess", key="a")
    WorkItem.objects.update(attempts=5)
    assert outbox.is_undone(kind="assess", key="a")
    WorkItem.objects.update(attempts=0)
    outbox.work_off({"assess": lambda _key: None})
    assert not outbox.is_undone(kind="assess", key="a")


def test_old_done_work_is_forgotten_and_nothing_else(db):
    for key in ("old", "new"):
        _file(key, outbox.INTERACTIVE)
    outbox.work_off({"assess": lambda _key: None})
    _file("waiting", outbox.INTERACTIVE)
    long_ago = timezone.now() - datetime.timedelta(days=31)
    WorkItem.objects.filter(key="old").update(done_at=long_ago, claimed_at=long_ago)
    outbox.forget_done()
    assert set(WorkItem.objects.values_list("key", flat=True)) == {"new", "waiting"}
