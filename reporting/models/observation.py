"""Approved figures (监测数据): append-only, valid for a span of data versions."""

from django.db import models
from django.db.models import F, Q

from indicators.models import TOTAL, Area, Breakdown, Indicator, User

from .source import Source


class Flow(models.TextChoices):
    RETURN = "return", "报表"
    ROLL_UP = "roll_up", "县区合计"
    REFERENCE = "reference", "参考数据"


class ObservationStatus(models.TextChoices):
    """SDMX observation status."""

    NORMAL = "A", "正常"
    PROVISIONAL = "P", "初步数"
    ESTIMATED = "E", "估计"
    BREAK = "B", "口径变化"
    MISSING = "M", "缺失"


class MissingKind(models.TextChoices):
    NOT_REPORTED = "not_reported", "未填报"
    NOT_YET_PRODUCED = "not_yet_produced", "尚未产生"
    NOT_APPLICABLE = "not_applicable", "不适用"


class RevisionKind(models.TextChoices):
    FIRST = "first", "首次"
    CORRECTION = "correction", "更正"
    FINAL = "final", "初步数→最终数"
    DENOMINATOR = "denominator", "分母修订"


class ObservationQuerySet(models.QuerySet["Observation"]):
    def in_force(self) -> "ObservationQuerySet":
        """The figures as they stand now."""
        return self.filter(valid_to=None)

    def as_of(self, data_version: int) -> "ObservationQuerySet":
        """The figures as they stood at a data version of their scope."""
        return self.filter(valid_from__lte=data_version).filter(
            Q(valid_to=None) | Q(valid_to__gt=data_version)
        )


class Observation(models.Model):
    """One figure, or the reason why there is none. Written only by observations.record."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, db_index=False, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, db_index=False, related_name="+")
    breakdown = models.ForeignKey(
        Breakdown, models.PROTECT, db_index=False, default=TOTAL, related_name="+"
    )
    year = models.PositiveSmallIntegerField("数据年份")
    flow = models.CharField("来路", max_length=10, choices=Flow.choices)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    value = models.DecimalField("数值", max_digits=20, decimal_places=6, null=True, blank=True)
    numerator = models.DecimalField("分子", max_digits=20, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(
        "分母", max_digits=20, decimal_places=6, null=True, blank=True
    )
    qualifier = models.CharField("限定词", max_length=10, blank=True)
    status = models.CharField(
        "状态",
        max_length=1,
        choices=ObservationStatus.choices,
        default=ObservationStatus.NORMAL,
    )
    missing_kind = models.CharField(
        "缺失原因", max_length=20, choices=MissingKind.choices, blank=True
    )
    expected_on = models.DateField("预计产生日期", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    revision_kind = models.CharField("修订类型", max_length=12, choices=RevisionKind.choices)
    reason = models.CharField("修订原因", max_length=300, blank=True)
    valid_from = models.BigIntegerField()
    valid_to = models.BigIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField("入库时间", auto_now_add=True)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    objects = ObservationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "breakdown", "flow", "source", "area"],
                condition=Q(valid_to=None),
                nulls_distinct=False,
                name="observation_one_in_force",
            ),
            models.CheckConstraint(
                condition=(
                    Q(value__isnull=False, missing_kind="")
                    | (Q(value=None, numerator=None) & ~Q(missing_kind=""))
                ),
                name="observation_value_or_reason",
            ),
            models.CheckConstraint(
                condition=(
                    Q(numerator=None, denominator=None)
                    | Q(numerator__isnull=False, denominator__isnull=False, denominator__gt=0)
                ),
                name="observation_counts_together",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="observation_versions_in_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "indicator"],
                condition=Q(valid_to=None),
                name="observation_now_by_area",
            ),
            models.Index(
                fields=["indicator", "area"],
                condition=Q(valid_to__isnull=False),
                name="observation_past",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_id} {self.year}"
