"""The cast that every test room shares: two cities, their units, and one person per role."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client

from indicators.models import (
    Area,
    AreaLevel,
    Assignment,
    AssignmentRole,
    Breakdown,
    CountKind,
    Domain,
    Indicator,
    Installation,
    Membership,
    Objective,
    ObjectiveKind,
    Organisation,
    OrganisationKind,
    Plan,
    PlanState,
    Role,
    Scale,
    Target,
    TargetKind,
    TargetValue,
    User,
    ValueMode,
)

LEFT_OVER = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
PASSWORD = "a-long-test-password"
DAY = datetime.date(2020, 1, 1)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database can be dropped though a process that a test killed still holds it."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(LEFT_OVER)


def _area(code: str, name: str, level: str, parent: Area | None) -> Area:
    path = f"{parent.path if parent else '/'}{code}/"
    return Area.objects.create(code=code, name=name, level=level, parent=parent, path=path)


@pytest.fixture
def areas(db: None) -> SimpleNamespace:
    """The nation, two cities and their counties (甲县, 乙县 | 丙县)."""
    nation = _area("100000", "全国", AreaLevel.NATION, None)
    city = _area("990100", "演示市", AreaLevel.CITY, nation)
    county = _area("990101", "甲县", AreaLevel.COUNTY, city)
    second_county = _area("990102", "乙县", AreaLevel.COUNTY, city)
    other_city = _area("990200", "邻市", AreaLevel.CITY, nation)
    other_county = _area("990201", "丙县", AreaLevel.COUNTY, other_city)
    Installation.objects.create(name="晋城妇儿规划监测", area=city, is_demo=True)
    return SimpleNamespace(
        nation=nation,
        city=city,
        county=county,
        second_county=second_county,
        other_city=other_city,
        other_county=other_county,
    )


@pytest.fixture
def units(areas: SimpleNamespace) -> SimpleNamespace:
    """The units of the city, of 甲县 and of the other city."""

    def unit(code: str, name: str, kind: str, area: Area) -> Organisation:
        return Organisation.objects.create(code=code, name=name, kind=kind, area=area)

    kinds = OrganisationKind
    return SimpleNamespace(
        health=unit("health", "演示市卫生健康委员会", kinds.DEPARTMENT, areas.city),
        education=unit("education", "演示市教育局", kinds.DEPARTMENT, areas.city),
        bureau=unit("bureau", "演示市统计局", kinds.STATISTICS, areas.city),
        office=unit("office", "演示市妇儿工委办公室", kinds.OFFICE, areas.city),
        government=unit("government", "演示市人民政府", kinds.GOVERNMENT, areas.city),
        centre=unit("centre", "演示市数据中心", kinds.DATA_CENTRE, areas.city),
        county_health=unit("county_health", "甲县卫生健康局", kinds.DEPARTMENT, areas.county),
        county_bureau=unit("county_bureau", "甲县统计局", kinds.STATISTICS, areas.county),
        other_bureau=unit("other_bureau", "邻市统计局", kinds.STATISTICS, areas.other_city),
        other_health=unit("other_health", "邻市卫生健康委员会", kinds.DEPARTMENT, areas.other_city),
    )


CAST = {
    "statistician": ("health", Role.STATISTICIAN),
    "colleague": ("health", Role.STATISTICIAN),
    "unit_head": ("health", Role.UNIT_HEAD),
    "outsider": ("education", Role.STATISTICIAN),
    "reviewer": ("bureau", Role.REVIEWER),
    "second_reviewer": ("bureau", Role.REVIEWER),
    "office_worker": ("office", Role.OFFICE),
    "leader": ("government", Role.LEADER),
    "administrator": ("centre", Role.SYSTEM_ADMINISTRATOR),
    "county_statistician": ("county_health", Role.STATISTICIAN),
    "county_reviewer": ("county_bureau", Role.REVIEWER),
    "other_reviewer": ("other_bureau", Role.REVIEWER),
    "other_statistician": ("other_health", Role.STATISTICIAN),
}


@pytest.fixture(scope="session")
def encoded_password() -> str:
    """PASSWORD hashed once: the hash is slow on purpose."""
    return make_password(PASSWORD)


@pytest.fixture
def cast(units: SimpleNamespace, encoded_password: str) -> SimpleNamespace:
    """One account per part of CAST; the password of each is PASSWORD."""
    people = {}
    for name, (unit_name, role) in CAST.items():
        user = User.objects.create(
            username=name,
            display_name=name,
            password=encoded_password,
            is_demo=True,
            must_change_password=False,
        )
        Membership.objects.create(
            user=user, organisation=getattr(units, unit_name), role=role, first_day=DAY
        )
        people[name] = user
    return SimpleNamespace(**people)


@dataclass(frozen=True)
class SignIn:
    """Makes clients that are signed in as a member of the cast."""

    cast: SimpleNamespace

    def __call__(self, name: str) -> Client:
        client = Client()
        client.force_login(
            getattr(self.cast, name), backend="django.contrib.auth.backends.ModelBackend"
        )
        return client


@pytest.fixture
def sign_in(cast: SimpleNamespace) -> SignIn:
    """`sign_in("leader")` is a client signed in as that member of the cast."""
    return SignIn(cast)


@pytest.fixture
def indicators(db: None) -> SimpleNamespace:
    """Three indicators: a rate with counts, a share with counts, a plain share."""
    Breakdown.objects.get_or_create(id=0, defaults={"name": "合计"})
    maternal = Indicator.objects.create(
        code="maternal_mortality",
        name="孕产妇死亡率",
        unit="1/10万",
        decimals=1,
        better=-1,
        scale=Scale.RATE,
        value_mode=ValueMode.RATIO,
        numerator="孕产妇死亡人数",
        denominator="活产数",
        multiplier=100_000,
        minimum=0,
        count_kind=CountKind.EVENTS,
        position=1,
    )
    enrolment = Indicator.objects.create(
        code="kindergarten_gross_enrolment",
        name="学前教育毛入园率",
        unit="%",
        decimals=1,
        better=1,
        scale=Scale.SHARE,
        value_mode=ValueMode.RATIO,
        numerator="在园幼儿数",
        denominator="3—5岁人口数",
        multiplier=100,
        minimum=0,
        gross=True,
        count_kind=CountKind.COMPLETE_COUNT,
        position=2,
    )
    water = Indicator.objects.create(
        code="rural_tap_water",
        name="农村自来水普及率",
        unit="%",
        decimals=1,
        better=1,
        scale=Scale.SHARE,
        value_mode=ValueMode.VALUE,
        minimum=0,
        maximum=100,
        count_kind=CountKind.COMPLETE_COUNT,
        position=3,
    )
    return SimpleNamespace(maternal=maternal, enrolment=enrolment, water=water)


@pytest.fixture
def targets(areas: SimpleNamespace, indicators: SimpleNamespace) -> SimpleNamespace:
    """A plan of the city for 2021–2025 with one target on each indicator."""
    plan = Plan.objects.create(
        code="women",
        audience="women",
        area=areas.city,
        title="演示市妇女发展规划（2021—2025年）",
        short_title="妇女规划",
        document="演示文件",
        base_year=2020,
        start_year=2021,
        end_year=2025,
        state=PlanState.IN_FORCE,
    )
    domain = Domain.objects.create(plan=plan, number=1, name="妇女与健康")
    objective = Objective.objects.create(
        domain=domain, number=2, kind=ObjectiveKind.QUANTIFIED, summary="摘要"
    )

    def target(code: str, indicator: Indicator, kind: str, value: str, **flags: bool) -> Target:
        row = Target.objects.create(
            plan=plan,
            code=code,
            objective=objective,
            indicator=indicator,
            kind=kind,
            measurability="numeric",
            **flags,
        )
        TargetValue.objects.create(
            target=row,
            area=areas.city,
            year=2025,
            value=value,
            document="演示文件",
            valid_from=0,
        )
        return row

    return SimpleNamespace(
        plan=plan,
        maternal=target("W1.02-1", indicators.maternal, TargetKind.AT_MOST, "12.5"),
        enrolment=target("C3.02-1", indicators.enrolment, TargetKind.AT_LEAST, "92"),
        water=target("W7.07-1", indicators.water, TargetKind.AT_LEAST, "92", maintain=True),
    )


@pytest.fixture
def assignments(
    areas: SimpleNamespace, units: SimpleNamespace, indicators: SimpleNamespace
) -> None:
    """The health units report maternal mortality, the education unit the rest."""
    for indicator, area, unit in (
        (indicators.maternal, areas.city, units.health),
        (indicators.water, areas.city, units.health),
        (indicators.enrolment, areas.city, units.education),
        (indicators.maternal, areas.county, units.county_health),
    ):
        Assignment.objects.create(
            indicator=indicator,
            area=area,
            organisation=unit,
            role=AssignmentRole.REPORTS,
            first_year=2015,
        )
