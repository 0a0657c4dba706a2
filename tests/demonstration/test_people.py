"""Units, duties, accounts and deadlines of the demonstration."""

import datetime

from django.db.models import Count

from indicators.clock import today
from indicators.models import (
    Area,
    Assignment,
    AssignmentRole,
    CountySource,
    Indicator,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    User,
)
from indicators.people.access import ADMINISTRATION_ROLES
from indicators.people.separation import KINDS_OF_ROLE
from reporting.models import Round

NAMED = "weijian weijian2 jiaoyu renshe shuiwu tongji fuerwei lingdao jiaxian jiaxiantj guanli"


def test_the_city_has_25_departments_and_every_county_16(loaded):
    departments = Organisation.objects.filter(kind=OrganisationKind.DEPARTMENT)
    counted = dict(departments.values_list("area__name").annotate(Count("id")))
    assert counted.pop("演示市") == 25
    assert counted.pop("演示经济技术开发区") == 1
    assert set(counted.values()) == {16}
    assert len(counted) == 6


def test_every_indicator_has_one_who_reports_and_one_who_leads(loaded):
    for role in (AssignmentRole.REPORTS, AssignmentRole.LEADS):
        rows = Assignment.objects.filter(area=loaded, role=role)
        owed = Indicator.objects.measured()
        if role == AssignmentRole.REPORTS:  # nobody reports what the counties add up to
            owed = owed.filter(city_value="reported")
        assert set(rows.values_list("indicator", flat=True)) == set(
            owed.values_list("pk", flat=True)
        )


def test_counties_report_what_they_have(loaded):
    for county in loaded.parts.filter(level="county"):
        rows = Assignment.objects.filter(area=county, role=AssignmentRole.REPORTS)
        reported = {row.indicator_id: row for row in rows.select_related("organisation")}
        for indicator in Indicator.objects.measured():
            row = reported.get(indicator.pk)
            if indicator.county_source == CountySource.NONE:
                assert row is None
            elif indicator.county_source == CountySource.COUNTY_UNIT:
                assert row.organisation.area == county
            else:
                assert row.organisation.area == loaded


def test_some_duties_are_confirmed_and_some_wait(loaded):
    rows = Assignment.objects.filter(area=loaded, role=AssignmentRole.LEADS)
    assert 0 < rows.filter(confirmed_at=None).count() < rows.count()
    assert Assignment.objects.filter(role=AssignmentRole.SUPPORTS).exists()


def test_the_zone_stands_beside_the_county_sum(loaded):
    zone = Area.objects.get(code="990100-01")
    assert (zone.parent, zone.in_parent_sum) == (loaded, False)
    assert Assignment.objects.filter(area=zone).count() == 4


def test_the_named_accounts_and_one_for_every_unit_that_reports(loaded):
    usernames = set(User.objects.values_list("username", flat=True))
    assert set(NAMED.split()) | {"anquan", "shenji"} <= usernames
    reporting = Organisation.objects.filter(assignments__role=AssignmentRole.REPORTS)
    without = reporting.exclude(memberships__role=Role.STATISTICIAN)
    assert not without.exists()
    assert {"demo-civil", "990102-health", "990102-bureau"} <= usernames
    assert User.objects.get(username="demo-civil").check_password("demonstration-2026")


def test_every_role_stands_at_a_unit_of_its_kind_and_apart_from_administration(loaded):
    held = {}
    for row in Membership.objects.select_related("organisation"):
        assert row.organisation.kind in KINDS_OF_ROLE[row.role]
        held.setdefault(row.user_id, set()).add(row.role)
    for roles in held.values():
        assert len(roles) == 1 or not roles & ADMINISTRATION_ROLES


def test_deadlines_count_from_the_day_of_loading(loaded):
    open_round = Round.objects.get(area=loaded, year=2025)
    assert open_round.due_on == today() + datetime.timedelta(days=21)
