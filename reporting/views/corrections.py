"""Pages: asking for the correction of an approved figure, deciding on it, and its history."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from indicators.models import Role
from indicators.people.access import OVERSIGHT_ROLES, UNIT_ROLES
from indicators.people.refusal import NotPossible, Overtaken
from reporting.collection.cell_contents import TypedCell
from reporting.collection.correction_permissions import (
    can_decide,
    can_request,
    check_request,
    decidable_corrections,
    readable_figures,
    unit_corrections,
)
from reporting.collection.correction_reads import (
    current_line,
    latest_release,
    neighbours,
    own_lines,
    own_years,
    requests,
    words,
)
from reporting.collection.corrections import (
    REASONS_FOR_NONE,
    Wish,
    accept_correction,
    in_force_of,
    refuse_correction,
    request_correction,
)
from reporting.models import Correction, Observation
from reporting.observations.history import history_of
from reporting.views.access import open_to
from reporting.views.collection_forms import whole_number

CONFLICT, INVALID = 409, 422
ROWS_A_PAGE = 50
RELATED = ("indicator", "area", "breakdown", "requested_by", "decided_by")


@require_GET
@open_to([Role.STATISTICIAN, Role.UNIT_HEAD])
def correction_list(request: HttpRequest) -> HttpResponse:
    """My unit's requests, and the approved figures of a year (?year=) that I may ask to correct."""
    years = own_years(request.user)
    asked = whole_number(request.GET.get("year", ""))
    year = asked if asked in years else next(iter(years), None)
    rows = unit_corrections(request.user).select_related(*RELATED)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "requests": requests(page),
        "years": years,
        "year": year,
        "lines": own_lines(request.user, year) if year else [],
    }
    return render(request, "corrections/list.html", context)


@require_http_methods(["GET", "POST"])
@open_to([Role.STATISTICIAN])
def correction_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a correction of the figure; the form keeps what was typed."""
    figure = _current(get_object_or_404(_with_names(readable_figures(request.user)), pk=pk))
    check_request(request.user, figure)
    if request.method == "GET":
        return _request_page(request, figure)
    try:
        request_correction(figure=figure, wish=_wish(request), by=request.user)
    except NotPossible as refusal:
        return _request_page(request, figure, refusal)
    messages.success(request, "更正申请已提交，等待统计部门决定；在此之前数据不变。")
    return redirect("correction_list")


@require_GET
@open_to([Role.REVIEWER])
def correction_review_list(request: HttpRequest) -> HttpResponse:
    """The requests of my area: those that wait first, then what was decided."""
    rows = decidable_corrections(request.user).select_related(*RELATED)
    decided = rows.filter(decided_at__isnull=False).order_by("-decided_at")
    page = Paginator(decided, ROWS_A_PAGE).get_page(request.GET.get("page"))
    waiting = rows.filter(decided_at=None).order_by("requested_at")
    context = {"waiting": requests(waiting), "page": page, "decided": requests(page)}
    return render(request, "corrections/review_list.html", context)


@require_http_methods(["GET", "POST"])
@open_to([Role.REVIEWER])
def correction_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One request beside what stands now; POST accepts or refuses it."""
    rows = decidable_corrections(request.user).select_related(*RELATED)
    correction = get_object_or_404(rows, pk=pk)
    if request.method == "GET":
        return _decision_page(request, correction)
    note = request.POST.get("note", "")
    try:
        if request.POST.get("decision") == "accept":
            accept_correction(correction=correction, by=request.user, note=note)
            messages.success(request, "已采纳：更正后的数据已入库，正在重新评估。")
        elif request.POST.get("decision") == "refuse":
            refuse_correction(correction=correction, by=request.user, note=note)
            messages.success(request, "未采纳：数据不变，理由已告知申请单位。")
        else:
            raise NotPossible("请选择采纳或不采纳。")
    except NotPossible as refusal:
        correction.refresh_from_db()
        return _decision_page(request, correction, refusal)
    return redirect("correction_review_list")


@require_GET
@open_to(UNIT_ROLES | OVERSIGHT_ROLES)
def figure_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version of a figure: when, by whom, why."""
    figure = get_object_or_404(_with_names(readable_figures(request.user)), pk=pk)
    versions = [(row, words(row)) for row in history_of(figure)]
    context = {
        "figure": figure,
        "versions": versions,
        "may_request": can_request(request.user, figure),
    }
    return render(request, "corrections/history.html", context)


def _with_names(figures: QuerySet[Observation]) -> QuerySet[Observation]:
    return figures.select_related("indicator", "area", "breakdown")


def _current(figure: Observation) -> Observation:
    """The version in force now; the one from the address where there is none."""
    return in_force_of(figure) or figure


def _wish(request: HttpRequest) -> Wish:
    names = ("value", "numerator", "denominator", "missing_kind")
    return Wish(
        seen_version=whole_number(request.POST.get("seen_version", "")),
        typed=TypedCell(**{name: request.POST.get(name, "") for name in names}),
        reason=request.POST.get("reason", ""),
    )


def _request_page(
    request: HttpRequest, figure: Observation, refusal: NotPossible | None = None
) -> HttpResponse:
    context = {
        "figure": figure,
        "words": words(figure),
        "neighbours": neighbours(figure),
        "release": latest_release(figure),
        "reasons": [(kind.value, kind.label) for kind in REASONS_FOR_NONE],
        "posted": request.POST,
        "refusal": refusal,
    }
    return render(request, "corrections/new.html", context, status=_status(refusal))


def _decision_page(
    request: HttpRequest, correction: Correction, refusal: NotPossible | None = None
) -> HttpResponse:
    current = current_line(correction)
    context = {
        "correction": correction,
        "wanted": requests([correction])[0].wanted,
        "current": current,
        "neighbours": neighbours(current.figure) if current else [],
        "release": latest_release(current.figure) if current else None,
        "may_decide": can_decide(request.user, correction) and correction.decided_at is None,
        "posted": request.POST,
        "refusal": refusal,
    }
    return render(request, "corrections/decide.html", context, status=_status(refusal))


def _status(refusal: NotPossible | None) -> int:
    """409 where somebody else was quicker, 422 where the entry itself is wrong."""
    if refusal is None:
        return 200
    return CONFLICT if isinstance(refusal, Overtaken) else INVALID
