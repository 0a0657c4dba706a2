"""A reporting round (报告期): the year's figures of one city, from opening to closing."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from indicators.models import Area
from indicators.people.access import OVERSIGHT_ROLES, access_of


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

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("-year",)
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="round_once_per_year"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")), name="round_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year}年度"
