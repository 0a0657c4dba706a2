"""Celery tasks: thin faces that call one function each."""

from celery import shared_task

from reporting import outbox
from reporting.assessment.jobs import (
    ASSESS_CHUNK,
    assess_chunk,
    settle_parked_chunks,
    start_nightly,
)
from reporting.assessment.judge import assess_by_key
from reporting.assessment.runs import owe_outdated
from reporting.attachments import remove_orphans
from reporting.notices.delivery import DELIVER_NOTICE, deliver_next
from reporting.observations.work import ASSESS

HANDLERS = {
    ASSESS: assess_by_key,
    ASSESS_CHUNK: assess_chunk,
    DELIVER_NOTICE: deliver_next,
}


@shared_task(name="reporting.tasks.drain")  # type: ignore[untyped-decorator]
def drain() -> None:
    """Do the work that people wait for."""
    outbox.work_off(HANDLERS, [outbox.INTERACTIVE])


@shared_task(name="reporting.tasks.drain_bulk")  # type: ignore[untyped-decorator]
def drain_bulk() -> None:
    """Do one piece of long work, after all that people wait for."""
    outbox.work_off(HANDLERS, [outbox.INTERACTIVE])
    outbox.work_off_one(HANDLERS, outbox.BULK)


@shared_task(name="reporting.tasks.nightly")  # type: ignore[untyped-decorator]
def nightly() -> None:
    """Start tonight's full assessment, unless that has been done; clear what has no owner."""
    start_nightly()
    remove_orphans()


@shared_task(name="reporting.tasks.sweep")  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Find what was missed: dead workers' claims, judgements older than their data, lost nudges."""
    outbox.release_orphans()
    settle_parked_chunks()
    owe_outdated()
    outbox.nudge_for_waiting()
