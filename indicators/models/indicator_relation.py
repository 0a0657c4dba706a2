"""What holds between indicators and within one: checks and forms read it as data."""

from django.db import models
from django.db.models import F, Q

from .breakdown import Breakdown
from .indicator import Indicator


class RelationKind(models.TextChoices):
    NESTED = "nested", "左不大于右"
    COMPONENT = "component", "左是右的组成部分"


class IndicatorRelation(models.Model):
    """A rule between two indicators, such as neonatal deaths ≤ infant deaths."""

    kind = models.CharField("关系", max_length=12, choices=RelationKind.choices)
    left = models.ForeignKey(Indicator, models.PROTECT, related_name="relations")
    right = models.ForeignKey(Indicator, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "left", "right"], name="indicator_relation_once"
            ),
            models.CheckConstraint(
                condition=~Q(left=F("right")), name="indicator_relation_between_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left} {self.get_kind_display()} {self.right}"


class IndicatorBreakdown(models.Model):
    """A dimension in which an indicator is collected beside its total."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="breakdowns")
    breakdown = models.ForeignKey(Breakdown, models.PROTECT, related_name="+")
    required = models.BooleanField("必填", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "breakdown"], name="indicator_breakdown_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.breakdown}"
