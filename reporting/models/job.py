"""Long work in chunks: the nightly assessment and forced re-runs, with their progress as rows."""

from django.db import models
from django.db.models import Q

from indicators.models import Area, User


class JobKind(models.TextChoices):
    NIGHTLY = "nightly", "每晚全面评估"
    FORCED = "forced", "人工重算"


class ChunkState(models.TextChoices):
    WAITING = "waiting", "等待"
    DONE = "done", "完成"
    UNCHANGED = "unchanged", "无变化"
    FAILED = "failed", "失败"


class Job(models.Model):
    """One full assessment; finished when every chunk is."""

    kind = models.CharField("类型", max_length=10, choices=JobKind.choices)
    started_at = models.DateTimeField("开始", auto_now_add=True)
    finished_at = models.DateTimeField("结束", null=True, blank=True)
    started_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.started_at:%Y-%m-%d %H:%M}"


class JobChunk(models.Model):
    """One scope (a city with its counties, a province, the nation) in one as-of year."""

    job = models.ForeignKey(Job, models.PROTECT, related_name="chunks")
    scope = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("数据年份")
    step = models.PositiveSmallIntegerField("批次")
    state = models.CharField("状态", max_length=10, choices=ChunkState.choices)
    error = models.TextField("错误", blank=True)
    finished_at = models.DateTimeField("结束", null=True, blank=True)
    seconds = models.FloatField("用时（秒）", null=True, blank=True)

    class Meta:
        ordering = ("step", "scope__path", "year")
        constraints = [
            models.UniqueConstraint(fields=["job", "scope", "year"], name="job_chunk_once")
        ]
        indexes = [
            models.Index(
                fields=["job", "step"], condition=Q(finished_at=None), name="job_chunk_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.year}"


class ScheduledSlot(models.Model):
    """A time slot of a scheduled job that somebody has taken: two schedulers do no harm."""

    name = models.CharField(max_length=40)
    slot = models.DateTimeField()
    claimed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="scheduled_slot_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"
