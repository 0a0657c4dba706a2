"""Short ways to record figures and to do what they owe."""

from decimal import Decimal

import pytest

from indicators.models import Domain, Objective, Plan, PlanState, Target, TargetValue
from reporting import outbox, tasks
from reporting.models import Assessment, Flow
from reporting.observations import Figure, record
from reporting.observations.work import owe_assessment


@pytest.fixture
def approve(areas):
    """approve(indicator, {year: value or (events, exposure)}): record, file, do the work."""

    def write(indicator, figures, area=areas.city, breakdown=0, flow=Flow.RETURN):
        rows = [_figure(indicator, area, breakdown, year, f) for year, f in figures.items()]
        number = record(rows, flow=flow, by=None, reason="测试")
        owe_assessment(area=area, year=min(figures), data_version=number)
        outbox.work_off(tasks.HANDLERS)
        return number

    return write


def _figure(indicator, area, breakdown, year, figure):
    events, exposure = figure if isinstance(figure, tuple) else (None, None)
    value = events * indicator.multiplier / exposure if events is not None else figure
    return Figure(
        indicator_id=indicator.pk,
        area=area,
        breakdown_id=breakdown,
        year=year,
        value=Decimal(value),
        numerator=None if events is None else Decimal(events),
        denominator=None if exposure is None else Decimal(exposure),
    )


@pytest.fixture
def judgement():
    """judgement(target, year): the live judgement as it is stored."""

    def read(target, year=2024):
        return Assessment.objects.get(target=target, year=year)

    return read


@pytest.fixture
def target_of(db):
    """target_of(area, indicator, value): "at least `value` by 2025" in a plan of its own."""

    def make(area, indicator, value):
        plan = Plan.objects.create(
            code=f"plan-{area.code}",
            audience="children",
            area=area,
            title=f"{area}儿童发展规划",
            short_title=f"{area}儿童规划",
            document="演示文件",
            base_year=2020,
            start_year=2021,
            end_year=2025,
            state=PlanState.IN_FORCE,
        )
        domain = Domain.objects.create(plan=plan, number=1, name="儿童与健康")
        objective = Objective.objects.create(
            domain=domain, number=1, kind="quantified", summary="摘要"
        )
        target = Target.objects.create(
            plan=plan,
            code="C1.01-1",
            objective=objective,
            indicator=indicator,
            kind="at_least",
            measurability="numeric",
        )
        TargetValue.objects.create(
            target=target, area=area, year=2025, value=value, document="文件", valid_from=0
        )
        return target

    return make
