"""E-mail: what it says, once each, and what a refusing or missing server leads to."""

import datetime
import logging

import pytest
from django.utils import timezone

from indicators.models import User
from reporting import outbox
from reporting.models import NoticeDelivery, WorkItem
from reporting.tasks import HANDLERS
from tests.notices.conftest import tell_them

pytestmark = pytest.mark.django_db


def work_off() -> None:
    outbox.work_off(HANDLERS, [outbox.BULK])


def deliveries() -> dict[str, tuple[str, int]]:
    rows = NoticeDelivery.objects.all()
    return {row.address.split("@")[0]: (row.state, row.attempts) for row in rows}


def pass_time() -> None:
    """As if the pause before the next try were over."""
    WorkItem.objects.filter(done_at=None).update(
        available_at=timezone.now() - datetime.timedelta(seconds=1)
    )


def test_everybody_gets_one_e_mail(addresses, mail_settings, mail_server):
    tell_them(addresses.statistician, addresses.colleague, addresses.unit_head)
    work_off()
    work_off()
    assert sorted(mail_server.recipients) == [
        "colleague@city.example",
        "statistician@city.example",
        "unit_head@city.example",
    ]
    assert set(deliveries().values()) == {("sent", 1)}
    assert all(NoticeDelivery.objects.values_list("sent_at", flat=True))


def test_what_the_e_mail_says(addresses, mail_settings, mail_server):
    tell_them(addresses.statistician)
    work_off()
    (mail,) = mail_server.mails
    subject = mail["Subject"].strip()  # folded: a long one begins on the next line
    assert subject == "【演示数据】[退回修改] 演示市卫生健康委员会 2025年度报表：退回 1 项"
    assert mail["From"] == "jiance@city.example"
    assert mail["Message-ID"] == NoticeDelivery.objects.get().message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_content()
    assert mail.get_content_type() == "text/plain"
    assert "https://jiance.city.example/submissions/1/" in text
    assert "1 例" not in text  # the reviewer's words may quote figures: they stay in the inbox


def test_no_link_where_the_site_has_no_name(addresses, mail_settings, mail_server, settings):
    settings.SITE_URL = ""
    tell_them(addresses.statistician)
    work_off()
    text = mail_server.mails[0].get_content()
    assert "请登录系统" in text
    assert "http" not in text
    assert "/submissions/" not in text


def test_a_line_break_in_a_title_starts_no_header(addresses, mail_settings, mail_server):
    tell_them(addresses.statistician, title="标题\r\nBcc: other@city.example")
    work_off()
    (mail,) = mail_server.mails
    assert mail["Bcc"] is None
    assert mail["Subject"].endswith("标题 Bcc: other@city.example")


def test_a_refused_address_holds_nobody_up(addresses, mail_settings, mail_server, caplog):
    mail_server.answers["statistician@city.example"] = "550 no such user"
    with caplog.at_level(logging.INFO, logger="reporting.notices.delivery"):
        tell_them(addresses.statistician, addresses.colleague)
        work_off()
    assert deliveries() == {"statistician": ("failed", 1), "colleague": ("sent", 1)}
    assert NoticeDelivery.objects.get(state="failed").error == "550 no such user"
    assert "was not mailed: 550" in caplog.text
    assert "mailed as <" in caplog.text


def test_a_temporary_refusal_is_tried_five_times(addresses, mail_settings, mail_server):
    mail_server.answers["statistician@city.example"] = "450 greylisted"
    tell_them(addresses.statistician, addresses.colleague)
    work_off()
    assert deliveries() == {"statistician": ("waiting", 1), "colleague": ("sent", 1)}
    work_off()
    assert deliveries()["statistician"] == ("waiting", 1)  # not before the pause is over
    for attempt in (2, 3, 4):
        pass_time()
        work_off()
        assert deliveries()["statistician"] == ("waiting", attempt)
    pass_time()
    work_off()
    assert deliveries()["statistician"] == ("failed", 5)
    assert not outbox.waiting().exists()
    assert mail_server.recipients == ["colleague@city.example"]


def test_a_greylisted_address_that_is_let_in_later(addresses, mail_settings, mail_server):
    mail_server.answers["statistician@city.example"] = "450 greylisted"
    tell_them(addresses.statistician)
    work_off()
    mail_server.answers.clear()
    pass_time()
    work_off()
    assert deliveries()["statistician"] == ("sent", 2)


def test_a_server_that_is_down_fails_the_work_and_not_the_addresses(
    addresses, mail_settings, mail_server
):
    mail_server.close()
    tell_them(addresses.statistician)
    for _ in range(5):
        work_off()
        pass_time()
    assert deliveries() == {"statistician": ("waiting", 0)}
    assert "Connection refused" in outbox.parked().get().error
    tell_them(addresses.colleague)  # news gives the parked work another chance
    assert not outbox.parked().exists()


def test_an_account_closed_meanwhile_gets_none(addresses, mail_settings, mail_server):
    tell_them(addresses.statistician)
    User.objects.filter(pk=addresses.statistician.pk).update(is_active=False)
    work_off()
    assert deliveries() == {"statistician": ("failed", 1)}
    assert mail_server.conversations == 0


def test_e_mail_switched_off_leaves_what_waits(addresses, mail_settings, mail_server, settings):
    tell_them(addresses.statistician)
    settings.EMAIL_HOST = ""
    work_off()
    assert deliveries() == {"statistician": ("waiting", 0)}
    assert mail_server.conversations == 0
