"""Breakdowns of a figure: sex × residence × age as one small table; 0 is the total."""

from django.db import models

TOTAL = 0


class Breakdown(models.Model):
    """One combination of dimension codes (SDMX: `_T` is the total)."""

    id = models.SmallIntegerField(primary_key=True)
    sex = models.CharField("性别", max_length=4, default="_T")
    residence = models.CharField("城乡", max_length=4, default="_T")
    age = models.CharField("年龄", max_length=12, default="_T")
    name = models.CharField("名称", max_length=40)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["sex", "residence", "age"], name="breakdown_once_per_combination"
            )
        ]

    def __str__(self) -> str:
        return self.name
