"""The city whose pages are asked for: one of the made-up province's, with people and a release."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.management import call_command
from django.urls import NoReverseMatch, reverse

from benchmarks.pipeline.province import NOW, add_cities, prepare
from indicators.models import (
    Area,
    Assignment,
    AssignmentRole,
    CountySource,
    Indicator,
    Installation,
    Membership,
    Organisation,
    OrganisationKind,
    Plan,
    Role,
    Sensitivity,
    Target,
    User,
)
from reporting.assessment.judge import assess_scope
from reporting.assessment.release import release_year, sign_year
from reporting.models import Observation

UNITS = 25
PEOPLE = {
    "leader": (OrganisationKind.GOVERNMENT, Role.LEADER),
    "bureau": (OrganisationKind.STATISTICS, Role.REVIEWER),
    "office": (OrganisationKind.OFFICE, Role.OFFICE),
}
FIRST_DAY = datetime.date(2020, 1, 1)


@dataclass(frozen=True)
class City:
    """What the addresses of pages need, and how much the database holds."""

    city: Area
    county: Area
    plan: Plan
    target: Target
    indicator: Indicator
    unit: Organisation
    areas: int
    figures: int


def load_city(cities: int) -> City:
    """A province of so many cities; the first one is installed, judged, signed and released."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    province = prepare()
    add_cities(province, range(1, cities + 1))
    city = Area.objects.get(code="980100")
    Installation.objects.update(area=city)
    Indicator.objects.update(county_source=CountySource.COUNTY_UNIT)
    # Whether small counts must be hidden is asked of some: the rule costs its queries.
    Indicator.objects.filter(position__lt=20).update(sensitivity=Sensitivity.SMALL_COUNTS)
    units = _units(city)
    _people(city)
    assess_scope(scope=city, year=NOW)
    bureau, office = (User.objects.get(username=name) for name in ("bureau", "office"))
    release_year(release=sign_year(area=city, year=NOW, by=bureau), by=office)
    plan = Plan.objects.get(area=city)
    return City(
        city=city,
        county=Area.objects.get(code="980101"),
        plan=plan,
        target=plan.targets.order_by("position", "pk")[0],
        indicator=Indicator.objects.get(position=0),
        unit=units[0],
        areas=Area.objects.count() - 1,
        figures=Observation.objects.count(),
    )


def addresses_of_pages(city: City) -> Iterator[tuple[str, dict[str, str | None]]]:
    """For the leader and for the bureau: {page name: address, None where it does not exist}."""
    arguments = {
        "target_page": [city.target.pk],
        "indicator_page": [city.indicator.pk],
        "unit_page": [city.unit.pk],
        "area_page": [city.county.pk],
        "plan_page": [city.plan.pk],
        "api_observations": [city.indicator.code],
    }
    code = city.indicator.code
    areas = f"a={city.city.code}&a={city.county.code}"
    queries = {
        "api_observations": "parts=1",
        "area_comparison": f"indicator={code}",
        "catalogue_search": "q=指标1",
        "compare": f"i={code}&i=made_up_1&{areas}",
    }
    names = (
        "leader_summary", "matrix", "target_list", "target_page", "indicator_page", "unit_page",
        "unit_scoreboard", "area_page", "plan_page", "area_comparison", "area_overview",
        "coverage", "compare", "catalogue_search", "indicator_library", "api_observations",
    )  # fmt: skip
    for person, live in (("leader", ""), ("bureau", f"year={NOW}&live=1")):
        yield (
            person,
            {
                name: _address(name, arguments.get(name, []), (queries.get(name, ""), live))
                for name in names
            },
        )


def _address(name: str, arguments: list[object], queries: tuple[str, ...]) -> str | None:
    try:
        address = reverse(name, args=arguments)
    except NoReverseMatch:
        return None
    query = "&".join(filter(None, queries))
    return f"{address}?{query}" if query else address


def _units(city: Area) -> list[Organisation]:
    """The departments, each with its share of the indicators to lead and report."""
    units = Organisation.objects.bulk_create(
        Organisation(
            code=f"unit-{number}",
            name=f"单位{number}",
            kind=OrganisationKind.DEPARTMENT,
            area=city,
            position=number,
        )
        for number in range(UNITS)
    )
    Assignment.objects.bulk_create(
        Assignment(
            indicator=indicator,
            area=city,
            organisation=units[indicator.position % UNITS],
            role=role,
            first_year=2005,
        )
        for indicator in Indicator.objects.all()
        for role in (AssignmentRole.LEADS, AssignmentRole.REPORTS)
    )
    return units


def _people(city: Area) -> None:
    for name, (kind, role) in PEOPLE.items():
        unit = Organisation.objects.create(code=name, name=name, kind=kind, area=city, position=90)
        user = User.objects.create(
            username=name, display_name=name, is_demo=True, must_change_password=False
        )
        Membership.objects.create(user=user, organisation=unit, role=role, first_day=FIRST_DAY)
