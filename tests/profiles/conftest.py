"""A city with counties, groups, a change of definition and a draft plan; 2024 is released."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import (
    Area,
    Assignment,
    AssignmentRole,
    Breakdown,
    Domain,
    Indicator,
    Objective,
    Plan,
    PlanState,
    Sensitivity,
    Target,
    TargetValue,
)
from tests.dashboards.conftest import (
    crowd,
    figures,
    national,
    record_counts,
    record_values,
    release,
    released,
)

__all__ = ["crowd", "figures", "national", "release", "released"]

COUNTY_DEATHS = {2022: (12, 4000), 2023: (3, 3900), 2024: (11, 3800)}
NEIGHBOUR_DEATHS = {2022: (15, 5000), 2023: (14, 5100), 2024: (16, 5200)}


@pytest.fixture
def groups(areas: SimpleNamespace, indicators: SimpleNamespace) -> SimpleNamespace:
    """Girls 88.2 → 91.0 and boys 90.2 → 91.4 in kindergarten: the gap narrows from 2.0 to 0.4."""
    women = Breakdown.objects.create(id=1, sex="F", name="女")
    men = Breakdown.objects.create(id=2, sex="M", name="男")
    for breakdown, values in ((women, ("88.2", "91.0")), (men, ("90.2", "91.4"))):
        record_values(
            indicators.enrolment,
            areas.city,
            dict(zip((2020, 2024), values, strict=True)),
            breakdown_id=breakdown.pk,
        )
    return SimpleNamespace(women=women, men=men)


@pytest.fixture
def counties(areas: SimpleNamespace, indicators: SimpleNamespace) -> None:
    """甲县 and 乙县 with tap water, and with the deaths that are protected as small counts."""
    indicators.maternal.sensitivity = Sensitivity.SMALL_COUNTS
    indicators.maternal.county_source = "county_unit"
    indicators.maternal.save()
    indicators.water.county_source = "county_unit"
    indicators.water.save()
    record_values(indicators.water, areas.county, {2023: "90.1", 2024: "91.3"})
    record_values(indicators.water, areas.second_county, {2023: "96.0", 2024: "96.4"})
    record_counts(indicators.maternal, areas.county, COUNTY_DEATHS)
    record_counts(indicators.maternal, areas.second_county, NEIGHBOUR_DEATHS)


@pytest.fixture
def untargeted(areas: SimpleNamespace, indicators: SimpleNamespace) -> Indicator:
    """An indicator that no plan asks for, with figures of the city."""
    copy = Indicator.objects.get(pk=indicators.water.pk)
    copy.pk, copy.code, copy.name = None, "tracked", "农村公路通达率"
    copy.release_month = 5
    copy.save()
    record_values(copy, areas.city, {2022: "97.0", 2023: "97.4", 2024: "98.1"})
    return copy


def plan_for(area: Area, code: str, state: str, start_year: int, **more: object) -> Objective:
    """A plan of five years with one domain and one objective, which is returned."""
    plan = Plan.objects.create(
        code=code,
        audience="women",
        area=area,
        title=f"{area}妇女发展规划（{start_year}年起）",
        short_title=f"{area}规划（{start_year}）",
        document="文件",
        base_year=start_year - 1,
        start_year=start_year,
        end_year=start_year + 4,
        state=state,
        **more,
    )
    domain = Domain.objects.create(plan=plan, number=1, name="健康")
    return Objective.objects.create(domain=domain, number=1, kind="quantified", summary="摘要")


def target_for(
    objective: Objective, indicator: Indicator, kind: str = "at_least", value: float | None = None
) -> Target:
    """A target of the objective, with its value at the plan's end."""
    plan = objective.domain.plan
    target = Target.objects.create(
        plan=plan,
        code=f"{plan.code}-{indicator.code}",
        objective=objective,
        indicator=indicator,
        kind=kind,
        measurability="numeric",
    )
    if value is not None:
        TargetValue.objects.create(
            target=target, area=plan.area, year=plan.end_year, value=value, valid_from=0
        )
    return target


@pytest.fixture
def draft(targets: SimpleNamespace, areas: SimpleNamespace) -> Plan:
    """The city's next plan, a draft: tap water again, and a qualitative objective."""
    objective = plan_for(areas.city, "next", PlanState.DRAFT, 2026, predecessor=targets.plan)
    target_for(objective, targets.water.indicator)
    Objective.objects.create(
        domain=objective.domain, number=2, kind="qualitative", summary="氛围更好"
    )
    return objective.domain.plan


@pytest.fixture
def leads(areas: SimpleNamespace, units: SimpleNamespace, indicators: SimpleNamespace) -> None:
    """The health unit leads maternal mortality and tap water, education the enrolment."""
    for indicator, unit in (
        (indicators.maternal, units.health),
        (indicators.water, units.health),
        (indicators.enrolment, units.education),
    ):
        for role in (AssignmentRole.LEADS, AssignmentRole.REPORTS):
            Assignment.objects.create(
                indicator=indicator,
                area=areas.city,
                organisation=unit,
                role=role,
                first_year=2015,
            )


@pytest.fixture
def more_areas(areas: SimpleNamespace) -> Callable[[Indicator], None]:
    """`more_areas(indicator)` adds six counties of the city, with figures of the indicator."""

    def add(indicator: Indicator) -> None:
        for number in range(6):
            code = f"99011{number}"
            area = Area.objects.create(
                code=code,
                name=f"县{number}",
                level="county",
                parent=areas.city,
                path=f"{areas.city.path}{code}/",
            )
            record_values(indicator, area, dict.fromkeys(range(2015, 2025), "93.5"))

    return add


def page_of(client: Client, name: str, pk: int | None = None, **query: object) -> str:
    """The page's text; it must answer 200."""
    answer = client.get(reverse(name, args=[] if pk is None else [pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()
