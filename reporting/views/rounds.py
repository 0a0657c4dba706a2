"""Pages of a round: progress, opening, reminders, more time for one unit, closing, reopening."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indicators.models import Indicator, Role
from indicators.people.access import OVERSIGHT_ROLES
from indicators.people.refusal import NotPossible, Overtaken
from reporting.collection.asking import not_asked
from reporting.collection.indicator_sets import newest_set
from reporting.collection.reads import progress_of, rounds_of
from reporting.collection.round_acts import acts_on
from reporting.collection.round_progress import FILTERS, overview, progress_workbook
from reporting.collection.round_running import (
    close_round,
    extend,
    remind_late,
    reopen_round,
)
from reporting.collection.rounds import add_to_round, open_round
from reporting.collection.states import StateRefused
from reporting.models import Round, RoundState, Submission
from reporting.permissions import can_open_round, check_open_round, get_or_404_for
from reporting.views.access import open_to
from reporting.views.collection_forms import whole_number
from reporting.views.rounds_forms import ExtendForm, RoundForm
from reporting.views.rounds_objects import round_area
from reporting.workbooks.writing import MIME_TYPE

CONFLICT, INVALID = 409, 422


@require_GET
@open_to(OVERSIGHT_ROLES)
def round_list(request: HttpRequest) -> HttpResponse:
    """Who has filed in a round: ?round= chooses it (the newest by default), ?show= the rows."""
    rounds = rounds_of(request.user)
    wanted = whole_number(request.GET.get("round", ""))
    chosen = next((each for each in rounds if each.pk == wanted), rounds[0] if rounds else None)
    context = {"rounds": rounds, "may_open": _may_open(request)}
    return render(request, "collection/round_list.html", context | _progress(request, chosen))


@require_GET
@open_to(OVERSIGHT_ROLES)
def round_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress table as Excel, with the same ?show=."""
    round_ = _visible_round(request, pk)
    content = progress_workbook(overview(request.user, round_), _show(request))
    name = f"{round_}填报进度.xlsx"
    return HttpResponse(
        content,
        content_type=MIME_TYPE,
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


@require_http_methods(["GET", "POST"])
@open_to([Role.REVIEWER])
def round_new(request: HttpRequest) -> HttpResponse:
    """Open a year's round for the newest version of the indicators."""
    area = round_area(request.user)
    check_open_round(request.user, area)
    form = RoundForm(request.POST or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            round_ = open_round(area=area, by=request.user, **form.cleaned_data)
        except StateRefused as refused:
            refusal = str(refused)
        else:
            messages.success(request, f"{round_} 报告期已开启，各单位的报表已生成。")
            return redirect(_address(round_))
    context = {"area": area, "form": form, "refusal": refusal, "set": newest_set(area)}
    status = INVALID if form.is_bound else 200
    return render(request, "collection/round_new.html", context, status=status)


@require_http_methods(["GET", "POST"])
@open_to([Role.REVIEWER])
def round_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one unit more time."""
    submission = get_or_404_for(request.user, Submission, pk)
    check_open_round(request.user, submission.round.area)
    form = ExtendForm(request.POST or None, initial={"version": submission.version})
    refusal: Exception | None = None
    if request.method == "POST" and form.is_valid():
        try:
            done = extend(submission=submission, by=request.user, **form.cleaned_data)
        except (StateRefused, NotPossible) as refused:
            refusal = refused
        else:
            messages.success(request, f"{done}（{done.area}）已延期到 {done.due}，已通知该单位。")
            return redirect(_address(submission.round))
    context = {"progress": progress_of(submission), "form": form, "refusal": refusal}
    status = (CONFLICT if isinstance(refusal, Overtaken) else INVALID) if form.is_bound else 200
    return render(request, "collection/round_extend.html", context, status=status)


@require_POST
@open_to([Role.REVIEWER])
def round_remind(request: HttpRequest, pk: int) -> HttpResponse:
    """催报: the late ones only, each once a day."""

    def act(round_: Round) -> str:
        reminded = remind_late(round_=round_, by=request.user)
        return f"已催报 {len(reminded)} 个单位的报表。" if reminded else "没有今天还要催报的报表。"

    return _act(request, pk, act)


@require_POST
@open_to([Role.REVIEWER])
def round_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask in this round for surveys that are not due by themselves."""

    def act(round_: Round) -> str:
        chosen = [whole_number(text) for text in request.POST.getlist("indicator")]
        made = add_to_round(
            round_=round_,
            indicators=Indicator.objects.measured().filter(pk__in=chosen),
            reason=request.POST.get("reason", ""),
            by=request.user,
        )
        return f"已增加 {made} 个填报项。"

    return _act(request, pk, act)


@require_POST
@open_to([Role.REVIEWER])
def round_close(request: HttpRequest, pk: int) -> HttpResponse:
    """No more first figures."""

    def act(round_: Round) -> str:
        return f"{close_round(round_=round_, by=request.user)} 报告期已关闭。"

    return _act(request, pk, act)


@require_POST
@open_to([Role.REVIEWER])
def round_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on, with a reason that everyone is told."""

    def act(round_: Round) -> str:
        reason = request.POST.get("reason", "")
        done = reopen_round(round_=round_, reason=reason, by=request.user)
        return f"{done} 报告期已重新开启，已通知各单位。"

    return _act(request, pk, act)


def _act(request: HttpRequest, pk: int, act: Callable[[Round], str]) -> HttpResponse:
    """Do it and go back to the progress; what is refused is said there."""
    round_ = get_or_404_for(request.user, Round, pk)
    try:
        messages.success(request, act(round_))
    except (StateRefused, NotPossible) as refusal:
        messages.error(request, str(refusal))
    return redirect(_address(round_))


def _progress(request: HttpRequest, round_: Round | None) -> dict[str, object]:
    if round_ is None:
        return {"overview": None}
    found = overview(request.user, round_)
    show = _show(request)
    return {
        "overview": found,
        "rows": found.shown(show),
        "show": show,
        "filters": FILTERS.items(),
        "not_asked": not_asked(round_) if round_.indicator_set_id else [],
        "acts": acts_on(round_, [row.submission for row in found.rows]),
        "may_run": can_open_round(request.user, round_.area),
        "is_open": round_.state == RoundState.OPEN,
    }


def _visible_round(request: HttpRequest, pk: int) -> Round:
    """A round of which the person oversees returns, though it may be the city's."""
    found = [each for each in rounds_of(request.user) if each.pk == pk]
    return found[0] if found else get_or_404_for(request.user, Round, pk)


def _may_open(request: HttpRequest) -> bool:
    area = round_area(request.user)
    return can_open_round(request.user, area)


def _show(request: HttpRequest) -> str:
    show = request.GET.get("show", "")
    return show if show in FILTERS else ""


def _address(round_: Round) -> str:
    return f"{reverse('round_list')}?round={round_.pk}"
