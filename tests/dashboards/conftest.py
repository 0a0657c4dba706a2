"""A city with figures, judged in 2024 (running) and 2025 (final), released up to 2024."""

from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace

import pytest

from indicators.models import Area, Domain, Indicator, Objective, Plan, Target, TargetValue
from reporting.assessment.judge import assess_scope
from reporting.assessment.release import release_year, sign_year
from reporting.models import Flow, Source
from reporting.observations import Figure, record

WATER = {2020: "90.0", 2021: "92.4", 2022: "93.1", 2023: "94.0", 2024: "95.2"}
ENROLMENT = {2020: (880, 1000), 2021: (874, 1000), 2022: (869, 1000), 2023: (866, 1000)}
MATERNAL = {2020: (2, 15000), 2021: (1, 14800), 2022: (3, 14200), 2023: (1, 13900)}


def record_values(
    indicator: Indicator, area: Area, values: dict[int, str], **more: object
) -> int | None:
    """Record plain values of one series; returns the data version."""
    flow = more.pop("flow", Flow.RETURN)
    figures = [
        Figure(indicator.pk, area, year, value=Decimal(value), **more)
        for year, value in values.items()
    ]
    return record(figures, flow=flow, by=None, reason="测试数据")


def record_counts(indicator: Indicator, area: Area, counts: dict[int, tuple[int, int]]) -> None:
    """Record a series of counts with the rates they give."""
    figures = [
        Figure(
            indicator.pk,
            area,
            year,
            value=round(Decimal(events * indicator.multiplier) / exposure, 6),
            numerator=Decimal(events),
            denominator=Decimal(exposure),
        )
        for year, (events, exposure) in counts.items()
    ]
    record(figures, flow=Flow.RETURN, by=None, reason="测试数据")


@pytest.fixture
def figures(areas: SimpleNamespace, indicators: SimpleNamespace, targets: SimpleNamespace) -> None:
    """The city's own figures up to 2024, and the nation's for comparison."""
    record_values(indicators.water, areas.city, WATER)
    record_counts(indicators.enrolment, areas.city, {**ENROLMENT, 2024: (862, 1000)})
    record_counts(indicators.maternal, areas.city, {**MATERNAL, 2024: (2, 13500)})
    source = Source.objects.create(
        code="bulletin", title="事业发展统计公报", publisher="教育部", quality="official"
    )
    record_values(
        indicators.enrolment,
        areas.nation,
        {2022: "89.7", 2024: "92.0"},
        flow=Flow.REFERENCE,
        source=source,
    )


@pytest.fixture
def release(areas: SimpleNamespace, cast: SimpleNamespace) -> Callable[[int], None]:
    """`release(2025)` judges, signs and releases a year of the city."""

    def carry_out(year: int) -> None:
        assess_scope(scope=areas.city, year=year)
        signed = sign_year(area=areas.city, year=year, by=cast.reviewer)
        release_year(release=signed, by=cast.office_worker)

    return carry_out


@pytest.fixture
def released(figures: None, release: Callable[[int], None], areas: SimpleNamespace) -> None:
    """2024 is released; 2025 is judged, not released."""
    release(2024)
    assess_scope(scope=areas.city, year=2025)


@pytest.fixture
def national(areas: SimpleNamespace, indicators: SimpleNamespace) -> SimpleNamespace:
    """Two national targets for 2030: one with a published series, one without any figure."""
    plan = Plan.objects.create(
        code="national-women",
        audience="women",
        area=areas.nation,
        title="中国妇女发展纲要",
        short_title="国家妇女纲要",
        document="中国妇女发展纲要（2021—2030年）",
        base_year=2020,
        start_year=2021,
        end_year=2030,
        state="in_force",
    )
    domain = Domain.objects.create(plan=plan, number=1, name="妇女与健康")
    objective = Objective.objects.create(domain=domain, number=1, kind="quantified", summary="摘要")
    rows = {}
    for name, kind, value in (("maternal", "at_most", "12"), ("water", "at_least", "90")):
        rows[name] = Target.objects.create(
            plan=plan,
            code=name,
            objective=objective,
            indicator=getattr(indicators, name),
            kind=kind,
            measurability="numeric",
        )
        TargetValue.objects.create(
            target=rows[name], area=areas.nation, year=2030, value=value, document="", valid_from=0
        )
    source = Source.objects.create(
        code="report", title="纲要统计监测报告", publisher="国家统计局", quality="repost"
    )
    values = {2020: "16.9", 2021: "16.1", 2022: "15.7", 2023: "15.1", 2024: "14.3"}
    record_values(indicators.maternal, areas.nation, values, flow=Flow.REFERENCE, source=source)
    assess_scope(scope=areas.nation, year=2025)
    return SimpleNamespace(**rows)


@pytest.fixture
def crowd(indicators: SimpleNamespace) -> Callable[[Target, str], None]:
    """`crowd(target, flow)` adds six targets like it, each with an indicator and 15 years."""

    def add(target: Target, flow: str) -> None:
        value = TargetValue.objects.get(target=target)
        for number in range(6):
            copy = Indicator.objects.get(pk=target.indicator_id)
            copy.pk, copy.code, copy.name = None, f"copy_{number}", f"指标{number}"
            copy.save()
            more = Target.objects.get(pk=target.pk)
            more.pk, more.code, more.indicator = None, f"copy-{number}", copy
            more.save()
            TargetValue.objects.create(
                target=more, area=value.area, year=value.year, value=92, document="", valid_from=0
            )
            years = dict.fromkeys(range(2010, 2025), "90")
            record_values(copy, value.area, years, flow=flow)

    return add
