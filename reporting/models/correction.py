"""A request to change an approved figure, and what was decided of it."""

from django.db import models
from django.db.models import F, Q

from indicators.models import TOTAL, Area, Breakdown, Indicator, User


class CorrectionState(models.TextChoices):
    REQUESTED = "requested", "待决定"
    ACCEPTED = "accepted", "已采纳"
    REFUSED = "refused", "未采纳"


class Correction(models.Model):
    """One request; the new content stands beside what the requester saw."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="corrections")
    breakdown = models.ForeignKey(Breakdown, models.PROTECT, default=TOTAL, related_name="+")
    year = models.PositiveSmallIntegerField("数据年份")
    seen_version = models.BigIntegerField("所见数据版本")
    value = models.DecimalField("新数值", max_digits=20, decimal_places=6, null=True, blank=True)
    numerator = models.DecimalField(
        "新分子", max_digits=20, decimal_places=6, null=True, blank=True
    )
    denominator = models.DecimalField(
        "新分母", max_digits=20, decimal_places=6, null=True, blank=True
    )
    missing_kind = models.CharField("缺失原因", max_length=20, blank=True)
    reason = models.CharField("更正原因", max_length=300)
    state = models.CharField("状态", max_length=10, choices=CorrectionState.choices)
    requested_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decision_note = models.CharField("决定说明", max_length=300, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "breakdown", "year"],
                condition=Q(decided_at=None),
                name="correction_one_open_per_cell",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, state="requested")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(state="requested")),
                name="correction_decided_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")),
                name="correction_not_by_the_same_hand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.area} {self.year}"
