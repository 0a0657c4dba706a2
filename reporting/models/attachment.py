"""Evidence files: checked on arrival, stored under a name of our own, never served inline."""

from typing import Any

from django.db import models
from django.db.models import Q

from indicators.models import User

from .item import Item
from .submission import Submission


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: Any) -> "AttachmentQuerySet":
        """The files of the returns that one may see."""
        return self.filter(item__submission__in=Submission.objects.visible_to(user))

    def present(self) -> "AttachmentQuerySet":
        return self.filter(removed_at=None)


class Attachment(models.Model):
    """One file of a cell; a removed one keeps its row."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="attachments")
    name = models.CharField("文件名", max_length=120)
    size = models.PositiveIntegerField("字节数")
    media_type = models.CharField("类型", max_length=80)
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=80, unique=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ("item", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="attachment_removed_at_and_by",
            )
        ]

    def __str__(self) -> str:
        return self.name
