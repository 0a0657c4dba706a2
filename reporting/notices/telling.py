"""Telling people: one statement in the writer's transaction, however many they are."""

from collections.abc import Iterable

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators.models import User
from reporting.models import Notice
from reporting.notices.delivery import host_of_sender, is_configured, owe_delivery

LONGEST_TITLE = Notice._meta.get_field("title").max_length

# The inbox, and with it the e-mails that are due; who was told of this occasion before is not
# told again. The ids come as a list: inside the statement a query for them may be planned badly.
_TELL = """
WITH told AS (
    INSERT INTO reporting_notice (recipient_id, kind, occasion, title, body, address, made_at)
    SELECT id, %s, %s, %s, %s, %s, %s FROM indicators_user
    WHERE is_active AND id = ANY(%s)
    ON CONFLICT (recipient_id, occasion) DO NOTHING
    RETURNING id, recipient_id
), owed AS (
    INSERT INTO reporting_noticedelivery (notice_id, address, message_id, state, attempts, error)
    SELECT told.id, account.email, '<' || gen_random_uuid() || '@' || %s || '>', 'waiting', 0, ''
    FROM told JOIN indicators_user AS account ON account.id = told.recipient_id
    WHERE %s AND account.email <> ''
    RETURNING id
)
SELECT (SELECT count(*) FROM told), (SELECT count(*) FROM owed)
"""


@transaction.atomic
def tell(
    *,
    recipients: QuerySet[User] | Iterable[User],
    kind: str,
    occasion: str,
    title: str,
    body: str,
    address: str,
) -> int:
    """Put a notice into the inbox of each recipient; how many were told now.

    In the caller's transaction: what is rolled back was never told. `occasion` names what
    happened, as "return 12 submitted 2": nobody is told the same one twice. `address` is a path
    on this site. Where e-mail is configured, it goes to accounts that have an address, after the
    commit, by the workers. Closed accounts are told nothing.
    """
    values = [kind, occasion, _shortened(title), body, address, timezone.now(), _ids(recipients)]
    with connection.cursor() as cursor:
        cursor.execute(
            _TELL, [*values, host_of_sender(settings.DEFAULT_FROM_EMAIL), is_configured()]
        )
        told, owed = cursor.fetchone()
    if owed:
        owe_delivery()
    return told


def _ids(recipients: QuerySet[User] | Iterable[User]) -> list[int]:
    if isinstance(recipients, QuerySet):
        return list(recipients.order_by().values_list("pk", flat=True).distinct())
    return [person.pk for person in recipients]


def _shortened(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
