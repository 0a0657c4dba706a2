"""A receipt comes with every handing-in and says what was handed in."""

import hashlib
import json
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from reporting.collection.receipts import issue_receipt
from reporting.collection.states import StateRefused
from reporting.models import ItemNote, Receipt
from tests.collection.conftest import cell, hand_in

pytestmark = pytest.mark.django_db


def by_hand(value: Any) -> str:
    """The canonical text as docs/receipts.md describes it, written without a JSON library."""
    if isinstance(value, dict):
        pairs = (f"{by_hand(name)}:{by_hand(value[name])}" for name in sorted(value))
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(by_hand, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(escapes.get(mark, mark) for mark in value) + '"'


def test_handing_in_issues_one(receipt, submitted_return, cast):
    assert (receipt.number, receipt.by) == (1, cast.statistician)
    assert receipt.content["receipt"]["number"] == f"2025-{submitted_return.pk:05d}-1"


def test_what_it_says(receipt):
    content = receipt.content
    assert (content["installation"], content["demonstration"]) == ("晋城妇儿规划监测", True)
    assert content["return"]["unit"] == "演示市卫生健康委员会"
    assert (content["return"]["area"], content["return"]["year"]) == ("演示市", 2025)
    maternal, water = content["cells"]
    assert (maternal["indicator"], maternal["unit"]) == ("maternal_mortality", "1/10万")
    # 1 death in 2,480 births: 100000 / 2480
    assert (maternal["numerator"], maternal["denominator"]) == ("1", "2480")
    assert maternal["value"] == "40.322581"
    assert (water["value"], water["numerator"], water["status"]) == ("95.5", "", "A")


def test_the_digest_found_a_second_way(receipt):
    """From the row as the database gives it, by another writer of the canonical text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT content::text, sha256 FROM reporting_receipt")
        text, stored = cursor.fetchone()
    assert hashlib.sha256(by_hand(json.loads(text)).encode()).hexdigest() == stored


def test_the_next_one_has_the_next_number(second_receipt, receipt):
    assert (receipt.number, second_receipt.number) == (1, 2)
    assert receipt.sha256 != second_receipt.sha256


def test_a_refused_handing_in_issues_none(submitted_return, cast):
    with pytest.raises(StateRefused):
        hand_in(submitted_return, cast)
    assert Receipt.objects.count() == 1


def test_explanations_of_other_numbers_are_left_out(filled_return, indicators, cast):
    from reporting.collection.explanation_reads import number_digest

    maternal = cell(filled_return, indicators.maternal)
    for digest, text in (("0" * 64, "旧的说明"), (number_digest(maternal), "新的说明")):
        ItemNote.objects.create(
            item=maternal,
            kind="explanation",
            rule="jump",
            reason_code="event",
            digest=digest,
            text=text,
            by=cast.statistician,
        )
    content = issue_receipt(submission=filled_return, by=cast.statistician).content
    said = content["cells"][0]["explanations"]
    assert said == [{"rule": "jump", "reason": "event", "text": "新的说明"}]


def test_a_receipt_cannot_be_changed(receipt):
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.filter(pk=receipt.pk).update(number=9)


def test_the_number_of_queries_does_not_grow(
    filled_return, indicators, cast, django_assert_num_queries, areas, units
):
    from reporting.collection.receipts import cells_of_return
    from reporting.models import Item

    with django_assert_num_queries(3):
        cells_of_return(filled_return)
    Item.objects.create(submission=filled_return, indicator=indicators.enrolment)
    with django_assert_num_queries(3):
        assert len(cells_of_return(filled_return)) == 3
