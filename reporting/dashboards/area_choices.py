"""Which indicators can be compared over the counties, in which groups?"""

from dataclasses import dataclass

from indicators.models import (
    TOTAL,
    Area,
    Breakdown,
    CountySource,
    Indicator,
    IndicatorBreakdown,
    PlanState,
    Target,
)
from reporting.dashboards.breakdown_codes import code_of


@dataclass(frozen=True)
class IndicatorGroup:
    """The indicators of one domain, as a menu shows them."""

    name: str
    indicators: tuple[Indicator, ...]


def indicator_choices(area: Area) -> list[IndicatorGroup]:
    """Indicators that counties report, by the first domain that uses them. Two queries."""
    targets = (
        Target.objects.filter(plan__area=area, plan__state=PlanState.IN_FORCE)
        .exclude(indicator__county_source=CountySource.NONE)
        .select_related("indicator", "objective__domain__plan")
        .order_by("plan__position", "objective__domain__number", "objective__number", "position")
    )
    found: dict[str, dict[int, Indicator]] = {}
    used: set[int] = set()
    for target in targets:
        domain = target.objective.domain
        if target.indicator_id not in used:
            name = f"{domain.plan.short_title} · {domain.name}"
            found.setdefault(name, {})[target.indicator_id] = target.indicator
            used.add(target.indicator_id)
    others = Indicator.objects.exclude(county_source=CountySource.NONE).exclude(pk__in=used)
    rest = tuple(others.order_by("position", "code"))
    groups = [IndicatorGroup(name, tuple(rows.values())) for name, rows in found.items()]
    return groups + ([IndicatorGroup("其他指标", rest)] if rest else [])


def groups_of(indicator: Indicator) -> dict[str, Breakdown]:
    """{code: breakdown} in which the indicator is collected, the total first. Two queries."""
    total = Breakdown.objects.get(pk=TOTAL)
    rows = IndicatorBreakdown.objects.filter(indicator=indicator).select_related("breakdown")
    return {"": total} | {code_of(row.breakdown): row.breakdown for row in rows}
