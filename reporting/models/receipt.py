"""The receipt (填报回执) of a return as it was handed in; its digest proves it later."""

from typing import Any

from django.db import models

from indicators.models import User

from .submission import Submission


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def visible_to(self, user: Any) -> "ReceiptQuerySet":
        """The receipts of the returns that one may see."""
        return self.filter(submission__in=Submission.objects.visible_to(user))


class Receipt(models.Model):
    """One handing-in: content, and the SHA-256 of its canonical text. Insert-only."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="receipts")
    number = models.PositiveSmallIntegerField("第几次提交")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering = ("submission", "-number")
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="receipt_once")
        ]

    def __str__(self) -> str:
        return f"{self.submission} 第{self.number}次"
