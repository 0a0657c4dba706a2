"""Opening a round prepares every return from the version and the assignments, once."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import (
    Area,
    Assignment,
    AssignmentRole,
    AuditEvent,
    Indicator,
    Organisation,
    User,
)
from indicators.people.refusal import NotPossible
from reporting.collection.asking import not_asked
from reporting.collection.indicator_sets import SetChanges, first_set, new_version
from reporting.collection.rounds import add_to_round, open_round
from reporting.collection.states import StateRefused
from reporting.models import Flow, IndicatorSet, Item, Notice, Round, Submission
from reporting.observations import Figure, record
from reporting.permissions import PermissionRefused
from tests.collection.conftest import DUE, YEAR, add_indicators, ask_for_everything

OPENS = datetime.date(2026, 1, 15)


def open_again(area: Area, by: User, due_on: datetime.date = DUE, year: int = YEAR) -> Round:
    return open_round(area=area, year=year, opens_on=OPENS, due_on=due_on, by=by)


def assign(indicator: Indicator, area: Area, unit: Organisation, **changes: object) -> None:
    fields = {"role": AssignmentRole.REPORTS, "first_year": 2015} | changes
    Assignment.objects.create(indicator=indicator, area=area, organisation=unit, **fields)


class TestOpening:
    def test_returns_follow_the_assignments(
        self, round_2025: Round, areas: SimpleNamespace, units: SimpleNamespace
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

    def test_the_first_version_is_made_on_the_way(self, round_2025: Round) -> None:
        assert round_2025.indicator_set == IndicatorSet.objects.get(version=1)
        assert round_2025.indicator_set.lines.count() == 3

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
        self,
        changes: dict[str, object],
        is_owed: bool,
        areas: SimpleNamespace,
        units: SimpleNamespace,
        indicators: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        assign(indicators.water, areas.city, units.health, **changes)
        open_again(areas.city, cast.reviewer)
        assert Item.objects.filter(indicator=indicators.water).exists() == is_owed

    def test_the_other_city_is_left_out(
        self,
        areas: SimpleNamespace,
        units: SimpleNamespace,
        indicators: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        assign(indicators.water, areas.other_city, units.other_health)
        open_again(areas.city, cast.reviewer)
        assert not Submission.objects.exists()

    def test_a_year_without_a_plan(
        self, targets: SimpleNamespace, assignments: None, cast: SimpleNamespace
    ) -> None:
        """The plan ends in 2025; 2026 is collected all the same."""
        round_ = open_round(
            area=targets.plan.area,
            year=2026,
            opens_on=datetime.date(2027, 1, 15),
            due_on=datetime.date(2027, 3, 31),
            by=cast.reviewer,
        )
        assert Item.objects.filter(submission__round=round_).count() == 4

    def test_populations_are_not_asked_of_units(
        self,
        areas: SimpleNamespace,
        units: SimpleNamespace,
        indicators: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        Indicator.objects.filter(pk=indicators.water.pk).update(is_population=True)
        assign(indicators.water, areas.city, units.bureau)
        open_again(areas.city, cast.reviewer)
        assert not Submission.objects.exists()

    def test_a_sum_over_the_counties_is_not_asked_of_the_city(
        self,
        areas: SimpleNamespace,
        units: SimpleNamespace,
        indicators: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        Indicator.objects.filter(pk=indicators.maternal.pk).update(
            city_value="rolled_up", county_source="county_unit"
        )
        assign(indicators.maternal, areas.city, units.health)
        assign(indicators.maternal, areas.county, units.county_health)
        open_again(areas.city, cast.reviewer)
        assert Submission.objects.get().area == areas.county

    def test_the_units_are_told(self, round_2025: Round, cast: SimpleNamespace) -> None:
        told = Notice.objects.filter(kind="round_opened")
        names = {"statistician", "colleague", "outsider", "county_statistician"}
        assert {row.recipient.username for row in told} == names

    @pytest.mark.parametrize(
        "name", ["statistician", "office_worker", "leader", "county_reviewer", "other_reviewer"]
    )
    def test_only_the_citys_bureau_opens(
        self, name: str, areas: SimpleNamespace, assignments: None, cast: SimpleNamespace
    ) -> None:
        with pytest.raises(PermissionRefused, match="统计部门"):
            open_again(areas.city, getattr(cast, name))
        assert not Round.objects.exists()

    def test_a_county_has_no_round_of_its_own(
        self, areas: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        with pytest.raises(StateRefused, match="市级"):
            open_again(areas.county, cast.reviewer)

    def test_days_in_order(self, areas: SimpleNamespace, cast: SimpleNamespace) -> None:
        with pytest.raises(StateRefused, match="截止日期"):
            open_again(areas.city, cast.reviewer, due_on=OPENS - datetime.timedelta(days=1))
        with pytest.raises(StateRefused, match="2027年度"):
            open_again(areas.city, cast.reviewer, year=2027)

    def test_the_number_of_queries_does_not_grow(
        self,
        areas: SimpleNamespace,
        units: SimpleNamespace,
        assignments: None,
        cast: SimpleNamespace,
    ) -> None:
        open_again(areas.city, cast.reviewer, year=2024)  # reads the reviewer's memberships once
        with CaptureQueriesContext(connection) as few:
            open_again(areas.city, cast.reviewer, year=2025)
        add_indicators(40, areas.city, units.health)
        ask_for_everything(areas.city, cast.reviewer)
        with CaptureQueriesContext(connection) as many:
            open_again(areas.city, cast.reviewer, year=2026)
        assert len(many) == len(few)
        assert Item.objects.filter(submission__round__year=2026).count() == 44


class TestOpeningAgain:
    def test_changes_nothing(self, round_2025: Round, cast: SimpleNamespace) -> None:
        before = list(Item.objects.order_by("pk").values_list())
        assert open_again(round_2025.area, cast.reviewer) == round_2025
        assert list(Item.objects.order_by("pk").values_list()) == before
        assert AuditEvent.objects.filter(action="round.open").count() == 1

    def test_a_new_assignment_is_added_to_a_draft(
        self,
        round_2025: Round,
        areas: SimpleNamespace,
        units: SimpleNamespace,
        indicators: SimpleNamespace,
        cast: SimpleNamespace,
        county_return: Submission,
    ) -> None:
        assign(indicators.water, areas.county, units.county_health, first_year=2025)
        open_again(areas.city, cast.reviewer)
        assert county_return.items.count() == 2

    def test_a_return_that_was_handed_in_gets_no_new_cells(
        self,
        submitted_return: Submission,
        areas: SimpleNamespace,
        units: SimpleNamespace,
        indicators: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        Assignment.objects.filter(indicator=indicators.enrolment).update(organisation=units.health)
        open_again(areas.city, cast.reviewer)
        assert submitted_return.items.count() == 2

    def test_other_days_are_no_silent_change(
        self, round_2025: Round, cast: SimpleNamespace
    ) -> None:
        with pytest.raises(StateRefused, match="已经开启"):
            open_again(round_2025.area, cast.reviewer, due_on=DUE + datetime.timedelta(days=1))

    def test_a_closed_round_stays_closed(self, round_2025: Round, cast: SimpleNamespace) -> None:
        Round.objects.update(state="closed", closed_at="2026-04-01T00:00Z", closed_by=cast.reviewer)
        with pytest.raises(StateRefused, match="已经关闭"):
            open_again(round_2025.area, cast.reviewer)


class TestDays:
    @pytest.fixture
    def version(self, areas: SimpleNamespace, assignments: None, cast: SimpleNamespace) -> object:
        return first_set(area=areas.city, by=cast.reviewer)

    def test_a_line_with_an_earlier_day_makes_the_return_due_then(
        self, version: IndicatorSet, indicators: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        days = {indicators.maternal.pk: (2, 28)}
        new_version(
            based_on=version, changes=SetChanges(days=days), reason="提前", by=cast.reviewer
        )
        open_again(version.area, cast.reviewer)
        due = {(row.organisation.code, row.due.isoformat()) for row in Submission.objects.all()}
        assert due == {
            ("health", "2026-02-28"),
            ("county_health", "2026-02-28"),
            ("education", "2026-03-31"),
        }
        cells = Item.objects.filter(submission__organisation__code="health")
        assert dict(cells.values_list("indicator__code", "due_on")) == {
            "maternal_mortality": datetime.date(2026, 2, 28),
            "rural_tap_water": None,
        }

    def test_a_return_of_later_lines_alone_is_due_later(
        self, version: IndicatorSet, indicators: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        days = {indicators.maternal.pk: (9, 30)}
        new_version(
            based_on=version, changes=SetChanges(days=days), reason="推后", by=cast.reviewer
        )
        open_again(version.area, cast.reviewer)
        due = {row.organisation.code: row.due for row in Submission.objects.all()}
        assert due["county_health"] == datetime.date(2026, 9, 30)
        assert due["health"] == DUE, "its tap water is due with the round"


class TestSurveys:
    @pytest.fixture(autouse=True)
    def owed(
        self, areas: SimpleNamespace, units: SimpleNamespace, indicators: SimpleNamespace
    ) -> None:
        assign(indicators.water, areas.city, units.health)
        figure = Figure(indicators.water.pk, areas.city, 2022, value=Decimal(90))
        record([figure], flow=Flow.RETURN, by=None, reason="历史数据")

    @pytest.mark.parametrize(
        ("cadence", "ad_hoc", "reason"),
        [
            (1, False, ""),
            (2, False, ""),
            (3, False, ""),
            (5, False, "每5年一次，上次数据 2022年，下次 2027年"),
            (1, True, "不定期调查，上次数据 2022年"),
            (3, True, "不定期调查，上次数据 2022年"),
        ],
    )
    def test_what_is_not_due_is_not_asked_and_the_page_says_why(
        self,
        cadence: int,
        ad_hoc: bool,
        reason: str,
        areas: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        Indicator.objects.update(cadence_years=cadence, ad_hoc=ad_hoc)
        round_ = open_again(areas.city, cast.reviewer)
        assert Item.objects.exists() == (reason == "")
        assert [each.reason for each in not_asked(round_)] == ([reason] if reason else [])

    def test_a_survey_without_any_data_is_asked(
        self,
        areas: SimpleNamespace,
        units: SimpleNamespace,
        indicators: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        assign(indicators.enrolment, areas.city, units.education)
        Indicator.objects.update(cadence_years=5)
        open_again(areas.city, cast.reviewer)
        assert [item.indicator for item in Item.objects.all()] == [indicators.enrolment]

    def test_it_may_be_added_for_this_round(
        self, areas: SimpleNamespace, indicators: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        Indicator.objects.update(cadence_years=5)
        round_ = open_again(areas.city, cast.reviewer)
        add = {"round_": round_, "indicators": [indicators.water], "by": cast.reviewer}
        with pytest.raises(NotPossible, match="原因"):
            add_to_round(**add, reason=" ")
        assert add_to_round(**add, reason="省里要求加报") == 1
        assert not not_asked(round_)
        assert AuditEvent.objects.get(action="round.add_indicators").reason == "省里要求加报"
        with pytest.raises(StateRefused, match="没有可以增加"):
            add_to_round(**add, reason="再来一次")
        with pytest.raises(PermissionRefused):
            add_to_round(**add | {"by": cast.office_worker}, reason="省里要求加报")
