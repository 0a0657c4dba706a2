"""A draft of the city's next women's plan, a county office, and figures to reckon with."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest

from indicators.catalogue.draft_content import (
    DomainDraft,
    HeaderDraft,
    ObjectiveDraft,
    TargetDraft,
)
from indicators.catalogue.drafting import create_plan
from indicators.models import Indicator, Membership, Organisation, Plan, Role, TargetKind, User
from reporting.assessment.judge import assess_scope
from reporting.assessment.release import release_year, sign_year
from reporting.models import Flow, Release
from reporting.observations import Figure, record
from tests.conftest import DAY

WATER = {2018: "88.0", 2019: "89.1", 2020: "90.0", 2021: "92.4", 2022: "93.1", 2023: "94.0"}


@pytest.fixture
def header() -> HeaderDraft:
    return HeaderDraft(
        title="演示市妇女发展规划（2026—2030年）",
        short_title="妇女规划（2026—2030）",
        audience="women",
        document="",
        base_year=2025,
        start_year=2026,
        end_year=2030,
    )


@pytest.fixture
def content(indicators: SimpleNamespace) -> tuple[DomainDraft, ...]:
    """Two domains; three targets, the last of them still without its value."""
    water = TargetDraft(
        indicators.water.pk,
        TargetKind.AT_LEAST,
        value=Decimal("97.5"),
        maintain=True,
        softener="力争",
        baseline=Decimal("95.2"),
        baseline_document="统计公报",
    )
    maternal = TargetDraft(indicators.maternal.pk, TargetKind.AT_MOST, value=Decimal("12.0"))
    enrolment = TargetDraft(indicators.enrolment.pk, TargetKind.AT_LEAST)
    return (
        DomainDraft(
            1,
            "妇女与健康",
            (
                ObjectiveDraft(1, "quantified", "降低孕产妇死亡率", targets=(maternal,)),
                ObjectiveDraft(2, "quantified", "改善用水", "原文一", targets=(water, enrolment)),
            ),
        ),
        DomainDraft(2, "妇女与法律", (ObjectiveDraft(1, "qualitative", "完善法律服务"),)),
    )


@pytest.fixture
def draft(
    areas: SimpleNamespace,
    cast: SimpleNamespace,
    header: HeaderDraft,
    content: tuple[DomainDraft, ...],
) -> Plan:
    """The city's draft with `content`."""
    return create_plan(area=areas.city, header=header, domains=content, by=cast.office_worker)


@pytest.fixture
def full_draft(
    areas: SimpleNamespace,
    cast: SimpleNamespace,
    header: HeaderDraft,
    content: tuple[DomainDraft, ...],
) -> Plan:
    """A draft that lacks nothing."""
    first, second = content
    one, two = first.objectives
    two = replace(two, targets=two.targets[:1])
    return create_plan(
        area=areas.city,
        header=replace(header, document="演示市政发〔2026〕1号"),
        domains=(replace(first, objectives=(one, two)), second),
        by=cast.office_worker,
    )


@pytest.fixture
def county_office(areas: SimpleNamespace, cast: SimpleNamespace) -> User:
    """The office of 甲县, added to the cast."""
    unit = Organisation.objects.create(
        code="county_office", name="甲县妇儿工委办公室", kind="office", area=areas.county
    )
    user = User.objects.create(
        username="county_office",
        display_name="甲县办公室",
        is_demo=True,
        must_change_password=False,
    )
    Membership.objects.create(user=user, organisation=unit, role=Role.OFFICE, first_day=DAY)
    cast.county_office = user
    return user


@pytest.fixture
def record_values(areas: SimpleNamespace) -> Callable[[Indicator, dict[int, str]], None]:
    """`record_values(indicator, {year: value})` for the city."""

    def carry_out(indicator: Indicator, values: dict[int, str]) -> None:
        figures = [
            Figure(indicator.pk, areas.city, year, value=Decimal(value))
            for year, value in values.items()
        ]
        record(figures, flow=Flow.RETURN, by=None, reason="测试")

    return carry_out


@pytest.fixture
def released(
    areas: SimpleNamespace,
    cast: SimpleNamespace,
    indicators: SimpleNamespace,
    targets: SimpleNamespace,
    record_values: Callable[[Indicator, dict[int, str]], None],
) -> Release:
    """Tap water up to 2024 and a release of 2024; 2025 and a higher 2024 came afterwards."""
    record_values(indicators.water, {**WATER, 2024: "95.24"})
    assess_scope(scope=areas.city, year=2024)
    signed = sign_year(area=areas.city, year=2024, by=cast.reviewer)
    release = release_year(release=signed, by=cast.office_worker)
    record_values(indicators.water, {2024: "99.9", 2025: "96.0"})
    assess_scope(scope=areas.city, year=2025)
    return release


@pytest.fixture
def release_counts(
    areas: SimpleNamespace, cast: SimpleNamespace
) -> Callable[[Indicator, int, int], None]:
    """`release_counts(indicator, events=, exposure=)`: one year's counts, released for 2024."""

    def carry_out(indicator: Indicator, events: int, exposure: int) -> None:
        value = Decimal(events * (indicator.multiplier or 1)) / exposure
        figure = Figure(
            indicator.pk,
            areas.city,
            2024,
            value=value,
            numerator=Decimal(events),
            denominator=Decimal(exposure),
        )
        record([figure], flow=Flow.RETURN, by=None, reason="测试")
        assess_scope(scope=areas.city, year=2024)
        signed = sign_year(area=areas.city, year=2024, by=cast.reviewer)
        release_year(release=signed, by=cast.office_worker)

    return carry_out
