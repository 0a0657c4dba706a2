"""The history of the catalogue: every change of a field, with document, reason and person."""

from django.db import models

from .user import User


class RevisionOrigin(models.TextChoices):
    FILE = "file", "规划文件"
    PAGE = "page", "页面"


class Revision(models.Model):
    """One changed field of a plan, objective, indicator or target. Insert-only.

    `kind` and `key` name the entry as the plan files do; with the data version an earlier state
    of everything that moves a verdict can be read back.
    """

    kind = models.CharField("对象", max_length=20)
    key = models.CharField("代码", max_length=120)
    field = models.CharField("字段", max_length=40)
    old = models.JSONField("原值", null=True)
    new = models.JSONField("新值", null=True)
    origin = models.CharField("来路", max_length=8, choices=RevisionOrigin.choices)
    document = models.CharField("依据", max_length=200, blank=True)
    reason = models.CharField("原因", max_length=300, blank=True)
    data_version = models.BigIntegerField("数据版本", null=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["kind", "key", "-id"], name="revision_of_entry")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.field}"
