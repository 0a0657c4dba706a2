"""A workbook that was uploaded and read, waiting for its sender to confirm what it would do."""

from django.db import models
from django.db.models import Q

from indicators.models import User


class Upload(models.Model):
    """The rows and findings of one workbook; nothing of it is applied before it is confirmed."""

    kind = models.CharField("用途", max_length=20)
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField()
    findings = models.JSONField(default=list)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at=None, applied_by=None)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="upload_applied_at_and_by",
            )
        ]
        indexes = [models.Index(fields=["made_by", "kind", "-id"], name="upload_of_person")]

    def __str__(self) -> str:
        return self.name
