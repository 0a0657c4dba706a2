"""The audit trail: who did what to which object, when, from where, and why. Insert-only."""

from django.db import models


class AuditEvent(models.Model):
    """One act. No foreign keys: the trail outlives what it speaks of."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField("操作人", max_length=60)
    action = models.CharField("操作", max_length=60)
    object_type = models.CharField("对象类型", max_length=60)
    object_id = models.CharField("对象", max_length=80)
    old = models.JSONField(null=True, blank=True)
    new = models.JSONField(null=True, blank=True)
    reason = models.CharField("原因", max_length=300, blank=True)
    address = models.CharField("来源地址", max_length=45, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["object_type", "object_id", "at"], name="audit_by_object"),
            models.Index(fields=["actor", "at"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action}"
