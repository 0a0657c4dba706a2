"""Notices in the inbox, and their delivery by e-mail."""

from typing import Any

from django.db import models
from django.db.models import Q

from indicators.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: Any) -> "NoticeQuerySet":
        """One's own."""
        return self.filter(recipient_id=user.pk)


class Notice(models.Model):
    """One message to one person; the same occasion is told once."""

    recipient = models.ForeignKey(User, models.PROTECT, related_name="notices")
    kind = models.CharField("类型", max_length=30)
    occasion = models.CharField("事由", max_length=160)
    title = models.CharField("标题", max_length=120)
    body = models.TextField("内容")
    address = models.CharField("链接", max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["recipient", "occasion"], name="notice_once")
        ]
        indexes = [
            models.Index(
                fields=["recipient"], condition=Q(read_at=None), name="notice_unread_of_person"
            ),
            models.Index(fields=["recipient", "-id"], name="notice_of_person"),
        ]

    def __str__(self) -> str:
        return self.title


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "待发送"
    SENT = "sent", "已发送"
    FAILED = "failed", "发送失败"


class NoticeDelivery(models.Model):
    """The e-mail of a notice: sent once, with what the mail server said."""

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="delivery")
    address = models.EmailField("收件地址")
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=Q(state="waiting"), name="notice_delivery_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.notice} → {self.address}"
