"""More time for one, reminders to the late, closing and opening again: all logged, all told."""

import datetime
from types import SimpleNamespace

import pytest

from indicators.models import AuditEvent
from indicators.people.refusal import NotPossible, Overtaken
from reporting.collection.cells import CellsRefused
from reporting.collection.entry import save_cells
from reporting.collection.round_progress import overview
from reporting.collection.round_running import (
    close_round,
    extend,
    late_returns,
    remind_late,
    reopen_round,
)
from reporting.collection.states import StateRefused
from reporting.models import Item, Notice, Round, Submission
from reporting.permissions import PermissionRefused
from tests.collection.conftest import cell, typed

LATER = datetime.date(2026, 4, 15)


class TestExtending:
    def act(self, submission: Submission, by: object, **changes: object) -> Submission:
        how = {"version": submission.version, "due_on": LATER, "reason": "机构改革"}
        return extend(submission=submission, by=by, **how | changes)  # type: ignore[arg-type]

    def test_one_unit_gets_more_time_and_is_told(
        self, health_return: Submission, county_return: Submission, cast: SimpleNamespace
    ) -> None:
        done = self.act(health_return, cast.reviewer)
        assert (done.due, done.due_reason) == (LATER, "机构改革")
        county_return.refresh_from_db()
        assert county_return.due == datetime.date(2026, 3, 31)
        act = AuditEvent.objects.get(action="return.extend")
        assert (act.old["due_on"], act.new["due_on"]) == ("2026-03-31", "2026-04-15")
        assert act.reason == "机构改革"
        told = Notice.objects.filter(kind="due_extended")
        assert {row.recipient for row in told} == {
            cast.statistician,
            cast.colleague,
            cast.unit_head,
        }

    def test_cells_with_an_earlier_day_get_it_too(
        self, health_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        health_return.items.filter(indicator=indicators.water).update(due_on="2026-02-28")
        health_return.items.filter(indicator=indicators.maternal).update(due_on="2026-09-30")
        self.act(health_return, cast.reviewer)
        days = dict(health_return.items.values_list("indicator__code", "due_on"))
        assert days == {
            "rural_tap_water": LATER,
            "maternal_mortality": datetime.date(2026, 9, 30),
        }

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"reason": " "}, "请填写原因"),
            ({"due_on": datetime.date(2026, 3, 31)}, "要晚于现在的"),
            ({"due_on": datetime.date(2026, 2, 28)}, "要晚于现在的"),
            ({"due_on": datetime.date(2028, 1, 1)}, "最多延期"),
            ({"version": 99}, "有改动"),
        ],
    )
    def test_what_is_no_extension(
        self,
        changes: dict[str, object],
        words: str,
        health_return: Submission,
        cast: SimpleNamespace,
    ) -> None:
        with pytest.raises(NotPossible, match=words):
            self.act(health_return, cast.reviewer, **changes)

    def test_what_was_handed_in_needs_none(
        self, submitted_return: Submission, cast: SimpleNamespace
    ) -> None:
        with pytest.raises(NotPossible, match="已经提交过"):
            self.act(submitted_return, cast.reviewer)

    def test_two_reviewers_at_once(self, health_return: Submission, cast: SimpleNamespace) -> None:
        self.act(health_return, cast.reviewer)
        with pytest.raises(Overtaken):
            self.act(health_return, cast.second_reviewer, due_on=datetime.date(2026, 5, 1))

    @pytest.mark.parametrize(
        "name", ["statistician", "unit_head", "office_worker", "other_reviewer"]
    )
    def test_only_the_bureau(
        self, name: str, health_return: Submission, cast: SimpleNamespace
    ) -> None:
        with pytest.raises(PermissionRefused):
            self.act(health_return, getattr(cast, name))


class TestReminding:
    def test_only_the_late_once_a_day_and_logged(
        self,
        round_2025: Round,
        submitted_return: Submission,
        county_return: Submission,
        units: SimpleNamespace,
        settings: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        education = round_2025.submissions.get(organisation=units.education)
        assert not remind_late(round_=round_2025, by=cast.reviewer), "nobody is late yet"
        settings.TODAY = "2026-04-01"
        extended = Submission.objects.get(pk=county_return.pk)
        Submission.objects.filter(pk=extended.pk).update(due_on=LATER, due_reason="机构改革")
        assert [row.pk for row in remind_late(round_=round_2025, by=cast.reviewer)] == [
            education.pk
        ]
        assert remind_late(round_=round_2025, by=cast.second_reviewer) == []
        act = AuditEvent.objects.get(action="return.remind")
        assert (act.object_id, act.new["people_told"]) == (str(education.pk), 1)
        assert [row.recipient for row in Notice.objects.filter(kind="reminder")] == [cast.outsider]
        settings.TODAY = "2026-04-02"
        assert len(remind_late(round_=round_2025, by=cast.reviewer)) == 1
        settings.TODAY = "2026-04-16"
        assert {row.pk for row in late_returns(round_2025)} == {education.pk, county_return.pk}

    @pytest.mark.parametrize("name", ["statistician", "office_worker", "county_reviewer"])
    def test_only_the_bureau(self, name: str, round_2025: Round, cast: SimpleNamespace) -> None:
        with pytest.raises(PermissionRefused):
            remind_late(round_=round_2025, by=getattr(cast, name))


class TestClosing:
    def test_no_first_figures_afterwards(
        self,
        round_2025: Round,
        health_return: Submission,
        indicators: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        done = close_round(round_=round_2025, by=cast.reviewer)
        assert (done.state, done.closed_by) == ("closed", cast.reviewer)
        typed_in = typed(cell(health_return, indicators.water), value="95")
        with pytest.raises(CellsRefused, match="已经关闭"):
            save_cells(submission=health_return, cells=typed_in, by=cast.statistician)
        with pytest.raises(StateRefused, match="已经关闭"):
            remind_late(round_=round_2025, by=cast.reviewer)

    def test_what_came_back_may_still_be_mended(
        self,
        round_2025: Round,
        half_returned: Submission,
        indicators: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        close_round(round_=round_2025, by=cast.reviewer)
        item = cell(half_returned, indicators.maternal)
        mended = typed(item, numerator="1", denominator="2500")
        assert save_cells(submission=half_returned, cells=mended, by=cast.statistician) == 1

    def test_opened_again_with_a_reason_told_and_logged(
        self, round_2025: Round, cast: SimpleNamespace
    ) -> None:
        close_round(round_=round_2025, by=cast.reviewer)
        with pytest.raises(NotPossible, match="原因"):
            reopen_round(round_=round_2025, reason="", by=cast.reviewer)
        done = reopen_round(round_=round_2025, reason="两个单位补报", by=cast.reviewer)
        assert (done.state, done.closed_at, done.closed_by) == ("open", None, None)
        assert AuditEvent.objects.get(action="round.reopen").reason == "两个单位补报"
        kinds = set(Notice.objects.values_list("kind", flat=True))
        assert {"round_closed", "round_reopened"} <= kinds
        assert "两个单位补报" in Notice.objects.filter(kind="round_reopened")[0].body
        with pytest.raises(StateRefused, match="没有关闭"):
            reopen_round(round_=round_2025, reason="再来", by=cast.reviewer)

    @pytest.mark.parametrize("name", ["statistician", "office_worker", "county_reviewer"])
    def test_only_the_bureau(self, name: str, round_2025: Round, cast: SimpleNamespace) -> None:
        with pytest.raises(PermissionRefused):
            close_round(round_=round_2025, by=getattr(cast, name))


def test_rates_count_the_first_day_against_the_returns_own(
    round_2025: Round,
    submitted_return: Submission,
    county_in_review: Submission,
    settings: SimpleNamespace,
    cast: SimpleNamespace,
) -> None:
    """Three returns: one in time, one a day after its own day, one not there at all."""
    Submission.objects.filter(pk=submitted_return.pk).update(
        first_submitted_at="2026-03-31T15:59:59Z"  # 23:59:59 on the due day in Shanghai
    )
    Submission.objects.filter(pk=county_in_review.pk).update(
        first_submitted_at="2026-03-31T16:00:00Z"
    )
    settings.TODAY = "2026-04-01"
    found = overview(cast.reviewer, round_2025)
    assert (found.filed, found.in_time, len(found.rows), found.overdue) == (2, 1, 3, 1)
    assert (found.filed_percent, found.in_time_percent) == (66, 33)
    Submission.objects.filter(pk=county_in_review.pk).update(due_on=LATER, due_reason="机构改革")
    assert overview(cast.reviewer, round_2025).in_time == 2
    assert Item.objects.filter(submission__round=round_2025).count() == 4
