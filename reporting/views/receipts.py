"""Pages: the receipts of a return, one of them on paper, and whether one is genuine."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from indicators.people.access import FIGURE_ROLES, OVERSIGHT_ROLES, UNIT_ROLES
from indicators.people.audit import record_act
from reporting.collection.receipt_text import (
    canonical_text,
    cell_name,
    cell_words,
    differences,
    in_groups,
)
from reporting.collection.receipt_verification import is_intact, verify
from reporting.models import Receipt, Submission
from reporting.permissions import get_or_404_for
from reporting.views.access import open_to
from reporting.views.collection_forms import whole_number

READERS = UNIT_ROLES | OVERSIGHT_ROLES
INVALID = 422


@require_GET
@open_to(READERS)
def receipt_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipts of a return; ?old= and ?new= (numbers) compare two, the last two by default."""
    submission = get_or_404_for(request.user, Submission, pk)
    receipts = list(submission.receipts.select_related("by").order_by("-number"))
    numbers = {receipt.number: receipt for receipt in receipts}
    latest = receipts[0].number if receipts else 0
    new = numbers.get(whole_number(request.GET.get("new", "")), numbers.get(latest))
    old = numbers.get(whole_number(request.GET.get("old", "")), numbers.get(latest - 1))
    context: dict[str, Any] = {"submission": submission, "receipts": receipts}
    context |= {"old": old, "new": new}
    if old and new:
        context["is_readable"] = is_intact(old) and is_intact(new)
        if context["is_readable"]:
            context["differences"] = differences(old.content["cells"], new.content["cells"])
            context |= {"old_words": f"第 {old.number} 次", "new_words": f"第 {new.number} 次"}
    return render(request, "receipts/list.html", context)


@require_GET
@open_to(READERS)
def receipt_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt as it is kept and printed; altered content is not shown as a receipt."""
    receipt = get_or_404_for(request.user, Receipt, pk)
    intact = is_intact(receipt)
    context = {"receipt": receipt, "is_intact": intact, "digest": in_groups(receipt.sha256)}
    if intact:
        content = receipt.content
        context |= {
            "content": content,
            "handed_in_at": datetime.datetime.fromisoformat(content["receipt"]["at"]),
            "due_on": datetime.date.fromisoformat(content["return"]["due_on"]),
            "rows": [
                (cell_name(cell), cell_words({**cell, "note": ""}), cell)
                for cell in content["cells"]
            ],
        }
    return render(request, "receipts/page.html", context)


@never_cache
@require_GET
@open_to(READERS)
def receipt_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The canonical text as a file: its SHA-256, taken by any program, is the digest."""
    receipt = get_or_404_for(request.user, Receipt, pk)
    name = f"填报回执 {receipt.submission} 第{receipt.number}次.json"
    record_act(by=request.user, action="receipt.download", subject=receipt, new={"name": name})
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    text = canonical_text(receipt.content)
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


@require_GET
@open_to(FIGURE_ROLES)
def receipt_verify(request: HttpRequest) -> HttpResponse:
    """?q= is a digest or a receipt number; says whether it is genuine and what changed since."""
    asked = request.GET.get("q", "").strip()
    answer = verify(request.user, asked) if asked else None
    context = {
        "asked": asked[:200],
        "answer": answer,
        "is_unreadable": bool(asked) and answer is None,
        "digest": in_groups(answer.receipt.sha256) if answer and answer.receipt else "",
    }
    status = INVALID if context["is_unreadable"] else 200
    return render(request, "receipts/verify.html", context, status=status)
