"""A version of the 监测指标体系: which indicators a round asks for, and until when each is due."""

from typing import Any

from django.db import models
from django.db.models import Q

from indicators.models import Area, Indicator, User
from indicators.people.access import FIGURE_ROLES, access_of


class IndicatorSetQuerySet(models.QuerySet["IndicatorSet"]):
    def visible_to(self, user: Any) -> "IndicatorSetQuerySet":
        """The sets of one's own area, those below it and those above it."""
        access = access_of(user)
        return self.filter(
            access.area_filter(FIGURE_ROLES, "area__path")
            | access.released_area_filter("area__path")
        )


class IndicatorSet(models.Model):
    """One version; never changed once a round has opened for it, a change is the next version."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="indicator_sets")
    version = models.PositiveSmallIntegerField("版本")
    title = models.CharField("名称", max_length=80)
    reason = models.CharField("变更说明", max_length=300, blank=True)
    made_at = models.DateTimeField("制定时间", auto_now_add=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = IndicatorSetQuerySet.as_manager()

    class Meta:
        ordering = ("area__path", "-version")
        constraints = [
            models.UniqueConstraint(fields=["area", "version"], name="indicator_set_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} 第{self.version}版"


class IndicatorSetLine(models.Model):
    """One indicator of a version; without a day of its own it is due with the round.

    The day is in the year after the reference year.
    """

    indicator_set = models.ForeignKey(IndicatorSet, models.CASCADE, related_name="lines")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    due_month = models.PositiveSmallIntegerField("截止月", null=True, blank=True)
    due_day = models.PositiveSmallIntegerField("截止日", null=True, blank=True)

    class Meta:
        ordering = ("indicator__position",)
        constraints = [
            models.UniqueConstraint(
                fields=["indicator_set", "indicator"], name="indicator_set_line_once"
            ),
            models.CheckConstraint(
                condition=Q(due_month=None, due_day=None)
                | Q(due_month__range=(1, 12), due_day__range=(1, 31)),
                name="indicator_set_line_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_set} {self.indicator}"
