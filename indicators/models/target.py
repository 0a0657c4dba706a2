"""Targets (目标): an objective's demand on an indicator; values and baselines are versioned."""

from django.db import models
from django.db.models import F, Q

from .area import Area
from .breakdown import TOTAL, Breakdown
from .indicator import Indicator
from .objective import Objective
from .plan import Plan
from .user import User


class TargetKind(models.TextChoices):
    AT_LEAST = "at_least", "不低于"
    AT_MOST = "at_most", "不高于"
    ABOUT = "about", "左右"
    INCREASE = "increase", "提高"
    DECREASE = "decrease", "降低"
    SLOW_RISE = "slow_rise", "上升趋势减缓"
    CONTROL = "control", "有效控制"
    NARROW_GAP = "narrow_gap", "差距缩小"
    FULL_COVERAGE = "full_coverage", "全覆盖"
    RELATIVE_TO = "relative_to", "与另一指标比较"
    ISSUED = "issued", "上级逐年下达"
    MILESTONE = "milestone", "建成事项"


class Side(models.TextChoices):
    BAND = "band", "双侧"
    FLOOR = "floor", "下限（高于目标不算未达标）"
    CEILING = "ceiling", "上限（低于目标不算未达标）"


class Measurability(models.TextChoices):
    NUMERIC = "numeric", "有数值"
    DIRECT = "direct", "有统计无数值"
    PROXY = "proxy", "替代指标"


class Target(models.Model):
    """One demand; `code` is unique within the plan and never reused."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="targets")
    code = models.CharField("代码", max_length=40)
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="targets")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    breakdown = models.ForeignKey(Breakdown, models.PROTECT, default=TOTAL, related_name="+")
    other_indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="+"
    )
    other_breakdown = models.ForeignKey(
        Breakdown, models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField("类型", max_length=20, choices=TargetKind.choices)
    measurability = models.CharField("可量化程度", max_length=10, choices=Measurability.choices)
    side = models.CharField("左右的方向", max_length=10, choices=Side.choices, default=Side.BAND)
    maintain = models.BooleanField("每年保持", default=False)
    every_unit = models.BooleanField("各单元均须达到", default=False)
    cumulative = models.BooleanField("累计", default=False)
    sustained = models.BooleanField("持续", default=False)
    tolerance = models.DecimalField(
        "自定容差", max_digits=20, decimal_places=6, null=True, blank=True
    )
    softener = models.CharField("语气", max_length=10, blank=True)
    note = models.CharField("口径说明", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        ordering = ("plan", "position", "code")
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="target_once_per_plan")
        ]
        indexes = [models.Index(fields=["indicator"], name="target_by_indicator")]

    def __str__(self) -> str:
        return f"{self.indicator}（{self.code}）"

    @property
    def label(self) -> str:
        """What is judged, as lists and headings name it: with its side and what it is against."""
        name = self.indicator.name
        side = f"（{self.breakdown}）" if self.breakdown_id else ""
        if self.kind == TargetKind.NARROW_GAP and self.other_breakdown_id:
            return f"{name}（{self.breakdown}与{self.other_breakdown}差距）"
        if self.kind == TargetKind.NARROW_GAP and self.other_indicator_id:
            return f"{name}{side}与{self.other_indicator}的差距"
        return f"{name}{side}"


class VersionedValue(models.Model):
    """A figure that a judgement rests on, valid for a span of data versions, never rewritten."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年份")
    value = models.DecimalField("数值", max_digits=20, decimal_places=6)
    document = models.CharField("依据", max_length=200)
    reason = models.CharField("原因", max_length=300, blank=True)
    valid_from = models.BigIntegerField()
    valid_to = models.BigIntegerField(null=True, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


def _versioned_constraints(name: str, *more: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(
            fields=["target", "area", "year", *more],
            condition=Q(valid_to=None),
            name=f"{name}_one_in_force",
        ),
        models.CheckConstraint(
            condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            name=f"{name}_versions_in_order",
        ),
    ]


class TargetValue(VersionedValue):
    """The number a target asks for in an area by a year (`year` = the year it is due).

    An adjusted target has several: each binds from its `first_year` on (0: from the start), so
    earlier years keep the number that held then.
    """

    first_year = models.PositiveSmallIntegerField("自数据年份起", default=0)

    class Meta:
        ordering = ("year", "first_year")
        constraints = _versioned_constraints("target_value", "first_year")

    def __str__(self) -> str:
        return f"{self.target} {self.year}: {self.value}"


class Baseline(VersionedValue):
    """The number from which a target starts in an area (基期值)."""

    class Meta:
        constraints = _versioned_constraints("baseline")

    def __str__(self) -> str:
        return f"{self.target} {self.year}: {self.value}"
