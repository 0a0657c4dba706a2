"""A reporting round (报告期): the year's figures of one city, from opening to closing."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from indicators.models import Area, User
from indicators.people.access import OVERSIGHT_ROLES, access_of

from .indicator_set import IndicatorSet


class RoundState(models.TextChoices):
    OPEN = "open", "填报中"
    CLOSED = "closed", "已关闭"


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: Any) -> "RoundQuerySet":
        """Rounds are run by the bureau and the office of their area."""
        return self.filter(access_of(user).area_filter(OVERSIGHT_ROLES, "area__path"))


class Round(models.Model):
    """The collection of one reference year for a city with its counties."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField("数据年份")
    opens_on = models.DateField("开始日期")
    due_on = models.DateField("截止日期")
    state = models.CharField("状态", max_length=10, choices=RoundState.choices)
    # Empty for rounds opened before there were versions: then every assigned indicator is asked.
    indicator_set = models.ForeignKey(
        IndicatorSet, models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    closed_at = models.DateTimeField("关闭时间", null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("-year",)
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="round_once_per_year"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")), name="round_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="round_closed_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year}年度"
