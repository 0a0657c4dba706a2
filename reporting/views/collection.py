"""Pages of the collection: what is mine to do, what waits for me, one return under review."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indicators.models import Role
from reporting.collection.cells import CellsRefused
from reporting.collection.handing_in import record_paper_signature, sign
from reporting.collection.reads import progress_of, reviews_of
from reporting.collection.review import Decision, DecisionRefused, review_cells
from reporting.collection.review_permissions import REVIEWING_ROLES, check_look_at
from reporting.collection.review_rows import ONLY_QUESTIONED, ReviewPage, review_page
from reporting.collection.states import StateRefused
from reporting.dashboards.my_tasks import my_tasks as tasks_page
from reporting.models import Submission
from reporting.permissions import get_or_404_for
from reporting.views.access import open_to
from reporting.views.collection_forms import typed_decisions, whole_number

CONFLICT, INVALID = 409, 422
Refusal = CellsRefused | StateRefused | DecisionRefused


@require_GET
@open_to(Role)
def my_tasks(request: HttpRequest) -> HttpResponse:
    """What is mine to do: returns, cells that came back, reviews, years, whatever my roles are."""
    return render(request, "collection/my_tasks.html", {"tasks": tasks_page(request.user)})


@require_GET
@open_to(REVIEWING_ROLES)
def review_list(request: HttpRequest) -> HttpResponse:
    """The returns that wait for my signature, my review or my acceptance."""
    return render(request, "collection/review_list.html", {"rows": reviews_of(request.user)})


@require_http_methods(["GET", "POST"])
@open_to(REVIEWING_ROLES)
def submission_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Each cell with all that was said about it; POST approves and returns the chosen ones.

    ?show=questioned keeps those about which a check asks something or that have changed.
    """
    submission = get_or_404_for(request.user, Submission, pk)
    check_look_at(request.user, submission)
    if request.method == "GET":
        return _review_page(request, submission)
    try:
        decisions = _decisions(request, submission)
        review_cells(submission=submission, decisions=decisions, by=request.user)
    except (CellsRefused, StateRefused, DecisionRefused) as refusal:
        return _review_page(request, submission, refusal)
    approved = sum(decision.approve for decision in decisions)
    messages.success(request, f"已通过 {approved} 项，退回 {len(decisions) - approved} 项。")
    return redirect(request.get_full_path())


@require_POST
@open_to([Role.UNIT_HEAD])
def return_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The head signs everything that waits and sends it to the bureau."""
    submission = get_or_404_for(request.user, Submission, pk)
    check_look_at(request.user, submission)
    version = whole_number(request.POST.get("version", ""))
    try:
        signed = sign(submission=submission, version=version, by=request.user)
    except (CellsRefused, StateRefused, DecisionRefused) as refusal:
        return _review_page(request, submission, refusal)
    messages.success(request, f"{signed} 已签字报送，{signed.get_state_display()}。")
    return redirect("my_tasks")


@require_POST
@open_to([Role.STATISTICIAN])
def return_paper_signature(request: HttpRequest, pk: int) -> HttpResponse:
    """The statistician records who signed on paper, where the head is no longer there."""
    submission = get_or_404_for(request.user, Submission, pk)
    try:
        record_paper_signature(
            submission=submission,
            version=whole_number(request.POST.get("version", "")),
            by=request.user,
            paper_signature=request.POST.get("paper_signature", ""),
        )
    except StateRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{submission} 已登记纸质签字，等待统计部门审核。")
    return redirect("my_tasks")


def _decisions(request: HttpRequest, submission: Submission) -> list[Decision]:
    """What was chosen cell by cell, or everything about which nothing is to be asked."""
    if "pass-plain" not in request.POST:
        return typed_decisions(request.POST)
    page = review_page(submission, by=request.user)
    plain = {row.item.pk for row in page.rows if row.may_pass_at_once}
    seen = {
        pk: whole_number(request.POST.get(f"cell-{pk}-version", ""))
        for pk in plain
        if f"cell-{pk}-version" in request.POST
    }
    return [Decision(pk, version, approve=True) for pk, version in seen.items()]


def _review_page(
    request: HttpRequest, submission: Submission, refusal: Refusal | None = None
) -> HttpResponse:
    progress = progress_of(submission)
    show = request.GET.get("show", "")
    page = review_page(
        progress.submission,
        by=request.user,
        show=ONLY_QUESTIONED if show == ONLY_QUESTIONED else "",
        posted=request.POST,
        refusal=refusal if isinstance(refusal, CellsRefused) else None,
    )
    context: dict[str, Any] = {
        "progress": progress,
        "page": page,
        "next": _next_return(request, submission, page),
        "refusal": refusal,
    }
    return render(request, "collection/review.html", context, status=_status(refusal))


def _next_return(
    request: HttpRequest, submission: Submission, page: ReviewPage
) -> Submission | None:
    """The return to go on with when nothing waits here any more."""
    if page.is_open:
        return None
    others = (row.submission for row in reviews_of(request.user))
    return next((row for row in others if row.pk != submission.pk), None)


def _status(refusal: Refusal | None) -> int:
    """409 where somebody else was quicker, 422 where the entry itself is wrong."""
    if refusal is None:
        return 200
    is_conflict = isinstance(refusal, StateRefused) or (
        isinstance(refusal, CellsRefused) and bool(refusal.differences)
    )
    return CONFLICT if is_conflict else INVALID
