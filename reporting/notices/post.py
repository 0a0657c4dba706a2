"""How the e-mails of notices fare, for the system administrator: numbers and errors only."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q

from reporting.models import DeliveryState, NoticeDelivery
from reporting.notices.delivery import is_configured

ROWS = 20


@dataclass(frozen=True)
class Post:
    """Whether e-mail is configured and by which server, and what became of what was owed."""

    is_configured: bool
    server: str
    waiting: int
    sent: int
    failed: int
    failures: Sequence[NoticeDelivery]


def post() -> Post:
    """The state of all e-mails and the last that failed. Two queries."""
    numbers = NoticeDelivery.objects.aggregate(
        waiting=Count("pk", filter=Q(state=DeliveryState.WAITING)),
        sent=Count("pk", filter=Q(state=DeliveryState.SENT)),
        failed=Count("pk", filter=Q(state=DeliveryState.FAILED)),
    )
    failures = NoticeDelivery.objects.filter(state=DeliveryState.FAILED)
    return Post(
        is_configured=is_configured(),
        server=f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
        failures=failures.select_related("notice__recipient").order_by("-pk")[:ROWS],
        **numbers,
    )
