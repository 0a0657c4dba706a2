"""The e-mail of a notice: one a work item, sent in a transaction of its own.

The mail server's acceptance and our commit cannot be one act. A worker that dies between the two
leaves the row waiting, and the same e-mail goes out again with the same Message-ID, by which mail
programs know it for the same; nothing is ever marked as sent that was not. A server that cannot
be reached fails the work item, which the outbox tries five times and then parks and shows. An
address that the server refuses is marked as failed at once, or after five temporary refusals, and
holds nobody else up.
"""

import datetime
import logging
import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.utils import timezone

from indicators.models import Installation
from reporting import outbox
from reporting.models import DeliveryState, NoticeDelivery, WorkItem
from reporting.notices.kinds import kind_words

log = logging.getLogger(__name__)

DELIVER_NOTICE = "deliver_notice"
KEY = "e-mail"
MAXIMUM_ATTEMPTS = 5
PAUSE = datetime.timedelta(minutes=5)  # before an address is tried again
PERMANENT = range(500, 600)


def is_configured() -> bool:
    """There is a mail server to send by, and a name to send in."""
    return bool(settings.EMAIL_HOST and settings.DEFAULT_FROM_EMAIL)


def host_of_sender(sender: str) -> str:
    """The host after the @ of the sender; message ids are made under it."""
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


def owe_delivery(*, later: bool = False) -> None:
    """File the sending of whatever waits; `later`: after the pause of a refused address."""
    outbox.file_work(kind=DELIVER_NOTICE, key=KEY, data_version=0, queue=outbox.BULK)
    if later:
        filed = WorkItem.objects.filter(kind=DELIVER_NOTICE, key=KEY, claimed_at=None, done_at=None)
        filed.update(available_at=timezone.now() + PAUSE)


def deliver_next(_key: str) -> None:
    """Send one waiting e-mail and file the next. Raises where the server cannot be used."""
    if not is_configured():
        log.warning("e-mail is no longer configured; what waits stays where it is")
        return
    delivery = _waiting().select_for_update(of=("self",), skip_locked=True).first()
    if delivery is None:
        return
    _send(delivery)
    following = _waiting().exclude(pk=delivery.pk).first()
    if following and following.attempts == 0:
        owe_delivery()
    elif _waiting().exists():
        owe_delivery(later=True)


def _waiting() -> QuerySet[NoticeDelivery]:
    """What waits: never tried first."""
    rows = NoticeDelivery.objects.filter(state=DeliveryState.WAITING)
    return rows.select_related("notice__recipient").order_by("attempts", "pk")


def _send(delivery: NoticeDelivery) -> None:
    delivery.attempts += 1
    if not delivery.notice.recipient.is_active:
        delivery.state, delivery.error = DeliveryState.FAILED, "账号已停用，没有发送"
    else:
        try:
            _message(delivery).send()
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as refusal:
            _mark_refused(delivery, *_answer(refusal))
        else:
            delivery.state, delivery.error = DeliveryState.SENT, ""
            delivery.sent_at = timezone.now()
            log.info("notice %s mailed as %s", delivery.notice_id, delivery.message_id)
    delivery.save()


def _mark_refused(delivery: NoticeDelivery, code: int, words: str) -> None:
    """For good where the server says so or has said no often enough; else it waits on."""
    is_final = code in PERMANENT or delivery.attempts >= MAXIMUM_ATTEMPTS
    delivery.state = DeliveryState.FAILED if is_final else DeliveryState.WAITING
    delivery.error = f"{code} {words}"[:300]
    log.warning("notice %s was not mailed: %s", delivery.notice_id, delivery.error)


def _answer(refusal: smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError) -> tuple[int, str]:
    """What the server answered: its code and words."""
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(refusal.recipients.values()))
    else:
        code, words = refusal.smtp_code, refusal.smtp_error
    return code, words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def _message(delivery: NoticeDelivery) -> EmailMessage:
    """The e-mail says that there is something to read, and where.

    What the notice says stays in the inbox: people may have quoted figures in their reasons.
    """
    notice = delivery.notice
    installation = Installation.objects.first()
    name = installation.name if installation else ""
    mark = "【演示数据】" if installation and installation.is_demo else ""
    title = " ".join(notice.title.split())  # a line break would start another header
    where = f"{settings.SITE_URL}{notice.address}" if settings.SITE_URL else ""
    lines = [title, where or "请登录系统，在“通知”中查看。", f"—— {name}（系统自动发送，请勿回复）"]
    return EmailMessage(
        subject=f"{mark}[{kind_words(notice.kind)}] {title}",
        body="\n\n".join(lines) + "\n",
        to=[delivery.address],
        headers={"Message-ID": delivery.message_id, "Auto-Submitted": "auto-generated"},
    )
