"""One entry of the catalogue for one person, else 404: plans go by area, indicators are shared."""

from typing import Any

from django.shortcuts import get_object_or_404

from indicators.catalogue.plan_access import readable_plans
from indicators.models import Domain, Indicator, Objective, Plan, SeriesBreak, Target


def plan_for(user: Any, pk: int) -> Plan:
    plans = readable_plans(user).select_related("predecessor")
    return get_object_or_404(plans, pk=pk)


def domain_for(user: Any, pk: int) -> Domain:
    domains = Domain.objects.filter(plan__in=readable_plans(user)).select_related("plan__area")
    return get_object_or_404(domains, pk=pk)


def objective_for(user: Any, pk: int) -> Objective:
    objectives = Objective.objects.filter(domain__plan__in=readable_plans(user)).select_related(
        "domain__plan__area"
    )
    return get_object_or_404(objectives, pk=pk)


def target_for(user: Any, pk: int) -> Target:
    targets = Target.objects.filter(plan__in=readable_plans(user)).select_related(
        "plan__area",
        "objective__domain__plan",
        "indicator",
        "breakdown",
        "other_indicator",
        "other_breakdown",
    )
    return get_object_or_404(targets, pk=pk)


def indicator_for(_user: Any, pk: int) -> Indicator:
    """Indicators are public within the installation to everybody who works with figures."""
    return get_object_or_404(Indicator, pk=pk)


def series_break_for(_user: Any, pk: int) -> SeriesBreak:
    """A break belongs to its indicator; who may withdraw it is for the stage that does it."""
    return get_object_or_404(SeriesBreak.objects.select_related("indicator", "area"), pk=pk)
