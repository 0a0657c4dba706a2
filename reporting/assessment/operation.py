"""What the system administrator sees of the work behind the pages, and may do about it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils import timezone

from indicators.models import Installation, Role, User
from indicators.people.access import access_of
from indicators.people.audit import record_act
from indicators.people.refusal import NotPossible
from reporting import outbox
from reporting.assessment.jobs import ASSESS_CHUNK, start_job
from reporting.models import (
    AssessmentRun,
    ChunkState,
    Job,
    JobChunk,
    JobKind,
    RejectedSeries,
    WorkItem,
)
from reporting.notices.delivery import DELIVER_NOTICE
from reporting.notices.post import Post, post
from reporting.observations.work import ASSESS
from reporting.permissions import PermissionRefused

ROWS = 20
MOST_REJECTED = 200
KINDS = {ASSESS: "评估", ASSESS_CHUNK: "全面评估的一块", DELIVER_NOTICE: "发送通知邮件"}
QUEUES = {outbox.INTERACTIVE: "即时", outbox.BULK: "批量"}
REJECTIONS = {
    "duplicate_year": "同一年份有两个数",
    "infinite": "数值不是有限数",
    "negative": "出现负数",
    "events_without_exposure": "分母为零而分子不为零",
    "more_events_than_exposure": "分子大于分母",
    "value_and_counts_differ": "数值与分子、分母不符",
}


@dataclass(frozen=True)
class Queue:
    """One queue: how much waits, since when the oldest has, how much is being done."""

    name: str
    waiting: int
    oldest: datetime.datetime | None
    working: int

    @property
    def oldest_seconds(self) -> int | None:
        """How long the oldest item has waited."""
        return int((timezone.now() - self.oldest).total_seconds()) if self.oldest else None


@dataclass(frozen=True)
class JobLine:
    """One full assessment with its chunks counted by state."""

    job: Job
    chunks: int
    finished: int
    failed: int
    unchanged: int

    @property
    def seconds(self) -> float:
        """How long it took, or has taken so far."""
        end = self.job.finished_at or timezone.now()
        return (end - self.job.started_at).total_seconds()


@dataclass(frozen=True)
class RunLine:
    """One run with the time it took."""

    run: AssessmentRun

    @property
    def seconds(self) -> float:
        """From the first read to the last write."""
        return (self.run.finished_at - self.run.started_at).total_seconds()


@dataclass(frozen=True)
class Overview:
    """Everything on the administrator's page."""

    queues: Sequence[Queue]
    post: Post
    parked: Sequence[tuple[str, WorkItem]]
    jobs: Sequence[JobLine]
    failures: Sequence[JobChunk]
    runs: Sequence[RunLine]
    rejected: Sequence[tuple[RejectedSeries, str]]

    @property
    def is_running(self) -> bool:
        """A full assessment is under way."""
        return any(line.job.finished_at is None for line in self.jobs)


def can_operate(user: Any) -> bool:
    area = Installation.objects.select_related("area").get().area
    return access_of(user).covers(area.path, [Role.SYSTEM_ADMINISTRATOR])


def check_operate(user: Any) -> None:
    if not can_operate(user):
        raise PermissionRefused("后台任务由本市的系统管理员管理。")


@transaction.atomic
def start_full_run(*, by: User) -> Job:
    """Judge every scope and year anew. Raises PermissionRefused, NotPossible while one runs."""
    check_operate(by)
    job = start_job(kind=JobKind.FORCED, by=by)
    if job is None:
        raise NotPossible("已有一次全面评估正在进行，请等它结束后再开始。")
    record_act(by=by, action="job.start", subject=job, new={"chunks": job.chunks.count()})
    return job


@transaction.atomic
def retry_item(*, item: WorkItem, by: User) -> None:
    """Queue a parked item again. Raises PermissionRefused, NotPossible where it is not parked."""
    check_operate(by)
    if not outbox.try_again(item):
        raise NotPossible("这项工作已不在挂起状态，请刷新页面。")
    record_act(
        by=by,
        action="work.retry",
        subject=item,
        new={"kind": item.kind, "key": item.key, "error": item.error[:300]},
    )


def overview() -> Overview:
    """The page's content: a constant number of queries."""
    return Overview(
        queues=_queues(),
        post=post(),
        parked=[(KINDS.get(item.kind, item.kind), item) for item in outbox.parked().order_by("pk")],
        jobs=_jobs(),
        failures=list(
            JobChunk.objects.filter(state=ChunkState.FAILED)
            .select_related("scope", "job")
            .order_by("-finished_at")[:ROWS]
        ),
        runs=[
            RunLine(run)
            for run in AssessmentRun.objects.select_related("scope", "settings").order_by("-id")[
                :ROWS
            ]
        ],
        rejected=_rejected(),
    )


def _queues() -> list[Queue]:
    is_waiting = Q(claimed_at=None) & Q(pk__in=outbox.waiting().order_by().values("pk"))
    rows = (
        WorkItem.objects.filter(done_at=None)
        .values("queue")
        .annotate(
            waiting=Count("pk", filter=is_waiting),
            oldest=Min("created_at", filter=is_waiting),
            working=Count("pk", filter=Q(claimed_at__isnull=False)),
        )
    )
    found = {row["queue"]: row for row in rows}
    return [
        Queue(label, row.get("waiting", 0), row.get("oldest"), row.get("working", 0))
        for name, label in QUEUES.items()
        for row in [found.get(name, {})]
    ]


def _jobs() -> list[JobLine]:
    jobs = Job.objects.select_related("started_by").annotate(
        all=Count("chunks"),
        finished=Count("chunks", filter=Q(chunks__finished_at__isnull=False)),
        failed=Count("chunks", filter=Q(chunks__state=ChunkState.FAILED)),
        unchanged=Count("chunks", filter=Q(chunks__state=ChunkState.UNCHANGED)),
    )
    return [JobLine(job, job.all, job.finished, job.failed, job.unchanged) for job in jobs[:ROWS]]


def _rejected() -> list[tuple[RejectedSeries, str]]:
    """What the last run of each scope and year has set aside."""
    last_runs = (
        AssessmentRun.objects.order_by("scope_id", "year", "-id")
        .distinct("scope_id", "year")
        .values("pk")
    )
    rows = RejectedSeries.objects.filter(run__in=last_runs).select_related(
        "run", "area", "target__indicator", "target__plan"
    )
    rows = rows.order_by("-run__year", "area__path", "target")[:MOST_REJECTED]
    return [(row, REJECTIONS.get(row.reason, row.reason)) for row in rows]
