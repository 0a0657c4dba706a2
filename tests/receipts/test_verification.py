"""Verifying: does it exist, is it as it was, what has changed since, and who is told what."""

import copy
from decimal import Decimal

import pytest

from reporting.collection.entry import save_cells
from reporting.collection.receipt_text import digest_of
from reporting.collection.receipt_verification import verify
from reporting.models import Flow
from reporting.observations import Figure, record
from tests.collection.conftest import cell, typed
from tests.receipts.conftest import approve_everything

pytestmark = pytest.mark.django_db


def number_of(receipt):
    return receipt.content["receipt"]["number"]


def test_a_genuine_receipt_by_digest_and_by_number(receipt, cast):
    for asked in (receipt.sha256, number_of(receipt)):
        answer = verify(cast.statistician, asked)
        assert (answer.exists, answer.is_intact, answer.receipt) == (True, True, receipt)
        assert (answer.changes.in_return, answer.changes.in_store) == ([], [])


def test_a_digest_of_nothing(receipt, cast):
    assert verify(cast.statistician, "0" * 64).exists is False


def test_neither_digest_nor_number(receipt, cast):
    assert verify(cast.statistician, "回执") is None


def test_an_altered_figure_is_detected(receipt, cast, alter):
    content = copy.deepcopy(receipt.content)
    content["cells"][0]["numerator"] = "0"
    alter(receipt, content)
    answer = verify(cast.statistician, receipt.sha256)
    assert (answer.exists, answer.is_intact, answer.changes) == (True, False, None)


def test_a_receipt_moved_to_another_place_is_detected(receipt, cast, alter):
    """Content and digest agree, but the row says that it is the first handing-in."""
    from django.db import connection

    content = copy.deepcopy(receipt.content)
    content["receipt"]["time"] = 2
    alter(receipt, content)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE reporting_receipt SET sha256 = %s", [digest_of(content)])
    assert verify(cast.statistician, digest_of(content)).is_intact is False


def test_others_learn_that_it_exists_and_no_more(receipt, cast):
    for person in (cast.outsider, cast.county_reviewer, cast.other_reviewer, cast.leader):
        answer = verify(person, receipt.sha256)
        assert (answer.exists, answer.is_intact) == (True, True)
        assert (answer.receipt, answer.changes) == (None, None)
        assert verify(person, number_of(receipt)).exists is False  # numbers can be guessed


@pytest.mark.parametrize("name", ["colleague", "unit_head", "reviewer", "office_worker"])
def test_who_may_see_the_return_sees_the_answer(receipt, cast, name):
    assert verify(getattr(cast, name), receipt.sha256).receipt == receipt


def test_what_changed_in_the_return_since(half_returned, cast, indicators):
    maternal = cell(half_returned, indicators.maternal)
    counts = typed(maternal, numerator="2", denominator="2480")
    save_cells(submission=half_returned, cells=counts, by=cast.statistician)
    answer = verify(cast.statistician, half_returned.receipts.get().sha256)
    (change,) = answer.changes.in_return
    assert (change.name, change.old, change.new) == (
        "孕产妇死亡率",
        "40.3（1 / 2480）",
        "80.6（2 / 2480）",
    )
    assert answer.changes.in_store == []


def test_what_changed_in_store_since(submitted_return, cast, areas, indicators):
    approve_everything(submitted_return, cast)
    receipt = submitted_return.receipts.get()
    assert verify(cast.reviewer, receipt.sha256).changes.in_store == []
    corrected = Figure(
        indicator_id=indicators.water.pk, area=areas.city, year=2025, value=Decimal(93)
    )
    record([corrected], flow=Flow.RETURN, by=cast.reviewer, reason="更正")
    answer = verify(cast.reviewer, receipt.sha256)
    (change,) = answer.changes.in_store
    assert (change.name, change.old, change.new) == ("农村自来水普及率", "95.5", "93")
    assert answer.changes.in_return == []


def test_the_number_of_queries_does_not_grow(
    submitted_return, cast, indicators, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from reporting.models import Item

    sha256 = submitted_return.receipts.get().sha256
    verify(cast.reviewer, sha256)
    with CaptureQueriesContext(connection) as few:
        verify(cast.reviewer, sha256)
    Item.objects.create(submission=submitted_return, indicator=indicators.enrolment)
    with django_assert_num_queries(len(few)):
        assert len(verify(cast.reviewer, sha256).changes.in_return) == 1
