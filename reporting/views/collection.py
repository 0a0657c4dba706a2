"""Pages of the collection: tasks, entry, review and the progress of a round."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indicators.models import Role
from indicators.people.access import OVERSIGHT_ROLES
from reporting.collection.cells import CellsRefused
from reporting.collection.entry import save_cells
from reporting.collection.entry_grid import entry_grid
from reporting.collection.handing_in import submit
from reporting.collection.reads import (
    FILLING_ROLES,
    overview,
    progress_of,
    reviews_of,
    rounds_of,
    tasks_of,
)
from reporting.collection.review import DecisionRefused, review_cells
from reporting.collection.review_rows import review_page
from reporting.collection.states import StateRefused
from reporting.models import MissingKind, Submission
from reporting.permissions import can_enter, check_review, get_or_404_for
from reporting.views.access import open_to
from reporting.views.collection_forms import typed_cells, typed_decisions, whole_number

CONFLICT, INVALID = 409, 422


@require_GET
@open_to(FILLING_ROLES)
def my_tasks(request: HttpRequest) -> HttpResponse:
    """What my unit owes, until when, in which state, and what to do next."""
    return render(request, "collection/my_tasks.html", {"tasks": tasks_of(request.user)})


@require_http_methods(["GET", "POST"])
@open_to(FILLING_ROLES)
def submission_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid of a return; POST saves every typed cell, or none."""
    submission = get_or_404_for(request.user, Submission, pk)
    if request.method == "GET":
        return _entry_page(request, submission)
    try:
        changed = _save(request, submission)
    except (CellsRefused, StateRefused) as refusal:
        return _entry_page(request, submission, refusal)
    messages.success(request, f"已保存 {changed} 项。" if changed else "没有改动，无需保存。")
    return redirect("submission_entry", pk)


@require_POST
@open_to(FILLING_ROLES)
def submission_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what is typed, then hand the return in. What could be saved stays saved."""
    submission = get_or_404_for(request.user, Submission, pk)
    version = whole_number(request.POST.get("version", ""))
    try:
        # A save takes the return one version on; any other step was somebody else's.
        version += _save(request, submission) > 0
    except (CellsRefused, StateRefused) as refusal:
        return _entry_page(request, submission, refusal)
    try:
        submit(submission=submission, version=version, by=request.user)
    except (CellsRefused, StateRefused) as refusal:
        return _entry_page(request, submission, refusal, is_saved=True)
    messages.success(request, f"{submission} 已提交，等待统计部门审核。")
    return redirect("my_tasks")


@require_GET
@open_to([Role.REVIEWER])
def review_list(request: HttpRequest) -> HttpResponse:
    """The returns that wait for my review."""
    return render(request, "collection/review_list.html", {"rows": reviews_of(request.user)})


@require_http_methods(["GET", "POST"])
@open_to([Role.REVIEWER])
def submission_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Each cell beside last year's; POST approves and returns the chosen ones."""
    submission = get_or_404_for(request.user, Submission, pk)
    check_review(request.user, submission)
    if request.method == "GET":
        return _review_page(request, submission)
    try:
        decisions = typed_decisions(request.POST)
        review_cells(submission=submission, decisions=decisions, by=request.user)
    except (CellsRefused, StateRefused, DecisionRefused) as refusal:
        return _review_page(request, submission, refusal)
    approved = sum(decision.approve for decision in decisions)
    messages.success(request, f"已通过 {approved} 项，退回 {len(decisions) - approved} 项。")
    return redirect("submission_review", pk)


@require_GET
@open_to(OVERSIGHT_ROLES)
def round_list(request: HttpRequest) -> HttpResponse:
    """Who has filed in a round: ?round= chooses it, the newest by default."""
    rounds = rounds_of(request.user)
    wanted = whole_number(request.GET.get("round", ""))
    chosen = next((each for each in rounds if each.pk == wanted), rounds[0] if rounds else None)
    return render(
        request,
        "collection/round_list.html",
        {"rounds": rounds, "overview": overview(request.user, chosen) if chosen else None},
    )


def _save(request: HttpRequest, submission: Submission) -> int:
    return save_cells(submission=submission, cells=typed_cells(request.POST), by=request.user)


def _entry_page(
    request: HttpRequest,
    submission: Submission,
    refusal: CellsRefused | StateRefused | None = None,
    is_saved: bool = False,
) -> HttpResponse:
    progress = progress_of(submission)
    grid = entry_grid(
        progress.submission,
        may_enter=can_enter(request.user, submission),
        cells={} if is_saved else typed_cells(request.POST),
        refusal=refusal if isinstance(refusal, CellsRefused) else None,
    )
    context = {
        "progress": progress,
        "grid": grid,
        "refusal": refusal,
        "is_saved": is_saved,
        "missing_kinds": MissingKind.choices,
    }
    return render(request, "collection/entry.html", context, status=_status(refusal))


def _review_page(
    request: HttpRequest, submission: Submission, refusal: Exception | None = None
) -> HttpResponse:
    progress = progress_of(submission)
    page = review_page(
        progress.submission,
        by=request.user,
        posted=request.POST,
        refusal=refusal if isinstance(refusal, CellsRefused) else None,
    )
    context = {"progress": progress, "page": page, "refusal": refusal}
    return render(request, "collection/review.html", context, status=_status(refusal))


def _status(refusal: Exception | None) -> int:
    """409 where somebody else was quicker, 422 where the entry itself is wrong."""
    if refusal is None:
        return 200
    is_conflict = isinstance(refusal, StateRefused) or (
        isinstance(refusal, CellsRefused) and refusal.differences
    )
    return CONFLICT if is_conflict else INVALID
