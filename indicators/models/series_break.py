"""Changes of definition (口径): no trend, check or warning reads across them."""

from django.db import models
from django.db.models import F, Q

from .area import Area
from .indicator import Indicator
from .user import User


class SeriesBreak(models.Model):
    """The series of an indicator in an area (with the areas below) starts anew in `year`."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="series_breaks")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("起始年份")
    note = models.CharField("说明", max_length=300)
    document = models.CharField("依据", max_length=200)
    valid_from = models.BigIntegerField()
    valid_to = models.BigIntegerField(null=True, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("indicator", "year")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "year"],
                condition=Q(valid_to=None),
                name="series_break_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="series_break_versions_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"
