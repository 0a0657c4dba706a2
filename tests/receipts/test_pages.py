"""The pages of receipts."""

import copy
import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import AuditEvent
from reporting.collection.receipt_text import in_groups
from reporting.collection.receipts import issue_receipt
from reporting.models import Item

pytestmark = pytest.mark.django_db


def page(client, name, *arguments, **query):
    return client.get(reverse(name, args=arguments), query)


def test_the_receipt_says_all_of_it(receipt, sign_in):
    text = page(sign_in("statistician"), "receipt_page", receipt.pk).content.decode()
    for words in (
        "2025年度妇女儿童发展规划监测数据填报回执",
        receipt.content["receipt"]["number"],
        "演示市卫生健康委员会",
        "40.3（1 / 2480）",
        "95.5",
        in_groups(receipt.sha256),
        "单位负责人（签字）",
        "填报单位（盖章）",
        "演示数据",
    ):
        assert words in text


def test_an_altered_receipt_is_not_shown(receipt, sign_in, alter):
    content = copy.deepcopy(receipt.content)
    content["cells"][1]["value"] = "99.9"
    alter(receipt, content)
    text = page(sign_in("statistician"), "receipt_page", receipt.pk).content.decode()
    assert "这份回执不可信" in text
    assert "99.9" not in text


def test_the_text_gives_the_digest(receipt, sign_in):
    answer = page(sign_in("reviewer"), "receipt_text", receipt.pk)
    assert hashlib.sha256(answer.content).hexdigest() == receipt.sha256
    assert answer["Content-Disposition"].startswith("attachment;")
    event = AuditEvent.objects.latest("pk")
    assert (event.actor, event.action, event.object_id) == (
        "reviewer",
        "receipt.download",
        str(receipt.pk),
    )


def test_the_list_compares_the_last_two(second_receipt, sign_in):
    submission = second_receipt.submission
    answer = page(sign_in("statistician"), "receipt_list", submission.pk)
    (row,) = answer.context["differences"]
    assert (row.name, row.old, row.new) == (
        "孕产妇死亡率",
        "40.3（1 / 2480）",
        "80.6（2 / 2480）",
    )


def test_two_of_the_same_do_not_differ(second_receipt, sign_in):
    answer = page(
        sign_in("statistician"), "receipt_list", second_receipt.submission_id, old=1, new=1
    )
    assert "两次提交的内容完全相同" in answer.content.decode()


def test_without_a_receipt_the_list_says_what_to_do(health_return, sign_in):
    text = page(sign_in("statistician"), "receipt_list", health_return.pk).content.decode()
    assert "还没有回执" in text


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("", 200, "摘要值或回执编号"),
        ("abc", 422, "这既不是 64 位的摘要值，也不是回执编号"),
        ("0" * 64, 200, "没有这份回执"),
    ],
)
def test_verifying_what_is_not_there(receipt, sign_in, asked, status, words):
    answer = page(sign_in("leader"), "receipt_verify", q=asked)
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_verifying_as_the_unit_and_as_others(receipt, sign_in):
    own = page(sign_in("statistician"), "receipt_verify", q=in_groups(receipt.sha256))
    assert "回执真实，内容没有被改动" in own.content.decode()
    assert "报表和入库数据此后没有变化" in own.content.decode()
    other = page(sign_in("leader"), "receipt_verify", q=receipt.sha256).content.decode()
    assert "它属于其他单位" in other
    assert "演示市卫生健康委员会" not in other


def test_verifying_an_altered_one(receipt, sign_in, alter):
    content = copy.deepcopy(receipt.content)
    content["cells"][0]["value"] = "0"
    alter(receipt, content)
    text = page(sign_in("leader"), "receipt_verify", q=receipt.sha256).content.decode()
    assert "内容已被改动" in text


@pytest.mark.parametrize("name", ["receipt_page", "receipt_list", "receipt_text"])
def test_other_units_and_cities_find_nothing(receipt, sign_in, name):
    pk = receipt.submission_id if name == "receipt_list" else receipt.pk
    for person in ("outsider", "county_statistician", "other_reviewer"):
        assert page(sign_in(person), name, pk).status_code == 404


def test_the_number_of_queries_does_not_grow(receipt, second_receipt, sign_in, indicators):
    client = sign_in("statistician")
    addresses = [
        reverse("receipt_list", args=[receipt.submission_id]),
        reverse("receipt_page", args=[receipt.pk]),
        f"{reverse('receipt_verify')}?q={receipt.sha256}",
    ]

    def queries() -> list[int]:
        numbers = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            numbers.append(len(captured))
        return numbers

    few = queries()
    Item.objects.create(submission=receipt.submission, indicator=indicators.enrolment)
    issue_receipt(submission=receipt.submission, by=receipt.by)
    assert queries() == few
    assert max(few) <= 14
