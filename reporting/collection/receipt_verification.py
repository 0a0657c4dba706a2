"""Is this receipt ours, does it still say what it said, and has the return changed since?

Whether a receipt with a digest exists, anybody who works with figures may ask; what is in it is
told to those who may see the return. Numbers can be guessed, so they are looked up only there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reporting.collection.receipt_text import (
    FIGURE_FIELDS,
    CellDifference,
    differences,
    digest_of,
    read_digest,
    read_number,
)
from reporting.collection.receipts import cells_of_return
from reporting.collection.typed_numbers import number_text
from reporting.models import Flow, Observation, Receipt, Submission

RELATED = ("submission__round__area", "submission__organisation", "submission__area", "by")


@dataclass(frozen=True)
class Changes:
    """What differs from a receipt now: in the return, and in the figures in store."""

    in_return: Sequence[CellDifference]
    in_store: Sequence[CellDifference]


@dataclass(frozen=True)
class Verification:
    """The answer; without `receipt` there is none, or this person may not see it."""

    exists: bool
    is_intact: bool = False
    receipt: Receipt | None = None
    changes: Changes | None = None


def verify(user: Any, text: str) -> Verification | None:
    """Look up a digest or a receipt number; None where the text is neither."""
    digest, number = read_digest(text), read_number(text)
    if digest:
        found = Receipt.objects.filter(sha256=digest)
    elif number:
        year, submission_id, time = number
        found = Receipt.objects.visible_to(user).filter(
            submission=submission_id, submission__round__year=year, number=time
        )
    else:
        return None
    receipt = found.select_related(*RELATED).first()
    if receipt is None:
        return Verification(exists=False)
    intact = is_intact(receipt)
    if not Submission.objects.visible_to(user).filter(pk=receipt.submission_id).exists():
        return Verification(exists=True, is_intact=intact)
    changes = changes_since(receipt) if intact else None
    return Verification(exists=True, is_intact=intact, receipt=receipt, changes=changes)


def is_intact(receipt: Receipt) -> bool:
    """The stored content still gives the stored digest, and belongs to this return."""
    if digest_of(receipt.content) != receipt.sha256:
        return False
    named = (receipt.content["return"]["id"], receipt.content["receipt"]["time"])
    return named == (receipt.submission_id, receipt.number)


def changes_since(receipt: Receipt) -> Changes:
    """What the return and the store say now that the receipt did not. Constant queries."""
    then = receipt.content["cells"]
    stored = _figures(receipt.submission, {cell["indicator"] for cell in then})
    in_store = [cell for cell in then if (cell["indicator"], cell["breakdown"]) in stored]
    figures = [
        {**cell, **stored[cell["indicator"], cell["breakdown"]], "note": cell["note"]}
        for cell in in_store
    ]
    return Changes(
        in_return=differences(then, cells_of_return(receipt.submission)),
        in_store=differences(in_store, figures, FIGURE_FIELDS),
    )


def _figures(submission: Submission, codes: set[str]) -> dict[tuple[str, int], dict[str, str]]:
    """The reported figures in force for the cells of the return, as a receipt writes them."""
    rows = Observation.objects.in_force().filter(
        area=submission.area,
        year=submission.round.year,
        flow=Flow.RETURN,
        source=None,
        indicator__code__in=codes,
    )
    return {
        (row.indicator.code, row.breakdown_id): {
            "value": number_text(row.value),
            "numerator": number_text(row.numerator),
            "denominator": number_text(row.denominator),
            "qualifier": row.qualifier,
            "missing_kind": row.missing_kind,
            "expected_on": row.expected_on.isoformat() if row.expected_on else "",
        }
        for row in rows.select_related("indicator")
    }
