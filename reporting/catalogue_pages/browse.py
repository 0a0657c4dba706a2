"""From the plans down to their objectives: what each page of the way shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from indicators.catalogue.consistency import KINDS_WITH_NUMBER
from indicators.catalogue.plan_access import readable_plans
from indicators.models import Area, Domain, Objective, Plan, Strategy, Target
from reporting.catalogue_pages.target_rows import TargetRow, target_rows


@dataclass(frozen=True)
class PlanGroup:
    """The plans of one area with their counts."""

    area: Area
    plans: list[Plan]


@dataclass(frozen=True)
class DomainOutline:
    """One domain with its objectives, as the plan page lists them."""

    domain: Domain
    objectives: list[Objective]
    strategies: int


@dataclass(frozen=True)
class ObjectiveTargets:
    """One objective and its targets."""

    objective: Objective
    rows: list[TargetRow]


@dataclass(frozen=True)
class DomainContent:
    """All that a domain promises and will do."""

    objectives: list[ObjectiveTargets]
    strategies: list[Strategy]


def plan_groups(user: Any, home: Area) -> list[PlanGroup]:
    """Readable plans by area, the own city first; each plan carries its three counts."""
    plans = (
        readable_plans(user)
        .select_related("area")
        .annotate(
            objective_count=Count("domains__objectives", distinct=True),
            target_count=Count("targets", distinct=True),
            numeric_count=Count(
                "targets", filter=Q(targets__kind__in=KINDS_WITH_NUMBER), distinct=True
            ),
        )
    )
    groups: dict[int, PlanGroup] = {}
    for plan in sorted(plans, key=lambda plan: (_distance(plan.area, home), plan.position)):
        groups.setdefault(plan.area_id, PlanGroup(plan.area, [])).plans.append(plan)
    return list(groups.values())


def _distance(area: Area, home: Area) -> tuple[int, str]:
    """The own city, then what is below it, then what is above it."""
    if area == home:
        return (0, "")
    return (1 if area.path.startswith(home.path) else 2, area.path)


def plan_outline(plan: Plan) -> list[DomainOutline]:
    """The domains with their objectives; each objective carries its number of targets."""
    objectives: dict[int, list[Objective]] = {}
    rows = Objective.objects.filter(domain__plan=plan).annotate(target_count=Count("targets"))
    for objective in rows.order_by("domain__number", "number"):
        objectives.setdefault(objective.domain_id, []).append(objective)
    domains = Domain.objects.filter(plan=plan).annotate(strategy_count=Count("strategies"))
    return [
        DomainOutline(domain, objectives.get(domain.pk, []), domain.strategy_count)
        for domain in domains.order_by("number")
    ]


def domain_content(domain: Domain) -> DomainContent:
    """The domain's objectives with their targets, and its strategies."""
    objectives = list(domain.objectives.select_related("domain__plan").order_by("number"))
    rows = target_rows(Target.objects.filter(objective__domain=domain), domain.plan.area)
    return DomainContent(
        [ObjectiveTargets(each, _of(each, rows)) for each in objectives],
        list(domain.strategies.order_by("number")),
    )


def _of(objective: Objective, rows: Iterable[TargetRow]) -> list[TargetRow]:
    return [row for row in rows if row.target.objective_id == objective.pk]
