"""The full assessment, every night or by hand: cities with their counties, provinces, the nation.

Each chunk is a work item of its own on the queue for long work; the last chunk of a step files
the next step. A chunk that is parked after five attempts counts as failed, and the others go on.
"""

import datetime
import time

from django.db import transaction
from django.utils import timezone

from indicators.clock import today
from indicators.models import AreaLevel, Installation, User
from reporting import outbox
from reporting.assessment.judge import assess_scope
from reporting.assessment.runs import latest_run
from reporting.models import AssessmentRun, ChunkState, Job, JobChunk, JobKind, ScheduledSlot

ASSESS_CHUNK = "assess_chunk"
STEPS = {AreaLevel.CITY: 1, AreaLevel.PROVINCE: 2, AreaLevel.NATION: 3}
NIGHTLY_AT = datetime.time(2, 0)


@transaction.atomic
def start_nightly() -> Job | None:
    """Start tonight's full assessment; None where another scheduler has, or one still runs."""
    slot = timezone.make_aware(datetime.datetime.combine(today(), NIGHTLY_AT))
    _slot, is_mine = ScheduledSlot.objects.get_or_create(name=JobKind.NIGHTLY, slot=slot)
    if not is_mine:
        return None
    outbox.forget_done()
    return start_job(kind=JobKind.NIGHTLY)


@transaction.atomic
def start_job(*, kind: str, by: User | None = None) -> Job | None:
    """Cut the work into one chunk a judged scope and year; None while another job runs."""
    Installation.objects.select_for_update(no_key=True).first()
    if Job.objects.filter(finished_at=None).exists():
        return None
    outbox.parked().filter(kind=ASSESS_CHUNK).delete()
    job = Job.objects.create(kind=kind, started_by=by)
    judged = AssessmentRun.objects.values_list("scope_id", "year", "scope__level").distinct()
    JobChunk.objects.bulk_create(
        JobChunk(job=job, scope_id=scope_id, year=year, step=STEPS[level], state=ChunkState.WAITING)
        for scope_id, year, level in judged
    )
    _file_next_step(job)
    return job


def assess_chunk(key: str) -> None:
    """Handle one work item: `key` is the chunk's id. By hand everything is judged anew, at night
    an unchanged input is left alone."""
    chunk = JobChunk.objects.select_related("job", "scope").get(pk=int(key))
    started = time.monotonic()
    last = latest_run(chunk.scope, chunk.year)
    run = assess_scope(scope=chunk.scope, year=chunk.year, force=chunk.job.kind == JobKind.FORCED)
    is_unchanged = run is None or run == last or not run.changed
    state = ChunkState.UNCHANGED if is_unchanged else ChunkState.DONE
    _finish(chunk, state, seconds=time.monotonic() - started)


@transaction.atomic
def settle_parked_chunks() -> None:
    """Count chunks whose item is parked as failed, so that the rest of their job goes on."""
    errors = dict(outbox.parked().filter(kind=ASSESS_CHUNK).values_list("key", "error"))
    chunks = JobChunk.objects.filter(pk__in=map(int, errors), finished_at=None)
    for chunk in chunks.order_by("job", "pk"):
        _finish(chunk, ChunkState.FAILED, error=errors[str(chunk.pk)])


def _finish(chunk: JobChunk, state: str, *, error: str = "", seconds: float | None = None) -> None:
    """Write the outcome down; the job's lock makes sure that one chunk is the last of its step."""
    job = Job.objects.select_for_update(no_key=True).get(pk=chunk.job_id)
    was_open = chunk.finished_at is None
    chunk.state, chunk.error, chunk.seconds = state, error, seconds
    chunk.finished_at = timezone.now()
    chunk.save(update_fields=["state", "error", "seconds", "finished_at"])
    step_is_open = job.chunks.filter(step=chunk.step, finished_at=None).exists()
    if was_open and not step_is_open:
        _file_next_step(job)


def _file_next_step(job: Job) -> None:
    """File the chunks of the first step that is not done; without one the job is finished."""
    open_chunks = job.chunks.filter(finished_at=None)
    step = open_chunks.order_by("step").values_list("step", flat=True).first()
    if step is None:
        job.finished_at = timezone.now()
        job.save(update_fields=["finished_at"])
        return
    for chunk_id in open_chunks.filter(step=step).order_by("pk").values_list("pk", flat=True):
        outbox.file_work(kind=ASSESS_CHUNK, key=str(chunk_id), data_version=0, queue=outbox.BULK)
