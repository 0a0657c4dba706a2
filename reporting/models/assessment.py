"""Judgements (评估结果): what the engine said of each target in each year."""

from typing import Any

from django.db import models
from django.db.models import Q

from indicators.models import TOTAL, Area, Breakdown, Target, User
from indicators.people.access import OVERSIGHT_ROLES, access_of


class EngineSettings(models.Model):
    """One set of engine settings, named by its digest."""

    digest = models.CharField(max_length=64, unique=True)
    values = models.JSONField()
    engine_version = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"{self.engine_version} {self.digest[:8]}"


class AssessmentRun(models.Model):
    """One call of the engine for a scope and an as-of year."""

    scope = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("数据年份")
    settings = models.ForeignKey(EngineSettings, models.PROTECT, related_name="+")
    data_version = models.BigIntegerField("截至数据版本")
    input_digest = models.CharField("输入摘要", max_length=64, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    judged = models.PositiveIntegerField("评估目标数")
    changed = models.PositiveIntegerField("有变化")
    rejected = models.PositiveIntegerField("被拒绝")

    class Meta:
        indexes = [models.Index(fields=["scope", "year", "-id"], name="run_latest_of_scope_year")]

    def __str__(self) -> str:
        return f"{self.scope} {self.year} 版本{self.data_version}"


class Judgement(models.Model):
    """The columns of one engine result; the live row and the released copy share them."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    breakdown = models.ForeignKey(Breakdown, models.PROTECT, default=TOTAL, related_name="+")
    year = models.PositiveSmallIntegerField("数据年份")

    phase = models.CharField(max_length=10)
    standing = models.CharField("结论", max_length=40)
    status = models.CharField(max_length=20)
    certainty = models.CharField(max_length=12)
    path_status = models.CharField(max_length=20)
    trend = models.CharField(max_length=10)
    volatile = models.CharField(max_length=12)
    level = models.CharField("预警级别", max_length=10)
    method = models.CharField(max_length=10)
    reasons = models.CharField(max_length=300, blank=True)

    value = models.FloatField(null=True)
    latest_year = models.PositiveSmallIntegerField(null=True)
    age_periods = models.SmallIntegerField(null=True)
    target_value = models.FloatField(null=True)
    baseline_value = models.FloatField(null=True)
    baseline_year = models.PositiveSmallIntegerField(null=True)
    substitute_baseline = models.BooleanField(default=False)
    n = models.PositiveSmallIntegerField()
    gap = models.FloatField(null=True)
    achievement = models.FloatField(null=True)
    distance = models.FloatField(null=True)
    path_value = models.FloatField(null=True)
    pace = models.FloatField(null=True)
    projection = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    probability = models.FloatField(null=True)
    years_left = models.SmallIntegerField(null=True)
    needed_per_year = models.FloatField(null=True)
    recent_per_year = models.FloatField(null=True)
    best_gain = models.FloatField(null=True)
    events = models.FloatField(null=True)
    exposure = models.FloatField(null=True)
    allowed_events = models.FloatField(null=True)
    pooled_rate = models.FloatField(null=True)
    pooled_low = models.FloatField(null=True)
    pooled_high = models.FloatField(null=True)
    p_next_year = models.FloatField(null=True)
    kept = models.BooleanField(null=True)
    first_met_year = models.PositiveSmallIntegerField(null=True)

    data_version = models.BigIntegerField("截至数据版本")

    class Meta:
        abstract = True


class Assessment(Judgement):
    """The live judgement of a target in a year; replaced only where it changed."""

    run = models.ForeignKey(AssessmentRun, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target", "area", "breakdown", "year"], name="assessment_once"
            )
        ]
        indexes = [
            models.Index(fields=["area", "year", "level"], name="assessment_by_level"),
            models.Index(fields=["area", "year", "standing"], name="assessment_by_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.year} {self.standing}"


class ReplacedJudgement(Judgement):
    """A live judgement as it stood before a later run replaced it. Insert-only."""

    run = models.ForeignKey(AssessmentRun, models.PROTECT, related_name="+")
    replaced_by = models.ForeignKey(AssessmentRun, models.PROTECT, related_name="replaced")
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["target", "area", "breakdown", "year"], name="replaced_judgement_of"
            )
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.year} {self.standing}"


class ReleaseQuerySet(models.QuerySet["Release"]):
    def released(self) -> "ReleaseQuerySet":
        """Signed by the bureau and released by the office."""
        return self.filter(released_at__isnull=False)

    def visible_to(self, user: Any) -> "ReleaseQuerySet":
        """Released years of one's own area, those below and those above; the bureau and the
        office also see what is signed and waits for its release."""
        access = access_of(user)
        return self.filter(
            access.area_filter(OVERSIGHT_ROLES, "area__path")
            | (Q(released_at__isnull=False) & access.released_area_filter("area__path"))
        )


class Release(models.Model):
    """A year's figures and judgements: signed (核定) by the bureau, then released (发布)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="releases")
    year = models.PositiveSmallIntegerField("数据年份")
    number = models.PositiveSmallIntegerField("版次")
    data_version = models.BigIntegerField("数据版本")
    run = models.ForeignKey(AssessmentRun, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField("核定时间")
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    released_at = models.DateTimeField("发布时间", null=True, blank=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField("撤回核定时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("说明", max_length=300, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "-number")
        constraints = [
            models.UniqueConstraint(fields=["area", "year", "number"], name="release_once"),
            models.UniqueConstraint(
                fields=["area", "year"],
                condition=Q(released_at=None, withdrawn_at=None),
                name="release_one_signed_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="release_released_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, released_at=None),
                name="release_withdrawn_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year}年（第{self.number}版）"


class ReleasedJudgement(Judgement):
    """A judgement frozen with its release."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="judgements")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "target", "area", "breakdown"], name="released_judgement_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.release} {self.target_id} {self.standing}"


class RejectedSeries(models.Model):
    """A series that the engine refused in a run, and why."""

    run = models.ForeignKey(AssessmentRun, models.CASCADE, related_name="rejections")
    target = models.ForeignKey(Target, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    column = models.CharField(max_length=30)
    reason = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.target_id} {self.column}: {self.reason}"
