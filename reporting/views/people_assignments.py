"""Pages: who reports, leads and supports what; read by all, set and confirmed by the office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indicators.models import Assignment, Indicator, Role
from indicators.people.access import FIGURE_ROLES
from indicators.people.assignments import (
    can_assign,
    check_assign,
    confirm_assignments,
    end_assignment,
    set_assignment,
    transfer_assignment,
)
from indicators.people.duties import (
    by_indicator,
    by_unit,
    duties_in,
    duties_of,
    duty_areas,
    history_of,
)
from indicators.people.trail import act_in_words, changes
from reporting.views.access import open_to
from reporting.views.people_act import Act, act_page
from reporting.views.people_assignment_forms import AssignForm, EndDutyForm, TransferForm
from reporting.views.people_objects import assignment_or_404

OPEN_ROUNDS_NOTE = "只影响以后开启的报告期；已经开启的年度仍由原单位报完。"


@require_GET
@open_to(FIGURE_ROLES)
def assignment_list(request: HttpRequest) -> HttpResponse:
    """The duties of one area: ?area=, ?text=, ?by=unit|indicator."""
    areas = list(duty_areas(request.user))
    wanted, text = request.GET.get("area", ""), request.GET.get("text", "").strip()
    area = next((each for each in areas if each.code == wanted), areas[0])
    is_by_unit = request.GET.get("by") != "indicator"
    duties = duties_in(area, text)
    context = {
        "areas": areas,
        "area": area,
        "text": text,
        "is_by_unit": is_by_unit,
        "groups": by_unit(duties) if is_by_unit else by_indicator(area, duties, text),
        "waiting": sum(duty.confirmed_at is None for duty in duties),
        "may_assign": can_assign(request.user, area),
    }
    return render(request, "people/assignment_list.html", context)


@require_GET
@open_to(FIGURE_ROLES)
def assignment_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """One indicator: its units in every area within reach, past ones too, and their history."""
    indicator = get_object_or_404(Indicator, pk=pk)  # every role may read the catalogue
    duties = [
        (duty, can_assign(request.user, duty.area)) for duty in duties_of(request.user, indicator)
    ]
    history = [
        (event, act_in_words(event), changes(event))
        for event in history_of(request.user, indicator)
    ]
    context = {"indicator": indicator, "duties": duties, "history": history}
    return render(request, "people/assignment_indicator.html", context)


@require_http_methods(["GET", "POST"])
@open_to([Role.OFFICE])
def assignment_set(request: HttpRequest) -> HttpResponse:
    """Give a unit a duty; ?indicator=, ?area= and ?role= fill the form in."""
    initial = {name: request.GET.get(name) for name in ("indicator", "role")}
    area = duty_areas(request.user).filter(code=request.GET.get("area")).first()
    form = AssignForm(request.POST or None, by=request.user, initial=initial | {"area": area})
    if form.is_valid():
        duty = form.attempt(lambda: set_assignment(**form.cleaned_data, by=request.user))
        if duty:
            return _done(request, duty, f"已确定：{duty}，{duty.first_year}年起。")
    act = Act("确定职责", OPEN_ROUNDS_NOTE, "确定", reverse("assignment_list"))
    return act_page(request, form, act)


@require_http_methods(["GET", "POST"])
@open_to([Role.OFFICE])
def assignment_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a duty on to another unit from a year on."""
    duty = assignment_or_404(request.user, pk)
    check_assign(request.user, duty.area)
    form = TransferForm(request.POST or None, by=request.user, assignment=duty)
    if form.is_valid():
        new = form.attempt(
            lambda: transfer_assignment(assignment=duty, **form.cleaned_data, by=request.user)
        )
        if new:
            return _done(request, new, f"已移交：{new}，{new.first_year}年起。")
    act = Act(
        f"移交职责：{duty.indicator} · {duty.get_role_display()}",
        f"{duty.area}，现由{duty.organisation}承担（{duty.first_year}年起）。{OPEN_ROUNDS_NOTE}"
        "如果从起始年度就登记错了，填起始年度即为更正。",
        "移交",
        _address(duty),
    )
    return act_page(request, form, act)


@require_http_methods(["GET", "POST"])
@open_to([Role.OFFICE])
def assignment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a duty without a successor."""
    duty = assignment_or_404(request.user, pk)
    check_assign(request.user, duty.area)
    form = EndDutyForm(request.POST or None, by=request.user)
    if form.is_valid():

        def act_on_it() -> bool:
            end_assignment(assignment=duty, **form.cleaned_data, by=request.user)
            return True

        if form.attempt(act_on_it):
            return _done(request, duty, f"{duty.organisation}的这项职责已定终止年度。")
    act = Act(
        f"终止职责：{duty.indicator} · {duty.get_role_display()}",
        f"{duty.area}，{duty.organisation}（{duty.first_year}年起）。此后没有单位承担；"
        f"要换单位请用“移交”。{OPEN_ROUNDS_NOTE}",
        "终止",
        _address(duty),
    )
    return act_page(request, form, act)


@require_POST
@open_to([Role.OFFICE])
def assignment_confirm(request: HttpRequest) -> HttpResponse:
    """Mark the posted duties as confirmed, all or none."""
    duties = [
        assignment_or_404(request.user, int(pk))
        for pk in request.POST.getlist("duty")
        if pk.isascii() and pk.isdigit()
    ]
    confirmed = confirm_assignments(assignments=duties, by=request.user)
    messages.success(request, f"已确认 {confirmed} 项职责。")
    area = request.POST.get("area", "")
    return redirect(f"{reverse('assignment_list')}?area={area if area.isalnum() else ''}")


def _address(duty: Assignment) -> str:
    return reverse("assignment_indicator", args=[duty.indicator_id])


def _done(request: HttpRequest, duty: Assignment, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(_address(duty))
