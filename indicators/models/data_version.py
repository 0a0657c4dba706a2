"""Data versions: a gapless number per scope (a city with its counties, a province, the nation)."""

from django.db import models

from .area import Area
from .user import User


class VersionCounter(models.Model):
    """The last number given out in a scope; its row is the last lock of a writing transaction."""

    scope = models.OneToOneField(Area, models.PROTECT, primary_key=True, related_name="+")
    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.scope}: {self.last}"


class DataVersion(models.Model):
    """One committed change of figures, targets, baselines or breaks in a scope."""

    scope = models.ForeignKey(Area, models.PROTECT, related_name="+")
    number = models.BigIntegerField()
    kind = models.CharField("变更类型", max_length=20)
    reason = models.CharField("原因", max_length=300)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "number"], name="data_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.number}"
