"""Links for the big screen: open a released page without an account, until revoked."""

from typing import Any

from django.db import models
from django.db.models import Q

from indicators.models import Area, Role, User
from indicators.people.access import access_of


class DisplayLinkQuerySet(models.QuerySet["DisplayLink"]):
    def visible_to(self, user: Any) -> "DisplayLinkQuerySet":
        """The office's own."""
        return self.filter(access_of(user).area_filter([Role.OFFICE], "area__path"))


class DisplayLink(models.Model):
    """One screen; only the digest of its secret is stored."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    name = models.CharField("用途", max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField("有效期至")
    last_used_at = models.DateTimeField("最近使用", null=True, blank=True)
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DisplayLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="display_link_revoked_at_and_by",
            )
        ]

    def __str__(self) -> str:
        return self.name
