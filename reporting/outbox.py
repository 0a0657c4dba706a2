"""The outbox: a committed write never loses the work it still owes.

The writing transaction files a row; after commit one Celery message without arguments nudges the
workers. A worker first claims a row and commits the claim, so that a change filed from then on
becomes a row of its own; then it locks the row, does the work and marks it done in one
transaction. A worker that dies drops the lock, and the sweep gives the row back. A row that fails
five times is parked and shown. Redis may be down: the sweep finds the row.
"""

import datetime
import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from celery import current_app
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from reporting.models import MAXIMUM_ATTEMPTS, WorkItem

log = logging.getLogger(__name__)

Handlers = Mapping[str, Callable[[str], None]]

INTERACTIVE, BULK = "interactive", "bulk"
DRAIN_TASKS = {INTERACTIVE: "reporting.tasks.drain", BULK: "reporting.tasks.drain_bulk"}
KEPT_AFTER_DONE = datetime.timedelta(days=30)
FIRST_RETRY = datetime.timedelta(seconds=5)
# From committing its claim to locking the row a live worker needs milliseconds; a claim taken
# from a live one all the same does no harm, because it looks again once it has the lock.
ORPHANED_AFTER = datetime.timedelta(seconds=5)

# An unclaimed row for the same work is brought up to date and thereby locked until the writer
# commits: no worker can claim it before the change is visible. A parked one gets a new chance.
_FILE = """
INSERT INTO reporting_workitem
    (kind, key, data_version, queue, created_at, available_at, attempts, error)
VALUES (%(kind)s, %(key)s, %(data_version)s, %(queue)s, %(now)s, %(now)s, 0, '')
ON CONFLICT (kind, key) WHERE claimed_at IS NULL AND done_at IS NULL
DO UPDATE SET data_version = EXCLUDED.data_version, available_at = EXCLUDED.available_at,
    attempts = 0
"""


def file_work(*, kind: str, key: str, data_version: int, queue: str = INTERACTIVE) -> None:
    """File work in the caller's transaction and nudge the workers after its commit."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            _FILE,
            {
                "kind": kind,
                "key": key,
                "data_version": data_version,
                "queue": queue,
                "now": timezone.now(),
            },
        )
    _nudge_after_commit(queue)


def _nudge_after_commit(queue: str) -> None:
    """Once per transaction and queue: with a hung Redis every nudge costs two seconds."""
    hook = partial(nudge, queue)
    hooks = [function for _savepoints, function, *_robust in connection.run_on_commit]
    if not any(isinstance(other, partial) and other.args == hook.args for other in hooks):
        transaction.on_commit(hook)


def nudge(queue: str = INTERACTIVE) -> bool:
    """Tell the workers that there is work. False where the queue cannot be reached."""
    try:
        current_app.send_task(DRAIN_TASKS[queue], queue=queue)
    except (OperationalError, OSError) as error:
        log.warning("the queue cannot be reached, the sweep will find the work: %s", error)
        return False
    return True


def waiting() -> QuerySet[WorkItem]:
    """Rows that a worker could take now, the oldest first."""
    return WorkItem.objects.filter(
        claimed_at=None,
        done_at=None,
        available_at__lte=timezone.now(),
        attempts__lt=MAXIMUM_ATTEMPTS,
    ).order_by("available_at", "id")


def parked() -> QuerySet[WorkItem]:
    """Rows that failed five times and wait for a person."""
    return WorkItem.objects.filter(done_at=None, attempts__gte=MAXIMUM_ATTEMPTS)


def is_undone(*, kind: str, key: str) -> bool:
    """Whether this work is filed already: waiting, being done, or parked."""
    return WorkItem.objects.filter(kind=kind, key=key, done_at=None).exists()


def nudge_for_waiting() -> None:
    """Nudge every queue in which work waits; what a lost message should have done."""
    for queue in set(waiting().values_list("queue", flat=True)):
        nudge(queue)


def work_off(handlers: Handlers, queues: Sequence[str] = (INTERACTIVE, BULK)) -> int:
    """Claim and do waiting work until there is none, that of earlier `queues` first.

    Returns how many items were done.
    """
    done = 0
    while item := next(filter(None, map(claim, queues)), None):
        done += carry_out(item, handlers)
    return done


def work_off_one(handlers: Handlers, queue: str) -> bool:
    """Do one item of a queue of long work. False where none waits.

    Another worker is told of the rest first, so that there is one message on its way, however
    many items and workers there are.
    """
    item = claim(queue)
    if item is None:
        return False
    if waiting().filter(queue=queue).exists():
        nudge(queue)
    carry_out(item, handlers)
    return True


def claim(queue: str = INTERACTIVE) -> WorkItem | None:
    """Take the oldest waiting row of a queue and commit the claim."""
    with transaction.atomic():
        item = waiting().filter(queue=queue).select_for_update(skip_locked=True).first()
        if item is None:
            return None
        item.claimed_at = timezone.now()
        item.attempts += 1
        item.save(update_fields=["claimed_at", "attempts"])
    return item


def carry_out(item: WorkItem, handlers: Handlers) -> bool:
    """Do one claimed item: its work and its done-mark are one transaction."""
    try:
        with transaction.atomic():
            claimed = WorkItem.objects.select_for_update().filter(
                pk=item.pk, claimed_at=item.claimed_at, done_at=None
            )
            if not claimed.exists():
                log.warning("work item %s was given to another worker meanwhile", item.pk)
                return False
            handlers[item.kind](item.key)
            claimed.update(done_at=timezone.now(), error="")
    except Exception as error:  # whatever a handler raises is kept with the item and shown
        log.exception("work item %s (%s %s) failed", item.pk, item.kind, item.key)
        with transaction.atomic():
            _give_back(item, f"{type(error).__name__}: {error}")
        return False
    return True


def release_orphans() -> int:
    """Give back what dead workers had claimed: claimed, not done, and locked by nobody."""
    with transaction.atomic():
        orphans = WorkItem.objects.select_for_update(skip_locked=True).filter(
            done_at=None, claimed_at__lt=timezone.now() - ORPHANED_AFTER
        )
        given_back = 0
        for item in orphans:
            _give_back(item, "处理进程中断，已重新排队")
            given_back += 1
    return given_back


def try_again(item: WorkItem) -> bool:
    """Give a parked item a new chance. False where it is no longer parked."""
    with transaction.atomic():
        freed = parked().filter(pk=item.pk).update(attempts=0, available_at=timezone.now())
        if freed:
            _nudge_after_commit(item.queue)
    return bool(freed)


def forget_done() -> None:
    """Drop what was done long ago; what failed or waits stays."""
    WorkItem.objects.filter(done_at__lt=timezone.now() - KEPT_AFTER_DONE).delete()


def _give_back(item: WorkItem, error: str) -> None:
    """Free an item for a later try; where the same work waits already, that row stands for it."""
    same = WorkItem.objects.filter(kind=item.kind, key=item.key, claimed_at=None, done_at=None)
    if same.exists():
        item.delete()
        return
    item.claimed_at = None
    item.available_at = timezone.now() + FIRST_RETRY * 4 ** (item.attempts - 1)
    item.error = error
    item.save(update_fields=["claimed_at", "available_at", "error"])
