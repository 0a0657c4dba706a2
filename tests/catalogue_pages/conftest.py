"""The catalogue around one released year: what adjustments and their pages are tried on."""

from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from indicators.catalogue.adjusting import Grounds
from indicators.models import (
    Domain,
    Indicator,
    Objective,
    Plan,
    PlanState,
    Strategy,
    Target,
    TargetValue,
)
from reporting.assessment.judge import assess_scope
from reporting.assessment.release import release_year, sign_year
from reporting.models import Flow
from reporting.observations import Figure, record

GROUNDS = Grounds("演示市妇儿工委〔2025〕3号", "上级调整规划目标")


@pytest.fixture
def released(areas: SimpleNamespace, indicators: SimpleNamespace, targets, cast) -> object:
    """Tap water 95 in 2020–2025: 2024 is released, 2025 is judged only. Returns the release."""
    record(
        [
            Figure(indicator_id=indicators.water.pk, area=areas.city, year=year, value=Decimal(95))
            for year in range(2020, 2026)
        ],
        flow=Flow.RETURN,
        by=None,
        reason="测试",
    )
    for year in (2024, 2025):
        assess_scope(scope=areas.city, year=year)
    signed = sign_year(area=areas.city, year=2024, by=cast.reviewer)
    return release_year(release=signed, by=cast.office_worker)


@pytest.fixture
def other_plans(areas: SimpleNamespace, indicators: SimpleNamespace) -> SimpleNamespace:
    """A plan of 甲县, one of the other city, one of the nation, and a draft of the city."""

    def plan(code: str, area: object, state: str = PlanState.IN_FORCE, start: int = 2021) -> Plan:
        row = Plan.objects.create(
            code=code,
            audience="children",
            area=area,
            title=f"{area}儿童发展规划（{code}）",
            short_title=f"{area}儿童规划",
            document=f"{area}文件",
            base_year=start - 1,
            start_year=start,
            end_year=2030,
            state=state,
        )
        domain = Domain.objects.create(plan=row, number=1, name="儿童与健康")
        Strategy.objects.create(domain=domain, number=3, title=f"{area}健全婴幼儿照护网络")
        objective = Objective.objects.create(
            domain=domain, number=4, kind="quantified", summary=f"{area}入园更普及"
        )
        target = Target.objects.create(
            plan=row,
            code="C1.04-1",
            objective=objective,
            indicator=indicators.enrolment,
            kind="at_least",
            measurability="numeric",
        )
        TargetValue.objects.create(
            target=target, area=area, year=2030, value=93, document="文件", valid_from=0
        )
        return row

    return SimpleNamespace(
        county=plan("county-plan", areas.county),
        other=plan("other-plan", areas.other_city),
        nation=plan("nation-plan", areas.nation),
        draft=plan("draft-plan", areas.city, PlanState.DRAFT, start=2026),
    )


@pytest.fixture
def issued_target(targets: SimpleNamespace, indicators: SimpleNamespace) -> Target:
    """A target whose value is issued from above year by year."""
    return Target.objects.create(
        plan=targets.plan,
        code="W7.01-1",
        objective=targets.water.objective,
        indicator=indicators.enrolment,
        kind="issued",
        measurability="direct",
    )


@pytest.fixture
def crowd(targets: SimpleNamespace) -> Callable[[], None]:
    """`crowd()` adds ten indicators with a target each to the plan of the city."""

    def add() -> None:
        for number in range(10):
            copy = Indicator.objects.get(pk=targets.water.indicator_id)
            copy.pk, copy.code, copy.name = None, f"copy_{number}", f"农村指标{number}"
            copy.save()
            target = Target.objects.get(pk=targets.water.pk)
            target.pk, target.code, target.indicator = None, f"copy-{number}", copy
            target.save()
            TargetValue.objects.create(
                target=target,
                area=target.plan.area,
                year=2025,
                value=90,
                document="文件",
                valid_from=0,
            )

    return add


def seen_on(client: Client, name: str, pk: int) -> str:
    """The state that the form of a page carries."""
    page = client.get(reverse(name, args=[pk]))
    assert page.status_code == 200
    return page.context["seen"]


def post(client: Client, name: str, pk: int, **typed: object):
    """Open the page, then send its form with these fields, a document and a reason."""
    data = {
        "seen": seen_on(client, name, pk),
        "document": GROUNDS.document,
        "reason": GROUNDS.reason,
    }
    return client.post(reverse(name, args=[pk]), data | typed)
