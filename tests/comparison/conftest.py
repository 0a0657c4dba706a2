"""A city with four counties and three years of figures, few cases in some; 2024 is released."""

from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace

import pytest

from indicators.models import (
    Area,
    AreaLevel,
    CountySource,
    Domain,
    Indicator,
    Objective,
    Plan,
    Sensitivity,
    Target,
    TargetValue,
)
from reporting.assessment.judge import assess_scope
from reporting.assessment.release import release_year, sign_year
from reporting.models import Flow, Source
from reporting.observations import Figure, record

YEARS = (2022, 2023, 2024)
# (cases, births) a county and year; the city is reported by itself and is their sum.
DEATHS = {
    "甲县": [(3, 3000), (4, 3000), (2, 3000)],
    "乙县": [(12, 4000), (11, 4000), (15, 4000)],
    "丁县": [(30, 9000), (25, 9000), (20, 9000)],
    "戊县": [(14, 5000), (13, 5000), (12, 5000)],
}
SHARES = {"甲县": "90.0", "乙县": "94.0", "丁县": "92.0", "演示市": "92.0"}


def record_cases(indicator: Indicator, area: Area, counts: dict[int, tuple[int, int]]) -> None:
    """Record counts with the rates they give."""
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
    record(figures, flow=Flow.RETURN, by=None, reason="测试")


def record_share(indicator: Indicator, area: Area, values: dict[int, str], **more: object) -> None:
    """Record plain values of one series."""
    flow = more.pop("flow", Flow.RETURN)
    figures = [
        Figure(indicator.pk, area, year, value=Decimal(value), **more)
        for year, value in values.items()
    ]
    record(figures, flow=flow, by=None, reason="测试")


@pytest.fixture
def places(areas: SimpleNamespace) -> dict[str, Area]:
    """The areas of the first city by name, two counties more than the common cast has."""
    for position, (code, name) in enumerate((("990104", "丁县"), ("990105", "戊县")), start=4):
        Area.objects.create(
            code=code,
            name=name,
            level=AreaLevel.COUNTY,
            parent=areas.city,
            path=f"{areas.city.path}{code}/",
            position=position,
        )
    return {area.name: area for area in Area.objects.filter(path__startswith=areas.city.path)}


@pytest.fixture
def measured(
    places: dict[str, Area],
    indicators: SimpleNamespace,
    targets: SimpleNamespace,
    assignments: None,
    areas: SimpleNamespace,
) -> SimpleNamespace:
    """Protected deaths with counts, a share without, and the nation's share."""
    Indicator.objects.filter(pk=indicators.maternal.pk).update(
        sensitivity=Sensitivity.SMALL_COUNTS, county_source=CountySource.COUNTY_UNIT
    )
    Indicator.objects.filter(pk=indicators.water.pk).update(county_source=CountySource.COUNTY_UNIT)
    for name, counts in DEATHS.items():
        record_cases(indicators.maternal, places[name], dict(zip(YEARS, counts, strict=True)))
    whole = {
        year: tuple(map(sum, zip(*(counts[place] for counts in DEATHS.values()), strict=True)))
        for place, year in enumerate(YEARS)
    }
    record_cases(indicators.maternal, places["演示市"], whole)
    for name, value in SHARES.items():
        record_share(indicators.water, places[name], {2024: value})
    source = Source.objects.create(code="b", title="公报", publisher="部门", quality="official")
    record_share(indicators.water, areas.nation, {2023: "91.5"}, flow=Flow.REFERENCE, source=source)
    for each in (indicators.maternal, indicators.water):
        each.refresh_from_db()
    return indicators


@pytest.fixture
def county_plan(places: dict[str, Area], indicators: SimpleNamespace) -> Target:
    """甲县's own plan: tap water at 91 per cent."""
    plan = Plan.objects.create(
        code="county",
        audience="women",
        area=places["甲县"],
        title="甲县规划",
        short_title="甲县规划",
        document="",
        base_year=2020,
        start_year=2021,
        end_year=2025,
        state="in_force",
    )
    domain = Domain.objects.create(plan=plan, number=1, name="环境")
    objective = Objective.objects.create(domain=domain, number=1, kind="quantified", summary="摘要")
    target = Target.objects.create(
        plan=plan,
        code="K1",
        objective=objective,
        indicator=indicators.water,
        kind="at_least",
        measurability="numeric",
    )
    TargetValue.objects.create(
        target=target, area=places["甲县"], year=2025, value=91, document="", valid_from=0
    )
    return target


@pytest.fixture
def release(cast: SimpleNamespace) -> Callable[[Area, int], None]:
    """`release(city, 2024)` judges, signs and releases."""

    def carry_out(area: Area, year: int) -> None:
        assess_scope(scope=Area.objects.get(code=area.version_scope_code), year=year)
        signed = sign_year(area=area, year=year, by=cast.reviewer, note="测试")
        release_year(release=signed, by=cast.office_worker)

    return carry_out


@pytest.fixture
def released(
    measured: SimpleNamespace,
    county_plan: Target,
    release: Callable[[Area, int], None],
    places: dict[str, Area],
) -> SimpleNamespace:
    """2024 of the city and of 甲县 is released."""
    release(places["演示市"], 2024)
    release(places["甲县"], 2024)
    return measured
