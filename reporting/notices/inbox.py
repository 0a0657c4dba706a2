"""The inbox: what one person was told, what of it is unread, and marking it read."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from reporting.models import Notice


def unread_count(user: Any) -> int:
    """How many of one's notices are unread. One query on an index of unread ones."""
    return Notice.objects.visible_to(user).filter(read_at=None).count()


def inbox(user: Any, *, only_unread: bool = False) -> QuerySet[Notice]:
    """One's notices, the newest first."""
    rows = Notice.objects.visible_to(user)
    return rows.filter(read_at=None) if only_unread else rows


def mark_read(notice: Notice) -> None:
    """It has been opened; the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(user: Any, *, up_to: int) -> int:
    """Everything up to the newest notice that was on the page; how many were unread."""
    rows = Notice.objects.visible_to(user).filter(read_at=None, pk__lte=up_to)
    return rows.update(read_at=timezone.now())
