"""Domains (领域) and main objectives (主要目标) of a plan."""

from django.db import models

from .plan import Plan


class Domain(models.Model):
    """One domain of a plan, by its number in the document."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="domains")
    number = models.PositiveSmallIntegerField("序号")
    name = models.CharField("名称", max_length=40)

    class Meta:
        ordering = ("plan", "number")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="domain_once_per_plan")
        ]

    def __str__(self) -> str:
        return self.name


class ObjectiveKind(models.TextChoices):
    QUANTIFIED = "quantified", "量化"
    TREND = "trend", "趋势"
    RELATIVE = "relative", "比较"
    QUALITATIVE = "qualitative", "定性"


class Objective(models.Model):
    """One main objective; `wording` stays empty until the office attaches the official text."""

    domain = models.ForeignKey(Domain, models.PROTECT, related_name="objectives")
    number = models.PositiveSmallIntegerField("序号")
    kind = models.CharField("性质", max_length=12, choices=ObjectiveKind.choices)
    summary = models.CharField("摘要", max_length=300)
    wording = models.TextField("官方原文", blank=True)

    class Meta:
        ordering = ("domain", "number")
        constraints = [
            models.UniqueConstraint(fields=["domain", "number"], name="objective_once_per_domain")
        ]

    def __str__(self) -> str:
        return self.summary

    @property
    def locator(self) -> str:
        """Where the document says it, as "妇女规划 一、妇女与健康 目标2" reads on a page."""
        return f"{self.domain.plan.short_title} 领域{self.domain.number} 目标{self.number}"
