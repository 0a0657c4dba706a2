"""Pages: the units of each area, for 系统管理员."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from indicators.models import Organisation, Role
from indicators.people.administration import can_keep
from indicators.people.directory import areas_with_units, units_of
from indicators.people.organisations import (
    Details,
    add_organisation,
    change_organisation,
    reactivate_organisation,
)
from reporting.unit_closing import close_unit
from reporting.views.access import open_to
from reporting.views.people_act import Act, act_page
from reporting.views.people_forms import ReasonForm, UnitChangeForm, UnitForm
from reporting.views.people_objects import unit_or_404


@require_GET
@open_to([Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR])
def unit_list(request: HttpRequest) -> HttpResponse:
    """The units of one area: ?area= chooses it, the highest within reach by default."""
    areas = list(areas_with_units(request.user))
    wanted = request.GET.get("area", "")
    area = next((each for each in areas if each.code == wanted), areas[0])
    context = {
        "areas": areas,
        "area": area,
        "units": units_of(request.user, area),
        "may_keep": can_keep(request.user, area),
    }
    return render(request, "people/unit_list.html", context)


@require_http_methods(["GET", "POST"])
@open_to([Role.SYSTEM_ADMINISTRATOR])
def unit_add(request: HttpRequest) -> HttpResponse:
    """A new unit."""
    initial = {"area": areas_with_units(request.user).filter(code=request.GET.get("area")).first()}
    form = UnitForm(request.POST or None, by=request.user, initial=initial)
    if form.is_valid():
        unit = form.attempt(lambda: add_organisation(**form.cleaned_data, by=request.user))
        if unit:
            return _done(request, unit, f"已新建单位“{unit}”，代码 {unit.code}。")
    act = Act(
        "新建单位",
        "单位建好后，再为它建账号；它填报、牵头哪些指标，由妇儿工委办公室在“职责分工”中确定。",
        "新建单位",
        reverse("unit_list"),
    )
    return act_page(request, form, act)


@require_http_methods(["GET", "POST"])
@open_to([Role.SYSTEM_ADMINISTRATOR])
def unit_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or kind for a unit."""
    unit = unit_or_404(request.user, pk)
    names = {"name": unit.name, "kind": unit.kind}
    seen = {"seen_name": unit.name, "seen_kind": unit.kind}
    form = UnitChangeForm(request.POST or None, by=request.user, initial=names | seen)
    if form.is_valid():
        typed = form.cleaned_data
        changed = form.attempt(
            lambda: change_organisation(
                organisation=unit,
                seen=Details(typed["seen_name"], typed["seen_kind"]),
                to=Details(typed["name"], typed["kind"]),
                by=request.user,
                reason=typed["reason"],
            )
        )
        if changed:
            return _done(request, changed, f"已修改单位“{changed}”。")
    act = Act(
        f"修改单位：{unit}",
        f"{unit.area}，代码 {unit.code}。改名后，往年的报表也显示新名称；代码和地区不变。",
        "保存",
        _address(unit),
    )
    return act_page(request, form, act)


@require_http_methods(["GET", "POST"])
@open_to([Role.SYSTEM_ADMINISTRATOR])
def unit_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a unit; refused while something still hangs on it."""
    unit = unit_or_404(request.user, pk)
    form = ReasonForm(request.POST or None, by=request.user)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        closed = form.attempt(lambda: close_unit(organisation=unit, by=request.user, reason=reason))
        if closed:
            return _done(request, closed, f"已停用单位“{closed}”。")
    act = Act(
        f"停用单位：{unit}",
        "停用后不能再分配账号和指标，往年数据不变。还有账号、职责或未办结的报表时不能停用。",
        "停用单位",
        _address(unit),
    )
    return act_page(request, form, act)


@require_http_methods(["GET", "POST"])
@open_to([Role.SYSTEM_ADMINISTRATOR])
def unit_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed unit again."""
    unit = unit_or_404(request.user, pk)
    form = ReasonForm(request.POST or None, by=request.user)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        opened = form.attempt(
            lambda: reactivate_organisation(organisation=unit, by=request.user, reason=reason)
        )
        if opened:
            return _done(request, opened, f"已启用单位“{opened}”。")
    act = Act(f"启用单位：{unit}", "启用后可以再分配账号和指标。", "启用单位", _address(unit))
    return act_page(request, form, act)


def _address(unit: Organisation) -> str:
    return f"{reverse('unit_list')}?area={unit.area.code}"


def _done(request: HttpRequest, unit: Organisation, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(_address(unit))
