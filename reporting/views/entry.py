"""The entry page of a return: its grid, saving without script, and handing it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from indicators.people.refusal import NotPossible
from reporting.collection.cells import CellsRefused
from reporting.collection.entry import CLOSED, save_cells
from reporting.collection.entry_grid import QUALIFIERS
from reporting.collection.entry_page import Asked, entry_page, returns_beside
from reporting.collection.entry_words import STATUSES
from reporting.collection.explanations import REASON_CODES, explain
from reporting.collection.handing_in import needs_paper, submit
from reporting.collection.reads import FILLING_ROLES, progress_of
from reporting.collection.states import StateRefused
from reporting.models import Item, MissingKind, ReviewState, Submission
from reporting.permissions import can_enter, get_or_404_for
from reporting.views.access import open_to
from reporting.views.collection_forms import typed_cells, typed_explanations, whole_number

CONFLICT, INVALID = 409, 422
ALL = "all"
TURN = (ReviewState.OPEN, ReviewState.RETURNED)
# In this order: the first one makes what the others hang on to, the last one starts them.
SCRIPTS = tuple(
    f"js/entry{name}.js"
    for name in (
        "_numbers",
        "_cells",
        "_store",
        "_below",
        "_conflict",
        "_send",
        "_save",
        "_sign_in",
        "_details",
        "_keys",
        "_paste",
        "_submit",
        "",
    )
)


@dataclass(frozen=True)
class Refusal:
    """Why something was not stored or not handed in, and of which return."""

    reason: CellsRefused | StateRefused
    submission: Submission
    is_saved: bool = False

    @property
    def status(self) -> int:
        """409 where somebody else was quicker, 422 where the entry itself is wrong."""
        if isinstance(self.reason, StateRefused) or self.reason.differences:
            return CONFLICT
        findings = [each for found in self.reason.findings.values() for each in found]
        return CONFLICT if any(each.rule == CLOSED for each in findings) else INVALID


@require_http_methods(["GET", "POST"])
@open_to(FILLING_ROLES)
def submission_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid of a unit's returns; POST saves every typed cell, or none."""
    submission = get_or_404_for(request.user, Submission, pk)
    if request.method == "GET":
        return _page(request, submission)
    try:
        changed = _save(request, submission)
    except (CellsRefused, StateRefused) as reason:
        return _page(request, submission, Refusal(reason, submission))
    explained = _explain(request, submission)
    if changed or not explained:
        messages.success(request, f"已保存 {changed} 项。" if changed else "没有改动，无需保存。")
    return redirect("submission_entry", pk)


@require_POST
@open_to(FILLING_ROLES)
def submission_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what is typed, then hand in one return or all of them.

    What could be saved stays saved, what could be handed in stays handed in.
    """
    submission = get_or_404_for(request.user, Submission, pk)
    returns = list(returns_beside(submission))
    seen = {row.pk: _seen_version(request, row) for row in returns}
    before = {row.pk: row.version for row in returns}
    try:
        _save(request, submission)
    except (CellsRefused, StateRefused) as reason:
        return _page(request, submission, Refusal(reason, submission))
    handed_in = []
    for row in _chosen(request, submission, returns):
        # A save takes the return on; any other step since the page was shown was somebody else's.
        own_step = Submission.objects.get(pk=row.pk).version - before[row.pk]
        try:
            handed_in.append(
                submit(
                    submission=row,
                    version=seen[row.pk] + own_step,
                    by=request.user,
                    paper_signature=request.POST.get("paper_signature", ""),
                )
            )
        except (CellsRefused, StateRefused) as reason:
            _tell(request, handed_in)
            return _page(request, submission, Refusal(reason, row, is_saved=True))
    _tell(request, handed_in)
    return redirect(_receipt_address(handed_in[-1])) if handed_in else redirect("my_tasks")


def _save(request: HttpRequest, submission: Submission) -> int:
    return save_cells(submission=submission, cells=typed_cells(request.POST), by=request.user)


def _explain(request: HttpRequest, submission: Submission) -> int:
    """Keep the explanations that the form holds, and say which could not be kept; how many."""
    asked = typed_explanations(request.POST)
    rows = Item.objects.filter(
        pk__in={each.item_id for each in asked},
        submission__round=submission.round_id,
        submission__organisation=submission.organisation_id,
    ).select_related("indicator", "submission__round")
    items = {item.pk: item for item in rows}
    for each in asked:
        item = items.get(each.item_id)
        try:
            if item is not None:
                explain(
                    item=item,
                    rule=each.rule,
                    reason_code=each.reason_code,
                    text=each.text,
                    by=request.user,
                )
                messages.success(request, f"{item.indicator}：说明已保存。")
        except (NotPossible, StateRefused) as refusal:
            messages.error(request, f"{item.indicator if item else ''}：{refusal}")
    return len(asked)


def _seen_version(request: HttpRequest, submission: Submission) -> int:
    return whole_number(request.POST.get(f"return-{submission.pk}-version", ""))


def _chosen(
    request: HttpRequest, submission: Submission, returns: list[Submission]
) -> list[Submission]:
    """The return of the button that was pressed; the page's own one by default."""
    wanted = request.POST.get("hand-in", "")
    if wanted == ALL:
        return [row for row in returns if row.items.filter(review__in=TURN).exists()]
    return [row for row in returns if str(row.pk) == wanted] or [submission]


def _tell(request: HttpRequest, handed_in: list[Submission]) -> None:
    for row in handed_in:
        messages.success(request, f"{row}（{row.area}）已提交，{row.get_state_display()}。")


def _receipt_address(submission: Submission) -> str:
    return reverse("receipt_page", args=[submission.receipts.latest("number").pk])


def _page(
    request: HttpRequest, submission: Submission, refusal: Refusal | None = None
) -> HttpResponse:
    reason = refusal.reason if refusal else None
    is_posted = refusal is not None and not refusal.is_saved
    asked = Asked(
        cells=typed_cells(request.POST) if is_posted else {},
        refusal=reason if isinstance(reason, CellsRefused) else None,
        opened=whole_number(request.GET.get("more", "")),
    )
    page = entry_page(submission, user=request.user, asked=asked)
    parts = [_part(request, row) for row in page.returns]
    needs_signature = any(part["needs_paper"] for part in parts)
    context = {
        "progress": progress_of(submission),
        "page": page,
        "scripts": SCRIPTS,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "needs_paper": needs_signature,
        "next_step": "同级统计部门审核" if needs_signature else "本单位负责人审核",
        "refusal": reason,
        "is_saved": refusal is not None and refusal.is_saved,
        "parts": parts,
    } | _choices()
    return render(
        request, "collection/entry.html", context, status=refusal.status if refusal else 200
    )


def _part(request: HttpRequest, submission: Submission) -> dict[str, Any]:
    """A return of the page as its hand-in form shows it."""
    may_enter = can_enter(request.user, submission)
    return {
        "submission": submission,
        "may_enter": may_enter,
        "needs_paper": may_enter and needs_paper(submission, request.user),
    }


def _choices() -> Mapping[str, Any]:
    return {
        "missing_kinds": MissingKind.choices,
        "qualifiers": QUALIFIERS,
        "statuses": [(status.value, status.label) for status in STATUSES],
        "reason_codes": REASON_CODES.items(),
    }
