"""The 监测指标体系 of a plan: its indicators as one numbered table to print."""

from dataclasses import dataclass
from itertools import groupby

from indicators.models import Domain, Indicator, Plan, Target
from reporting.catalogue_pages.target_rows import Lead, lead_of, leads_of


@dataclass(frozen=True)
class Line:
    """One numbered indicator."""

    number: int
    indicator: Indicator
    lead: Lead


@dataclass(frozen=True)
class DomainLines:
    """The indicators that appear in a domain first; each is numbered once in the plan."""

    domain: Domain
    lines: list[Line]


def indicator_system(plan: Plan) -> list[DomainLines]:
    """The plan's indicators in the order of its document."""
    targets = (
        Target.objects.filter(plan=plan)
        .select_related("objective__domain", "indicator")
        .order_by("objective__domain__number", "objective__number", "position", "code")
    )
    first: dict[int, Target] = {}
    for target in targets:
        first.setdefault(target.indicator_id, target)
    leads = leads_of(plan.area)
    numbered = list(enumerate(first.values(), start=1))
    return [
        DomainLines(
            members[0][1].objective.domain,
            [
                Line(number, target.indicator, lead_of(target.indicator, leads))
                for number, target in members
            ],
        )
        for _pk, group in groupby(numbered, key=lambda pair: pair[1].objective.domain_id)
        for members in [list(group)]
    ]
