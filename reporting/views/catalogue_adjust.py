"""Pages that adjust what is in force: each asks for a document and a reason."""

from functools import partial
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from indicators.catalogue.adjust import (
    issued_state,
    set_issued_values,
    set_target_value,
    value_state,
)
from indicators.catalogue.baseline_adjustment import adjust_baseline, baseline_state
from indicators.catalogue.decisions import decide_target, decision_of
from indicators.catalogue.indicator_changes import change_indicator, definition_of
from indicators.catalogue.official_wording import attach_wording, wording_state
from indicators.catalogue.series_breaks import break_words, declare_break, withdraw_break
from indicators.models import Area, Plan, Role, Target
from indicators.people.access import OVERSIGHT_ROLES
from indicators.people.catalogue_permissions import (
    can_declare_break,
    check_adjust,
    check_change_indicators,
    check_declare_break,
    installed_area,
)
from reporting.catalogue_pages.entries import (
    indicator_for,
    objective_for,
    series_break_for,
    target_for,
)
from reporting.catalogue_pages.proposals import proposed_baseline
from reporting.catalogue_pages.sheet import breaks_of
from reporting.catalogue_pages.target_rows import target_rows
from reporting.models import Release
from reporting.views.access import open_to
from reporting.views.catalogue_forms import (
    BaselineForm,
    DecisionForm,
    DefinitionForm,
    IssuedForm,
    SeriesBreakForm,
    TargetValueForm,
    WithdrawForm,
    WordingForm,
)
from reporting.views.catalogue_saving import Adjustment, answer


@require_http_methods(["GET", "POST"])
@open_to([Role.OFFICE])
def target_value(request: HttpRequest, pk: int) -> HttpResponse:
    """A new value for the plan's end."""
    target = _adjustable(request, pk)
    typed = {"first_year": _next_year(target.plan)}
    form = TargetValueForm(
        request.POST or None, plan=target.plan, indicator=target.indicator, initial=typed
    )
    save = partial(set_target_value, target=target, by=request.user)
    return _answer_target(
        request,
        target,
        "调整目标值",
        Adjustment(
            form,
            value_state(target),
            lambda: {
                "value": form.cleaned_data["value"],
                "first_year": form.cleaned_data["first_year"],
            },
            save,
        ),
    )


@require_http_methods(["GET", "POST"])
@open_to([Role.OFFICE])
def target_issued(request: HttpRequest, pk: int) -> HttpResponse:
    """What was issued from above, year by year."""
    target = _adjustable(request, pk)
    state = issued_state(target)
    form = IssuedForm(request.POST or None, plan=target.plan, initial=state)
    save = partial(set_issued_values, target=target, by=request.user)
    adjustment = Adjustment(form, state, lambda: {"values": form.values()}, save)
    return _answer_target(request, target, "填写上级下达值", adjustment)


@require_http_methods(["GET", "POST"])
@open_to([Role.OFFICE])
def target_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Kind, side, maintain, sustained, own tolerance."""
    target = _adjustable(request, pk)
    state = decision_of(target).state()
    form = DecisionForm(request.POST or None, target=target, initial=state)
    save = partial(decide_target, target=target, by=request.user)
    adjustment = Adjustment(form, state, lambda: {"decision": form.decision()}, save)
    return _answer_target(request, target, "调整判定方式", adjustment)


@require_http_methods(["GET", "POST"])
@open_to([Role.OFFICE])
def target_baseline(request: HttpRequest, pk: int) -> HttpResponse:
    """The number the target starts from; the stored figure of the base year is proposed."""
    target = _adjustable(request, pk)
    state, proposal = baseline_state(target), proposed_baseline(target)
    typed = {"baseline": state["baseline"]}
    if proposal and state["baseline"] is None:
        typed = {"baseline": proposal.value, "document": proposal.source}
    form = BaselineForm(request.POST or None, target=target, initial=typed)
    save = partial(adjust_baseline, target=target, by=request.user)
    adjustment = Adjustment(form, state, lambda: {"value": form.cleaned_data["baseline"]}, save)
    return _answer_target(request, target, "设定基期值", adjustment, proposal=proposal)


@require_http_methods(["GET", "POST"])
@open_to([Role.OFFICE])
def indicator_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Definition, decimals, cadence of an indicator."""
    indicator = indicator_for(request.user, pk)
    check_change_indicators(request.user)
    state = definition_of(indicator).state()
    form = DefinitionForm(request.POST or None, initial=state)
    save = partial(change_indicator, indicator=indicator, by=request.user)
    adjustment = Adjustment(form, state, lambda: {"definition": form.definition_typed()}, save)
    back = reverse("indicator_sheet", args=[pk])
    context = {"title": "调整指标", "name": indicator.name, "indicator": indicator, "back": back}
    return answer(request, adjustment, "catalogue/adjust_indicator.html", context)


@require_http_methods(["GET", "POST"])
@open_to(OVERSIGHT_ROLES)
def series_breaks(request: HttpRequest, pk: int) -> HttpResponse:
    """The series breaks of an indicator; POST declares another."""
    indicator = indicator_for(request.user, pk)
    areas = _areas_of(request)
    if not areas:
        check_declare_break(request.user, installed_area())
    form = SeriesBreakForm(request.POST or None, areas=areas)
    by_code = {area.code: area for area in areas}

    def typed() -> dict[str, Any]:
        return {"area": by_code[form.cleaned_data["area"]], "year": form.cleaned_data["year"]}

    save = partial(declare_break, indicator=indicator, by=request.user)
    context = {
        "title": "登记口径变化",
        "name": indicator.name,
        "indicator": indicator,
        "breaks": breaks_of(indicator),
        "own_areas": areas,
        "back": reverse("series_breaks", args=[pk]),
    }
    return answer(
        request, Adjustment(form, None, typed, save), "catalogue/series_breaks.html", context
    )


@require_http_methods(["GET", "POST"])
@open_to(OVERSIGHT_ROLES)
def break_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a series break back."""
    row = series_break_for(request.user, pk)
    check_declare_break(request.user, row.area)
    form = WithdrawForm(request.POST or None)
    save = partial(withdraw_break, series_break=row, by=request.user)
    context = {
        "title": "撤销口径变化",
        "name": f"{row.indicator}：{break_words(row)}",
        "indicator": row.indicator,
        "series_break": row,
        "back": reverse("series_breaks", args=[row.indicator_id]),
    }
    return answer(
        request, Adjustment(form, None, dict, save), "catalogue/break_withdraw.html", context
    )


@require_http_methods(["GET", "POST"])
@open_to([Role.OFFICE])
def objective_wording(request: HttpRequest, pk: int) -> HttpResponse:
    """The official wording of an objective."""
    objective = objective_for(request.user, pk)
    plan = objective.domain.plan
    check_adjust(request.user, plan.area)
    state = wording_state(objective)
    typed = state | {"document": plan.document, "reason": "附官方原文"}
    form = WordingForm(request.POST or None, initial=typed)
    save = partial(attach_wording, objective=objective, by=request.user)
    adjustment = Adjustment(form, state, lambda: {"wording": form.cleaned_data["wording"]}, save)
    context = {
        "title": "附官方原文",
        "name": objective.locator,
        "objective": objective,
        "domain": objective.domain,
        "plan": plan,
        "back": reverse("catalogue_objective", args=[pk]),
    }
    return answer(request, adjustment, "catalogue/adjust_wording.html", context)


def _adjustable(request: HttpRequest, pk: int) -> Target:
    target = target_for(request.user, pk)
    check_adjust(request.user, target.plan.area)
    return target


def _answer_target(
    request: HttpRequest, target: Target, title: str, adjustment: Adjustment, **more: Any
) -> HttpResponse:
    row = target_rows(Target.objects.filter(pk=target.pk), target.plan.area)[0]
    context = {
        "title": title,
        "name": row.name,
        "target": target,
        "plan": target.plan,
        "row": row,
        "back": reverse("catalogue_target", args=[target.pk]),
        **more,
    }
    return answer(request, adjustment, "catalogue/adjust_target.html", context)


def _next_year(plan: Plan) -> int:
    """The first year that is not released yet, within the plan."""
    released = Release.objects.released().filter(area=plan.area).aggregate(Max("year"))
    last = released["year__max"] or plan.start_year - 1
    return min(max(last + 1, plan.start_year), plan.end_year)


def _areas_of(request: HttpRequest) -> list[Area]:
    """The city and those of its counties in which this person may declare a break."""
    areas = Area.objects.filter(path__startswith=installed_area().path).order_by("path")
    return [area for area in areas if can_declare_break(request.user, area)]
