"""Opening a round prepares every return from the assignments, once."""

import datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Area, Assignment, AssignmentRole, AuditEvent, User
from reporting.collection.rounds import open_round
from reporting.collection.states import StateRefused
from reporting.models import Item, Round, Submission
from reporting.permissions import PermissionRefused
from tests.collection.conftest import DUE, YEAR, add_indicators

OPENS = datetime.date(2026, 1, 15)


def open_again(area: Area, by: User, due_on: datetime.date = DUE, year: int = YEAR) -> Round:
    return open_round(area=area, year=year, opens_on=OPENS, due_on=due_on, by=by)


def test_returns_follow_the_assignments(
    round_2025: Round, areas: SimpleNamespace, units: SimpleNamespace
) -> None:
    made = {
        (row.organisation_id, row.area_id, row.state, row.items.count())
        for row in Submission.objects.filter(round=round_2025)
    }
    assert made == {
        (units.health.pk, areas.city.pk, "draft", 2),
        (units.education.pk, areas.city.pk, "draft", 1),
        (units.county_health.pk, areas.county.pk, "draft", 1),
    }


@pytest.mark.parametrize(
    ("changes", "is_owed"),
    [
        ({}, True),
        ({"last_year": 2025}, True),
        ({"last_year": 2024}, False),
        ({"first_year": 2026}, False),
        ({"role": AssignmentRole.LEADS}, False),
    ],
)
def test_only_assignments_to_report_in_the_year_count(
    changes: dict[str, object],
    is_owed: bool,
    areas: SimpleNamespace,
    units: SimpleNamespace,
    indicators: SimpleNamespace,
    cast: SimpleNamespace,
) -> None:
    fields = {"role": AssignmentRole.REPORTS, "first_year": 2015} | changes
    Assignment.objects.create(
        indicator=indicators.water, area=areas.city, organisation=units.health, **fields
    )
    open_again(areas.city, cast.reviewer)
    assert Item.objects.filter(indicator=indicators.water).exists() == is_owed


def test_the_other_city_is_left_out(
    areas: SimpleNamespace,
    units: SimpleNamespace,
    indicators: SimpleNamespace,
    cast: SimpleNamespace,
) -> None:
    Assignment.objects.create(
        indicator=indicators.water,
        area=areas.other_city,
        organisation=units.other_health,
        role=AssignmentRole.REPORTS,
        first_year=2015,
    )
    open_again(areas.city, cast.reviewer)
    assert not Submission.objects.exists()


def test_opening_twice_changes_nothing(round_2025: Round, cast: SimpleNamespace) -> None:
    before = list(Item.objects.order_by("pk").values_list())
    assert open_again(round_2025.area, cast.reviewer) == round_2025
    assert list(Item.objects.order_by("pk").values_list()) == before
    assert AuditEvent.objects.filter(action="round.open").count() == 1


def test_a_new_assignment_is_added_to_a_draft(
    round_2025: Round,
    areas: SimpleNamespace,
    units: SimpleNamespace,
    indicators: SimpleNamespace,
    cast: SimpleNamespace,
    county_return: Submission,
) -> None:
    Assignment.objects.create(
        indicator=indicators.water,
        area=areas.county,
        organisation=units.county_health,
        role=AssignmentRole.REPORTS,
        first_year=2025,
    )
    open_again(areas.city, cast.reviewer)
    assert county_return.items.count() == 2


def test_a_return_that_was_handed_in_gets_no_new_cells(
    submitted_return: Submission,
    areas: SimpleNamespace,
    units: SimpleNamespace,
    indicators: SimpleNamespace,
    cast: SimpleNamespace,
) -> None:
    Assignment.objects.filter(indicator=indicators.enrolment).update(organisation=units.health)
    open_again(areas.city, cast.reviewer)
    assert submitted_return.items.count() == 2


def test_the_number_of_queries_does_not_grow(
    areas: SimpleNamespace, units: SimpleNamespace, assignments: None, cast: SimpleNamespace
) -> None:
    open_again(areas.city, cast.reviewer, year=2024)  # reads the reviewer's memberships once
    with CaptureQueriesContext(connection) as few:
        open_again(areas.city, cast.reviewer, year=2025)
    add_indicators(40, areas.city, units.health)
    with CaptureQueriesContext(connection) as many:
        open_again(areas.city, cast.reviewer, year=2026)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    "name", ["statistician", "office_worker", "leader", "county_reviewer", "other_reviewer"]
)
def test_only_the_citys_bureau_opens(
    name: str, areas: SimpleNamespace, assignments: None, cast: SimpleNamespace
) -> None:
    with pytest.raises(PermissionRefused, match="统计部门"):
        open_again(areas.city, getattr(cast, name))
    assert not Round.objects.exists()


def test_a_county_has_no_round_of_its_own(areas: SimpleNamespace, cast: SimpleNamespace) -> None:
    with pytest.raises(StateRefused, match="市级"):
        open_again(areas.county, cast.reviewer)


def test_days_in_order(areas: SimpleNamespace, cast: SimpleNamespace) -> None:
    with pytest.raises(StateRefused, match="截止日期"):
        open_again(areas.city, cast.reviewer, due_on=OPENS - datetime.timedelta(days=1))


def test_other_days_are_no_silent_change(round_2025: Round, cast: SimpleNamespace) -> None:
    with pytest.raises(StateRefused, match="已经开启"):
        open_again(round_2025.area, cast.reviewer, due_on=DUE + datetime.timedelta(days=1))


def test_a_closed_round_stays_closed(round_2025: Round, cast: SimpleNamespace) -> None:
    Round.objects.update(state="closed")
    with pytest.raises(StateRefused, match="已经关闭"):
        open_again(round_2025.area, cast.reviewer)
