"""The one row that says which city this database serves and whether its figures are invented."""

from django.db import models
from django.db.models import Q

from .area import Area


class Installation(models.Model):
    """This database: the real one of a city, or the demonstration."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField("系统名称", max_length=60)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    is_demo = models.BooleanField("演示库")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="installation_is_one_row")]

    def __str__(self) -> str:
        return self.name
