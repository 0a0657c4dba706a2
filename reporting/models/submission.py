"""A return (报表): what one unit owes for one area in one round."""

import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from indicators.models import Area, Organisation, User
from indicators.people.access import OVERSIGHT_ROLES, UNIT_ROLES, access_of

from .round import Round


class SubmissionState(models.TextChoices):
    DRAFT = "draft", "填报中"
    UNIT_REVIEW = "unit_review", "待单位审核"
    SUBMITTED = "submitted", "待统计审核"
    CITY_REVIEW = "city_review", "待市级验收"
    RETURNED = "returned", "退回修改"
    COMPLETE = "complete", "已完成"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: Any) -> "SubmissionQuerySet":
        """One's own unit's returns; for the bureau and the office all of their area."""
        access = access_of(user)
        return self.filter(
            Q(organisation__in=access.organisation_ids(UNIT_ROLES))
            | access.area_filter(OVERSIGHT_ROLES, "area__path")
        )


class Submission(models.Model):
    """One return; its cells are approved one by one, it is complete when all are."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="submissions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="submissions")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=12, choices=SubmissionState.choices)
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Filing in time is judged on the first time; `submitted_at` moves on with every repetition.
    first_submitted_at = models.DateTimeField("首次提交时间", null=True, blank=True)
    signed_at = models.DateTimeField("单位审核时间", null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Units of one person: who signed the paper form, and when; recorded by the statistician.
    paper_signature = models.CharField("纸质签字", max_length=100, blank=True)
    completed_at = models.DateTimeField("完成时间", null=True, blank=True)
    due_on = models.DateField("延期后的截止日期", null=True, blank=True)
    due_reason = models.CharField("延期原因", max_length=300, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ("area__path", "organisation__position")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation", "area"], name="submission_once_per_unit"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, submitted_by=None)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="submission_submitted_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="submission_signed_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | ~Q(due_reason=""), name="submission_extended_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="submission_by_unit_state")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.round}"

    @property
    def due(self) -> datetime.date:
        """The day until which the return is due: the round's, or the extended one."""
        return self.due_on or self.round.due_on
