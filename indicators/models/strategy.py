"""Strategies (策略措施) of a domain: what the plan says will be done."""

from django.db import models

from .objective import Domain


class Strategy(models.Model):
    """One strategy by its number in the document, with a short title of our own."""

    domain = models.ForeignKey(Domain, models.PROTECT, related_name="strategies")
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("短标题", max_length=80)

    class Meta:
        ordering = ("domain", "number")
        constraints = [
            models.UniqueConstraint(fields=["domain", "number"], name="strategy_once_per_domain")
        ]

    def __str__(self) -> str:
        return self.title
