"""Returns that were handed in, once and twice, and a way to alter a receipt behind our back."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from reporting.collection.entry import save_cells
from reporting.collection.review import review_cells
from reporting.models import Receipt, Submission
from tests.collection.conftest import (  # noqa: F401
    cell,
    decide,
    filled_return,
    find_return,
    half_returned,
    hand_in,
    handed_in_return,
    health_return,
    march,
    round_2025,
    submitted_return,
    typed,
)


@pytest.fixture
def receipt(submitted_return: Submission) -> Receipt:  # noqa: F811
    """The receipt of the first handing-in: 1 death in 2,480 births, 95.5 % tap water."""
    return submitted_return.receipts.get(number=1)


@pytest.fixture
def second_receipt(
    half_returned: Submission,  # noqa: F811
    indicators: SimpleNamespace,
    cast: SimpleNamespace,
) -> Receipt:
    """Maternal mortality came back and was handed in again with 2 deaths."""
    maternal = cell(half_returned, indicators.maternal)
    counts = typed(maternal, numerator="2", denominator="2480")
    save_cells(submission=half_returned, cells=counts, by=cast.statistician)
    hand_in(half_returned, cast)
    return half_returned.receipts.get(number=2)


Alter = Callable[[Receipt, dict[str, Any]], None]


@pytest.fixture
def alter() -> Alter:
    """Write another content under a receipt, as somebody with the database's password could."""

    def write(receipt: Receipt, content: dict[str, Any]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                "UPDATE reporting_receipt SET content = %s WHERE id = %s",
                [json.dumps(content), receipt.pk],
            )
            cursor.execute("SET LOCAL session_replication_role = origin")

    return write


def approve_everything(submission: Submission, cast: SimpleNamespace) -> None:
    """The bureau approves what waits for it."""
    waiting = submission.items.filter(review="pending")
    review_cells(
        submission=submission,
        decisions=[decide(item, approve=True) for item in waiting],
        by=cast.reviewer,
    )
