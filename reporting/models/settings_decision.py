"""Which engine settings an installation uses, decided when, by whom and why."""

from django.db import models

from indicators.models import User

from .assessment import EngineSettings


class SettingsDecision(models.Model):
    """One decision; the newest row is in force. Insert-only."""

    settings = models.ForeignKey(EngineSettings, models.PROTECT, related_name="decisions")
    document = models.CharField("依据", max_length=200)
    reason = models.CharField("原因", max_length=300)
    moved_verdicts = models.JSONField("变动的结论", default=list)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("决定时间", auto_now_add=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.settings} {self.decided_at:%Y-%m-%d}"
