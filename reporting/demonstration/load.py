"""Load the demonstration once: units, accounts, invented figures, released years, open returns.

Everything goes through the same doors that people use, by the demonstration accounts themselves.
"""

import datetime
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from indicators.catalogue.baselines import BaselineFigure, set_baselines
from indicators.models import (
    Area,
    AreaLevel,
    Assignment,
    AssignmentRole,
    Indicator,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    Target,
    User,
)
from reporting.assessment.judge import assess_scope
from reporting.assessment.release import release_year, sign_year
from reporting.models import Flow, Observation
from reporting.observations import Figure, record

from .figures import InventedFigure, invent
from .open_round import open_demonstration_round

CITY_CODE = "990100"
DIRECTORY = Path(__file__).resolve().parents[2] / "fixtures" / "demonstration"
RELEASED_YEARS = (2022, 2023, 2024)
OPEN_YEAR = 2025
SOURCE_NOTE = "演示数据"


def load_demonstration(*, password: str) -> bool:
    """Load it where it is missing; False where it is there already."""
    if Organisation.objects.filter(code="demo-bureau").exists():
        return False
    people = _read("people.yaml")
    city = Area.objects.get(code=CITY_CODE)
    with transaction.atomic():
        _add_organisations(people)
        _add_accounts(people, password)
        figures = _invented_figures()
        _record_past(figures)
        _sign_baselines(city)
    _release_past(city)
    with transaction.atomic():
        open_demonstration_round(
            city=city,
            year=OPEN_YEAR,
            people=people,
            figures=[figure for figure in figures if figure.year == OPEN_YEAR],
        )
    for year in (*RELEASED_YEARS, OPEN_YEAR):
        assess_scope(scope=city, year=year)
    return True


def account_lines(password: str) -> list[str]:
    """The demonstration accounts as the console prints them."""
    accounts = _read("people.yaml")["accounts"]
    names = [f"  {account['username']:<10} {account['name']}" for account in accounts]
    rest = "  其余县（市、区）单位的统计员：用户名为单位代码，如 990102-health"
    return [f"演示账号（演示数据，密码均为 {password} ）：", *names, rest]


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((DIRECTORY / name).read_text(encoding="utf-8"))
    return content


def _add_organisations(people: Mapping[str, Any]) -> None:
    areas = {area.code: area for area in Area.objects.all()}
    position = 0
    for entry in people["organisations"]:
        position += 1
        _add_organisation(entry, entry["code"], entry["name"], areas[entry["area"]], position)
    counties = Area.objects.filter(level=AreaLevel.COUNTY, parent__code=CITY_CODE)
    for county in counties.order_by("position"):
        for entry in people["county_organisations"]:
            position += 1
            code, name = f"{county.code}-{entry['code']}", f"{county.name}{entry['name']}"
            _add_organisation(entry, code, name, county, position)


def _add_organisation(
    entry: Mapping[str, Any], code: str, name: str, area: Area, position: int
) -> None:
    organisation = Organisation.objects.create(
        code=code, name=name, kind=entry["kind"], area=area, position=position
    )
    indicators = Indicator.objects.in_bulk(entry.get("reports", []), field_name="code")
    Assignment.objects.bulk_create(
        Assignment(
            indicator=indicators[indicator_code],
            area=area,
            organisation=organisation,
            role=role,
            first_year=2018,
        )
        for indicator_code in entry.get("reports", [])
        for role in (AssignmentRole.REPORTS, AssignmentRole.LEADS)
    )


def _add_accounts(people: Mapping[str, Any], password: str) -> None:
    for entry in people["accounts"]:
        organisation = Organisation.objects.get(code=entry["organisation"])
        _add_account(entry["username"], password, entry["name"], organisation, entry["role"])
    without_statistician = Organisation.objects.filter(
        kind=OrganisationKind.DEPARTMENT, code__startswith=CITY_CODE[:4]
    ).exclude(memberships__role=Role.STATISTICIAN)
    for organisation in without_statistician:
        name = f"{organisation.name}统计员"
        _add_account(organisation.code, password, name, organisation, Role.STATISTICIAN)


def _add_account(
    username: str, password: str, name: str, organisation: Organisation, role: str
) -> None:
    user = User.objects.create_user(username, password, name, is_demo=True)
    Membership.objects.create(
        user=user, organisation=organisation, role=role, first_day=datetime.date(2018, 1, 1)
    )


def _invented_figures() -> list[InventedFigure]:
    multipliers = dict(Indicator.objects.exclude(multiplier=None).values_list("code", "multiplier"))
    return invent(_read("figures.yaml"), multipliers)


def _record_past(figures: list[InventedFigure]) -> None:
    areas = {area.code: area for area in Area.objects.all()}
    indicators = {row.code: row for row in Indicator.objects.all()}
    record(
        [
            _figure(figure, areas[figure.area], indicators[figure.indicator])
            for figure in figures
            if figure.year < OPEN_YEAR
        ],
        flow=Flow.RETURN,
        by=None,
        reason="历史数据补录（演示数据）",
    )


def _figure(figure: InventedFigure, area: Area, indicator: Indicator) -> Figure:
    counts = {}
    value = figure.value
    if figure.denominator:
        counts = {
            "numerator": Decimal(figure.numerator or 0),
            "denominator": Decimal(figure.denominator),
        }
        value = counts["numerator"] / counts["denominator"] * (indicator.multiplier or 1)
    return Figure(
        indicator_id=indicator.pk,
        area=area,
        year=figure.year,
        value=value,
        note=SOURCE_NOTE,
        **counts,
    )


def _sign_baselines(city: Area) -> None:
    """The city's figure of the base year becomes the baseline of each target."""
    targets = Target.objects.filter(plan__area=city).select_related("plan", "indicator")
    values = {
        (row.indicator_id, row.year): row
        for row in Observation.objects.in_force().filter(area=city, flow=Flow.RETURN)
    }
    baselines = []
    for target in targets:
        figure = values.get((target.indicator_id, target.plan.base_year))
        if figure and figure.value is not None:
            step = Decimal(1).scaleb(-target.indicator.decimals)
            baselines.append(
                BaselineFigure(
                    target, target.plan.base_year, figure.value.quantize(step, ROUND_HALF_UP)
                )
            )
    set_baselines(
        area=city,
        figures=baselines,
        document="2020年数据（演示数据）",
        reason="规划基期",
        by=User.objects.get(username="fuerwei"),
    )


def _release_past(city: Area) -> None:
    bureau = User.objects.get(username="tongji")
    office = User.objects.get(username="fuerwei")
    for year in RELEASED_YEARS:
        assess_scope(scope=city, year=year)
        release = sign_year(area=city, year=year, by=bureau)
        release_year(release=release, by=office)
