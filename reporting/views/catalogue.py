"""Pages that read the catalogue: plans down to targets, indicators, search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.catalogue.baseline_adjustment import baseline_in_force
from indicators.models import Area, Plan, PlanState, Target
from indicators.people.access import FIGURE_ROLES
from indicators.people.catalogue_permissions import (
    can_adjust,
    can_change_indicators,
    can_declare_break,
    installed_area,
)
from reporting.catalogue_pages import browse, library, search
from reporting.catalogue_pages import indicator_system as system
from reporting.catalogue_pages.entries import (
    domain_for,
    indicator_for,
    objective_for,
    plan_for,
    target_for,
)
from reporting.catalogue_pages.history import (
    indicator_history,
    objective_history,
    plan_history,
    target_history,
)
from reporting.catalogue_pages.sheet import sheet_of
from reporting.catalogue_pages.target_rows import target_rows
from reporting.views.access import open_to


@require_safe
@open_to(FIGURE_ROLES)
def plan_list(request: HttpRequest) -> HttpResponse:
    """The plans of the city, of its counties and of the nation."""
    groups = browse.plan_groups(request.user, installed_area())
    return render(request, "catalogue/plan_list.html", {"groups": groups})


@require_safe
@open_to(FIGURE_ROLES)
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: its domains with their objectives."""
    plan = plan_for(request.user, pk)
    context = {
        "plan": plan,
        "domains": browse.plan_outline(plan),
        "history": plan_history(plan),
    }
    return render(request, "catalogue/plan.html", context)


@require_safe
@open_to(FIGURE_ROLES)
def indicator_system(request: HttpRequest, pk: int) -> HttpResponse:
    """The 监测指标体系 of a plan, to print on A4 across."""
    plan = plan_for(request.user, pk)
    groups = system.indicator_system(plan)
    context = {"plan": plan, "groups": groups, "total": sum(len(each.lines) for each in groups)}
    return render(request, "catalogue/indicator_system.html", context)


@require_safe
@open_to(FIGURE_ROLES)
def domain_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One domain: every objective with its targets, and the strategies."""
    domain = domain_for(request.user, pk)
    context = {"domain": domain, "plan": domain.plan, "content": browse.domain_content(domain)}
    return render(request, "catalogue/domain.html", context)


@require_safe
@open_to(FIGURE_ROLES)
def objective_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One objective: summary or official wording, its targets, the domain's strategies."""
    objective = objective_for(request.user, pk)
    plan = objective.domain.plan
    context = {
        "objective": objective,
        "domain": objective.domain,
        "plan": plan,
        "rows": target_rows(Target.objects.filter(objective=objective), plan.area),
        "strategies": objective.domain.strategies.order_by("number"),
        "history": objective_history(objective),
        "may_adjust": _may_adjust(request, plan),
    }
    return render(request, "catalogue/objective.html", context)


@require_safe
@open_to(FIGURE_ROLES)
def target_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One target as the catalogue holds it: values, baseline, decisions, history."""
    target = target_for(request.user, pk)
    context = {
        "target": target,
        "plan": target.plan,
        "row": target_rows(Target.objects.filter(pk=target.pk), target.plan.area)[0],
        "baseline": baseline_in_force(target),
        "history": target_history(target),
        "may_adjust": _may_adjust(request, target.plan),
    }
    return render(request, "catalogue/target.html", context)


@require_safe
@open_to(FIGURE_ROLES)
def indicator_library(request: HttpRequest) -> HttpResponse:
    """Every indicator; searched and filtered by the address."""
    area, filters = installed_area(), library.Filters.from_address(request.GET)
    context = {
        "filters": filters,
        "choices": library.choices(request.user, filters, area),
        "rows": library.indicator_rows(request.user, filters, area),
    }
    return render(request, "catalogue/indicator_library.html", context)


@require_safe
@open_to(FIGURE_ROLES)
def indicator_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The definition sheet of one indicator."""
    indicator, area = indicator_for(request.user, pk), installed_area()
    context = {
        "indicator": indicator,
        "sheet": sheet_of(request.user, indicator, area),
        "history": indicator_history(indicator),
        "may_change": can_change_indicators(request.user),
        "may_declare_break": _may_declare_somewhere(request, area),
    }
    return render(request, "catalogue/indicator_sheet.html", context)


@require_safe
@open_to(FIGURE_ROLES)
def search_page(request: HttpRequest) -> HttpResponse:
    """?q= over everything that the catalogue says."""
    text = " ".join(search.terms_of(request.GET.get("q", "")))
    context = {"q": text, "groups": search.search(request.user, text)}
    return render(request, "catalogue/search.html", context)


def _may_adjust(request: HttpRequest, plan: Plan) -> bool:
    return plan.state == PlanState.IN_FORCE and can_adjust(request.user, plan.area)


def _may_declare_somewhere(request: HttpRequest, area: Area) -> bool:
    """In the city, or in one of its counties."""
    areas = Area.objects.filter(path__startswith=area.path)
    return any(can_declare_break(request.user, each) for each in areas)
