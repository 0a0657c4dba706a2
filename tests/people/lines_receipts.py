"""The lines of the permission table about receipts and evidence files."""

import hashlib
from collections.abc import Callable
from types import SimpleNamespace

from reporting.attachments import folder
from reporting.collection.receipts import issue_receipt
from reporting.models import Attachment

CONTENT = b"%PDF-1.7\n%%EOF\n"


def _submission(made: SimpleNamespace) -> list[int]:
    return [made.submission.pk]


def _receipt(made: SimpleNamespace) -> list[int]:
    """The receipt of the health unit's return."""
    found = made.submission.receipts.first()
    return [(found or issue_receipt(submission=made.submission, by=made.user)).pk]


def _cell(made: SimpleNamespace) -> list[int]:
    return [made.submission.pk, made.submission.items.order_by("pk").first().pk]


def _attachment(made: SimpleNamespace) -> list[int]:
    """A file of its first cell."""
    row = Attachment.objects.create(
        item=made.submission.items.order_by("pk").first(),
        name="报表原件.pdf",
        size=len(CONTENT),
        media_type="application/pdf",
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        stored_as=f"test-{Attachment.objects.count()}",
        uploaded_by=made.user,
    )
    (folder() / row.stored_as).write_bytes(CONTENT)
    return [row.pk]


LINES: dict[tuple[str, str], str] = {
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("GET", "receipt_list"): "302  200  200  404  200  200  403  403  404  404  404  404",
    ("GET", "receipt_page"): "302  200  200  404  200  200  403  403  404  404  404  404",
    ("GET", "receipt_text"): "302  200  200  404  200  200  403  403  404  404  404  404",
    ("GET", "receipt_verify"): "302  200  200  200  200  200  200  403  200  200  200  200",
    ("GET", "attachment_add"): "302  200  200  404  200  200  403  403  404  404  404  404",
    # without a file: the unit is told to choose one, everybody else that it is not theirs to add
    ("POST", "attachment_add"): "302  422  403  404  403  403  403  403  404  404  404  404",
    ("GET", "attachment_download"): "302  200  200  404  200  200  403  403  404  404  404  404",
    ("POST", "attachment_remove"): "302  302  403  404  403  403  403  403  404  403  403  404",
}

ARGUMENTS: dict[str, Callable[[SimpleNamespace], list[int]]] = {
    "receipt_list": _submission,
    "receipt_page": _receipt,
    "receipt_text": _receipt,
    "attachment_add": _cell,
    "attachment_download": _attachment,
    "attachment_remove": _attachment,
}
