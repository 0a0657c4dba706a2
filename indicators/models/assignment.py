"""Who owes what: which unit reports, leads or supports an indicator in an area, since when."""

from django.db import models
from django.db.models import Q

from .area import Area
from .indicator import Indicator
from .organisation import Organisation
from .user import User


class AssignmentRole(models.TextChoices):
    REPORTS = "reports", "填报"
    LEADS = "leads", "牵头"
    SUPPORTS = "supports", "配合"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def in_year(self, year: int) -> "AssignmentQuerySet":
        """Assignments that bind in a reference year."""
        return self.filter(first_year__lte=year).filter(Q(last_year=None) | Q(last_year__gte=year))


class Assignment(models.Model):
    """One unit's duty for one indicator in one area over a span of reference years."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="assignments")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments")
    role = models.CharField("职责", max_length=10, choices=AssignmentRole.choices)
    first_year = models.PositiveSmallIntegerField("起始年度")
    last_year = models.PositiveSmallIntegerField("终止年度", null=True, blank=True)

    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "role"],
                condition=Q(last_year=None, role__in=["reports", "leads"]),
                name="assignment_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="assignment_confirmed_at_and_by",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "role"], name="assignment_by_unit")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_role_display()} {self.indicator}（{self.area}）"
