"""Celery tasks: thin faces that call one function each."""

from celery import shared_task

from reporting import outbox
from reporting.assessment.judge import assess_by_key, outdated_scopes
from reporting.observations.work import ASSESS, owe_assessment

HANDLERS = {ASSESS: assess_by_key}


@shared_task(name="reporting.tasks.drain")  # type: ignore[untyped-decorator]
def drain() -> None:
    """Do the work that waits in the outbox."""
    outbox.work_off(HANDLERS)


@shared_task(name="reporting.tasks.sweep")  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Find what was missed: dead workers' claims, judgements older than their data, lost nudges."""
    outbox.release_orphans()
    for scope, year in outdated_scopes():
        owe_assessment(area=scope, year=year, data_version=0)
    if outbox.waiting().exists():
        outbox.nudge()
