"""Under which heading does an indicator stand on the entry page? The domain of the plan."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.models import Area, Indicator, PlanState, Target

# The library's themes, by the hundreds of an indicator's position: for what no plan asks about.
THEMES = {
    0: "人口数",
    1: "妇女健康",
    2: "传染病、心理健康、健康素养与体育锻炼",
    3: "儿童生存、生长与营养",
    4: "儿童视力、健康素养与体质",
    5: "儿童保健服务",
    6: "儿童安全",
    7: "学校教育",
    8: "高等教育、培训与科学素质",
    9: "经济",
    10: "参与决策和管理：党政",
    11: "参与决策和管理：单位与基层",
    12: "社会保障",
    13: "儿童福利与活动场所",
    14: "家庭与环境",
    15: "法律保护",
}
AFTER_ALL_PLANS = 10**6


@dataclass(frozen=True, order=True)
class Heading:
    """A group of rows: its place in the order, then its words, as 妇女规划 · 妇女与健康."""

    place: tuple[int, int, int]
    title: str


def headings_of(indicators: Iterable[Indicator], area: Area, year: int) -> dict[int, Heading]:
    """The heading of each indicator: the nearest plan in force, else its theme. One query."""
    rows = list(indicators)
    targets = Target.objects.filter(
        indicator__in=rows,
        plan__state=PlanState.IN_FORCE,
        plan__start_year__lte=year,
        plan__end_year__gte=year,
        plan__area__code__in=area.path_codes,
    ).select_related("plan__area", "objective__domain")
    found: dict[int, Heading] = {}
    for target in targets:
        heading = _in_plan(target)
        if target.indicator_id not in found or heading < found[target.indicator_id]:
            found[target.indicator_id] = heading
    return {row.pk: found.get(row.pk) or _in_library(row) for row in rows}


def _in_plan(target: Target) -> Heading:
    plan, domain = target.plan, target.objective.domain
    farness = -len(plan.area.path)
    return Heading((farness, plan.position, domain.number), f"{plan.short_title} · {domain.name}")


def _in_library(indicator: Indicator) -> Heading:
    theme = indicator.position // 100
    title = THEMES.get(theme, "其他指标")
    return Heading((AFTER_ALL_PLANS, theme, 0), f"{title}（规划外跟踪监测）")
