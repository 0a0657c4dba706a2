"""A cell of a return (填报项) and the history of what was typed into it."""

from django.db import models
from django.db.models import Q

from indicators.models import TOTAL, Breakdown, Indicator, User

from .observation import MissingKind, ObservationStatus
from .submission import Submission


class ReviewState(models.TextChoices):
    OPEN = "open", "待填"
    UNIT_PENDING = "unit_pending", "待单位审核"
    PENDING = "pending", "待审"
    CITY_PENDING = "city_pending", "待市级验收"
    RETURNED = "returned", "退回"
    APPROVED = "approved", "已通过"


class Item(models.Model):
    """One cell; every save carries the version it saw."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="items")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    breakdown = models.ForeignKey(Breakdown, models.PROTECT, default=TOTAL, related_name="+")
    value = models.DecimalField("数值", max_digits=20, decimal_places=6, null=True, blank=True)
    numerator = models.DecimalField("分子", max_digits=20, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(
        "分母", max_digits=20, decimal_places=6, null=True, blank=True
    )
    missing_kind = models.CharField(
        "缺失原因", max_length=20, choices=MissingKind.choices, blank=True
    )
    expected_on = models.DateField("预计产生日期", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    qualifier = models.CharField("限定词", max_length=10, blank=True)
    status = models.CharField(
        "数据状态",
        max_length=1,
        choices=ObservationStatus.choices,
        default=ObservationStatus.NORMAL,
    )
    # The period that the figure covers, where it is not the indicator's own.
    reference_period = models.CharField("统计期", max_length=40, blank=True)
    due_on = models.DateField("本项截止日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    review = models.CharField(
        "审核", max_length=16, choices=ReviewState.choices, default=ReviewState.OPEN
    )
    review_note = models.CharField("审核意见", max_length=300, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("indicator__position", "breakdown")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator", "breakdown"], name="item_once_per_cell"
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(missing_kind=""), name="item_value_or_reason"
            ),
            # While typing one of the two counts may still be missing: then there is no value.
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None)
                | Q(value=None)
                | Q(numerator__isnull=False, denominator__isnull=False),
                name="item_value_from_both_counts",
            ),
            models.CheckConstraint(
                condition=Q(denominator=None) | Q(denominator__gt=0),
                name="item_denominator_positive",
            ),
            models.CheckConstraint(
                condition=Q(edited_at=None, edited_by=None)
                | Q(edited_at__isnull=False, edited_by__isnull=False),
                name="item_edited_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="item_reviewed_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission} {self.indicator}"

    @property
    def is_filled(self) -> bool:
        """A number or a reason why there is none."""
        return self.value is not None or bool(self.missing_kind)


class ChangeRoute(models.TextChoices):
    GRID = "grid", "网页填写"
    PASTE = "paste", "粘贴"
    EXCEL = "excel", "Excel"
    DENOMINATOR = "denominator", "人口数修订"


class ItemChange(models.Model):
    """What one save changed in a cell. Insert-only."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="changes")
    version = models.PositiveIntegerField()
    old = models.JSONField()
    new = models.JSONField()
    via = models.CharField(
        "途径", max_length=12, choices=ChangeRoute.choices, default=ChangeRoute.GRID
    )
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("item", "version")
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="item_change_once_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.item} v{self.version}"


class NoteKind(models.TextChoices):
    RETURN = "return", "退回原因"
    EXPLANATION = "explanation", "核实说明"
    COMMENT = "comment", "备注"


class ItemNote(models.Model):
    """What was said about a cell. Insert-only.

    An explanation names the rule that it answers and the digest of the numbers that it is about:
    once the numbers change it no longer counts.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="notes")
    kind = models.CharField("类型", max_length=12, choices=NoteKind.choices)
    rule = models.CharField("核实规则", max_length=40, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    reason_code = models.CharField("原因代码", max_length=30, blank=True)
    text = models.CharField("内容", max_length=500)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("item", "id")

    def __str__(self) -> str:
        return f"{self.item} {self.get_kind_display()}"
