"""The versions of the 监测指标体系: a change is the next one, rounds keep theirs."""

import datetime
from types import SimpleNamespace

import pytest

from indicators.models import AuditEvent
from indicators.people.refusal import NotPossible
from reporting.collection.indicator_sets import SetChanges, new_version, newest_set
from reporting.models import IndicatorSet, Round
from reporting.permissions import PermissionRefused
from tests.collection.conftest import add_indicators, ask_for_everything
from tests.collection.test_rounds import open_again


class TestVersions:
    def test_a_change_is_the_next_version_and_the_open_round_keeps_its_own(
        self, round_2025: Round, indicators: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        changes = SetChanges(
            retired=frozenset({indicators.water.pk}), days={indicators.enrolment.pk: (5, 31)}
        )
        made = new_version(
            based_on=round_2025.indicator_set,
            changes=changes,
            reason="新规划不再监测",
            by=cast.reviewer,
        )
        assert (made.version, newest_set(round_2025.area)) == (2, made)
        lines = {line.indicator: (line.due_month, line.due_day) for line in made.lines.all()}
        assert lines == {indicators.maternal: (None, None), indicators.enrolment: (5, 31)}
        round_2025.refresh_from_db()
        assert round_2025.indicator_set.lines.count() == 3
        act = AuditEvent.objects.get(action="indicator_set.change")
        assert act.new["retired"] == ["rural_tap_water"]
        assert act.new["days"] == {"kindergarten_gross_enrolment": "5-31"}

    def test_what_is_added_is_asked_in_the_next_round(
        self,
        round_2025: Round,
        areas: SimpleNamespace,
        units: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        add_indicators(1, areas.city, units.health)
        ask_for_everything(areas.city, cast.reviewer)
        round_ = open_again(areas.city, cast.reviewer, due_on=datetime.date(2027, 3, 31), year=2026)
        assert round_.submissions.get(organisation=units.health).items.count() == 3

    @pytest.mark.parametrize(
        ("changes", "reason", "words"),
        [
            (SetChanges(), "因为", "没有改动"),
            (SetChanges(added=frozenset({10**9})), "因为", "不在指标库中"),
            ("everything", "因为", "至少要有一项"),
            ("impossible day", "因为", "没有2月30日"),
            ("one", " ", "请填写原因"),
        ],
    )
    def test_what_makes_no_version(
        self,
        changes: SetChanges | str,
        reason: str,
        words: str,
        round_2025: Round,
        indicators: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        everything = frozenset(vars(indicators)[name].pk for name in vars(indicators))
        made = {
            "everything": SetChanges(retired=everything),
            "impossible day": SetChanges(days={indicators.water.pk: (2, 30)}),
            "one": SetChanges(retired=frozenset({indicators.water.pk})),
        }
        chosen = made[changes] if isinstance(changes, str) else changes
        with pytest.raises(NotPossible, match=words):
            new_version(
                based_on=round_2025.indicator_set, changes=chosen, reason=reason, by=cast.reviewer
            )
        assert IndicatorSet.objects.count() == 1

    def test_two_people_do_not_make_the_same_version(
        self, round_2025: Round, indicators: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        act = {
            "based_on": round_2025.indicator_set,
            "changes": SetChanges(retired=frozenset({indicators.water.pk})),
            "reason": "停用",
        }
        new_version(**act, by=cast.reviewer)
        with pytest.raises(NotPossible, match="更新的版本"):
            new_version(**act, by=cast.second_reviewer)

    @pytest.mark.parametrize("name", ["office_worker", "county_reviewer", "other_reviewer"])
    def test_only_the_citys_bureau_keeps_it(
        self, name: str, round_2025: Round, indicators: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        with pytest.raises(PermissionRefused):
            new_version(
                based_on=round_2025.indicator_set,
                changes=SetChanges(retired=frozenset({indicators.water.pk})),
                reason="停用",
                by=getattr(cast, name),
            )
