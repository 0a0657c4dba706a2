"""The receipt (填报回执) of a return: what was handed in, kept with the digest that proves it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from indicators.models import Installation, User
from reporting.attachments import attachments_of
from reporting.collection.explanation_reads import explanations_of, number_digest
from reporting.collection.receipt_text import FORMAT, digest_of, receipt_number
from reporting.collection.typed_numbers import number_text
from reporting.models import Attachment, Item, ItemNote, Receipt, Submission


@transaction.atomic
def issue_receipt(*, submission: Submission, by: User) -> Receipt:
    """Keep what is handed in now, the whole return as it stands; the receipt.

    Called within the handing-in, which has locked the return: numbers have no gaps.
    """
    last = submission.receipts.aggregate(Max("number"))["number__max"]
    number = (last or 0) + 1
    content = content_of_return(submission, number=number, by=by)
    return Receipt.objects.create(
        submission=submission, number=number, content=content, sha256=digest_of(content), by=by
    )


def content_of_return(submission: Submission, *, number: int, by: User) -> dict[str, Any]:
    """Everything that a receipt says, texts only, so that it reads back as it was written."""
    installation = Installation.objects.first()
    round_ = submission.round
    return {
        "format": FORMAT,
        "installation": installation.name if installation else "",
        "demonstration": bool(installation and installation.is_demo),
        "receipt": {
            "number": receipt_number(round_.year, submission.pk, number),
            "time": number,
            "at": timezone.localtime().isoformat(timespec="seconds"),
            "by": by.display_name,
            "username": by.username,
        },
        "return": {
            "id": submission.pk,
            "year": round_.year,
            "round": str(round_),
            "unit": submission.organisation.name,
            "unit_code": submission.organisation.code,
            "area": submission.area.name,
            "area_code": submission.area.code,
            "due_on": submission.due.isoformat(),
            "paper_signature": submission.paper_signature,
        },
        "cells": cells_of_return(submission),
    }


def cells_of_return(submission: Submission) -> list[dict[str, Any]]:
    """Every cell as it stands now, with its explanations and evidence. Three queries."""
    items = list(
        Item.objects.filter(submission=submission)
        .select_related("indicator", "breakdown")
        .order_by("indicator__position", "indicator__code", "breakdown")
    )
    explanations = _explanations(submission, items)
    evidence = attachments_of(submission)
    return [_cell(item, explanations.get(item.pk, []), evidence.get(item.pk, [])) for item in items]


def _cell(item: Item, notes: list[ItemNote], files: list[Attachment]) -> dict[str, Any]:
    indicator = item.indicator
    return {
        "indicator": indicator.code,
        "indicator_name": indicator.name,
        "breakdown": item.breakdown_id,
        "breakdown_name": item.breakdown.name,
        "unit": indicator.unit,
        "decimals": indicator.decimals,
        "value": number_text(item.value),
        "numerator": number_text(item.numerator),
        "denominator": number_text(item.denominator),
        "qualifier": item.qualifier,
        "status": item.status,
        "missing_kind": item.missing_kind,
        "expected_on": item.expected_on.isoformat() if item.expected_on else "",
        "note": item.note,
        "reference_period": item.reference_period or indicator.reference_period,
        "explanations": [
            {"rule": note.rule, "reason": note.reason_code, "text": note.text} for note in notes
        ],
        "evidence": [{"name": file.name, "sha256": file.sha256} for file in files],
    }


def _explanations(submission: Submission, items: Iterable[Item]) -> dict[int, list[ItemNote]]:
    """What was explained about the numbers as they are now, by cell; the last word for each rule.

    Explanations of earlier numbers no longer count.
    """
    said = explanations_of(submission)
    return {
        item.pk: list({note.rule: note for note in said[item.pk] if note.digest == digest}.values())
        for item in items
        if item.pk in said
        for digest in [number_digest(item)]
    }
