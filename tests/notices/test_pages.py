"""The inbox page, the bell, and what the administrator is told of e-mails."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.models import Notice, NoticeDelivery
from reporting.notices.inbox import unread_count
from tests.notices.conftest import tell_them

pytestmark = pytest.mark.django_db


def test_the_bell_counts_what_is_unread(sign_in, cast):
    client = sign_in("statistician")
    assert client.get(reverse("notice_list")).context["frame"].unread == 0
    tell_them(cast.statistician)
    page = client.get(reverse("notice_list"))
    assert page.context["frame"].unread == 1
    assert "未读 1" in page.content.decode()


def test_an_empty_inbox_says_what_will_come(sign_in):
    client = sign_in("statistician")
    assert "还没有通知" in client.get(reverse("notice_list")).content.decode()
    assert "没有未读通知" in client.get(reverse("notice_list") + "?unread=1").content.decode()


def test_opening_marks_read_and_leads_on(sign_in, cast):
    tell_them(cast.statistician)
    notice = Notice.objects.get()
    answer = sign_in("statistician").get(reverse("notice_open", args=[notice.pk]))
    assert answer["Location"] == "/submissions/1/"
    assert unread_count(cast.statistician) == 0


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_opening_never_leaves_the_site(sign_in, cast, address):
    tell_them(cast.statistician, address=address)
    notice = Notice.objects.get()
    answer = sign_in("statistician").get(reverse("notice_open", args=[notice.pk]))
    assert answer["Location"] == reverse("notice_list")


def test_a_notice_is_its_recipients_alone(sign_in, cast):
    tell_them(cast.statistician)
    pk = Notice.objects.get().pk
    assert sign_in("colleague").get(reverse("notice_open", args=[pk])).status_code == 404
    assert unread_count(cast.statistician) == 1


def test_marking_all_read_leaves_what_came_since(sign_in, cast):
    tell_them(cast.statistician)
    client = sign_in("statistician")
    newest = client.get(reverse("notice_list")).context["newest"]
    tell_them(cast.statistician, occasion="another")
    client.post(reverse("notice_read_all"), {"newest": newest})
    assert unread_count(cast.statistician) == 1


def test_only_unread_ones(sign_in, cast):
    tell_them(cast.statistician, title="读过的")
    client = sign_in("statistician")
    client.get(reverse("notice_open", args=[Notice.objects.get().pk]))
    tell_them(cast.statistician, occasion="another", title="没读的")
    text = client.get(reverse("notice_list") + "?unread=1").content.decode()
    assert "没读的" in text
    assert "读过的" not in text


def test_what_others_wrote_is_text(sign_in, cast):
    tell_them(cast.statistician, title="<b>x</b>", body="<script>alert(1)</script>\n第二行")
    text = sign_in("statistician").get(reverse("notice_list")).content.decode()
    assert "<b>x</b>" not in text
    assert "<script>alert" not in text
    assert "<br>第二行" in text


def test_the_number_of_queries_does_not_grow(sign_in, cast):
    client = sign_in("statistician")
    numbers = []
    for size in (1, 60):
        for number in range(size):
            tell_them(cast.statistician, occasion=f"{size} {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("notice_list"))
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 7


def test_the_administrator_reads_that_e_mail_is_not_configured(sign_in, settings, cast):
    settings.EMAIL_HOST = ""
    text = sign_in("administrator").get(reverse("job_page")).content.decode()
    assert "没有配置邮件服务器" in text


def test_the_administrator_reads_what_failed(sign_in, addresses, mail_settings):
    tell_them(addresses.statistician, addresses.colleague)
    NoticeDelivery.objects.filter(address__startswith="s").update(
        state="failed", attempts=1, error="550 no such user"
    )
    text = sign_in("administrator").get(reverse("job_page")).content.decode()
    assert "待发 1，已发 0，失败 1" in text
    assert "statistician@city.example）：550 no such user" in text
    assert "孕产妇" not in text
