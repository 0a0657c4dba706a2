"""All indicators of a domain over the counties in one year, each beside its city."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indicators.models import (
    Area,
    Breakdown,
    CountySource,
    Domain,
    Indicator,
    Plan,
    PlanState,
    Target,
)
from reporting.assessment.reading import Reading
from reporting.dashboards.area_comparison import AreaRow, row_of
from reporting.dashboards.area_figures import (
    POOLED_YEARS,
    figures_of,
    group_name,
)
from reporting.dashboards.breakdown_codes import code_of
from reporting.dashboards.own_plans import own_judgements


@dataclass(frozen=True)
class TableLine:
    """One indicator (in one group) over the areas."""

    indicator: Indicator
    breakdown: Breakdown
    city: AreaRow
    rows: tuple[AreaRow, ...]

    @property
    def name(self) -> str:
        return group_name(self.indicator, self.breakdown)

    @property
    def group(self) -> str:
        """The group as addresses name it."""
        return code_of(self.breakdown)

    @property
    def has_counties(self) -> bool:
        """Counties report it, or one of them has a figure all the same."""
        is_asked = self.indicator.county_source != CountySource.NONE
        return is_asked or any(row.figure for row in self.rows)


@dataclass(frozen=True)
class AreaTable:
    """The lines that counties have figures for, and the names of those they have none for."""

    domain: Domain
    areas: tuple[Area, ...]
    lines: tuple[TableLine, ...]
    city_only: tuple[str, ...]


def domains_of(area: Area) -> list[Domain]:
    """The domains of the area's plans in force, in their order. One query."""
    return list(
        Domain.objects.filter(plan__area=area, plan__state=PlanState.IN_FORCE)
        .select_related("plan")
        .order_by("plan__position", "plan__code", "number")
    )


def domain_code(domain: Domain) -> str:
    """How addresses name a domain: women.1."""
    return f"{domain.plan.code}.{domain.number}"


def plans_of(domains: list[Domain]) -> list[Plan]:
    """The plans of the domains, each once."""
    return list({domain.plan_id: domain.plan for domain in domains}.values())


def area_table(reading: Reading, viewer: Any, domain: Domain, parts: Sequence[Area]) -> AreaTable:
    """The parts given, in the year of the reading; queries do not grow with indicators or areas."""
    targets = (
        Target.objects.filter(objective__domain=domain)
        .select_related("indicator", "breakdown")
        .order_by("objective__number", "position", "code")
    )
    wanted = {
        (target.indicator_id, target.breakdown_id): (target.indicator, target.breakdown)
        for target in targets
    }
    figures = figures_of(
        reading,
        viewer,
        indicators=list({pair[0].pk: pair[0] for pair in wanted.values()}.values()),
        areas=[reading.area, *parts],
        years=range(reading.year - POOLED_YEARS + 1, reading.year + 1),
        breakdowns={pair[1].pk for pair in wanted.values()},
        has_breaks=True,
    )
    own = own_judgements(reading, viewer, parts, [pair[0].pk for pair in wanted.values()])
    lines = []
    for indicator, breakdown in wanted.values():
        city = row_of(figures, reading, indicator, breakdown.pk, reading.area, None)
        rows = tuple(
            row_of(figures, reading, indicator, breakdown.pk, area, city, (), own) for area in parts
        )
        lines.append(TableLine(indicator, breakdown, city, rows))
    return AreaTable(
        domain,
        tuple(parts),
        tuple(line for line in lines if line.has_counties),
        tuple(line.name for line in lines if not line.has_counties),
    )
