"""Explaining a soft finding: who, what, for which numbers."""

import pytest

from indicators.models import AuditEvent
from indicators.people.refusal import NotPossible, Overtaken
from reporting.collection.explanations import explain, explanations_of
from reporting.collection.return_checks import open_findings
from reporting.collection.states import StateRefused
from reporting.models import Item, ItemNote, NoteKind, ReviewState
from reporting.permissions import PermissionRefused
from tests.checks.conftest import put, remember

WORDS = "2025年市直两所水厂并网，统计范围由城区扩大到近郊，覆盖人口减少。"


@pytest.fixture
def asked(returns, indicators, areas) -> Item:
    """Tap water fell from 94 % to 70 %: the only soft finding."""
    remember(indicators.water, areas.city, {year: 90 + year % 5 for year in range(2019, 2025)})
    put(returns.city, indicators.maternal, 0, 2490)
    return put(returns.city, indicators.water, 70)


def tell(item: Item, cast, **changed) -> ItemNote:
    said = {"rule": "jump", "reason_code": "definition", "text": WORDS, "by": cast.statistician}
    return explain(item=item, **(said | changed))


def asked_rules(returns, item: Item) -> list[str]:
    return [finding.rule for finding in open_findings(returns.city).get(item.pk, [])]


def test_an_explained_finding_is_closed_for_these_numbers(returns, asked, cast, indicators) -> None:
    assert asked_rules(returns, asked) == ["jump"]
    note = tell(asked, cast)
    assert (note.kind, note.reason_code, note.text) == (NoteKind.EXPLANATION, "definition", WORDS)
    assert asked_rules(returns, asked) == []
    put(returns.city, indicators.water, 69)
    assert asked_rules(returns, asked) == ["jump"]
    put(returns.city, indicators.water, 70)
    assert asked_rules(returns, asked) == []


def test_it_is_read_with_its_writer_and_in_the_trail(returns, asked, cast) -> None:
    tell(asked, cast)
    (note,) = explanations_of(returns.city)[asked.pk]
    assert note.by == cast.statistician
    act = AuditEvent.objects.get(action="return.explain")
    assert (act.actor, act.reason, act.new["rule"]) == ("statistician", WORDS, "jump")


def test_a_hard_finding_is_not_explained_away(returns, asked, cast, indicators) -> None:
    item = put(returns.city, indicators.water, 101)
    with pytest.raises(NotPossible, match="须改正数据"):
        tell(item, cast, rule="above_maximum")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": "核实无误"}, "没有写出具体情况"),
        ({"text": "农村自来水普及率（%）情况属实，已核实。"}, "没有写出具体情况"),
        ({"reason_code": "because"}, "选择原因"),
        ({"rule": "same_as_last_year"}, "没有这条核实提示"),
        ({"rule": "no_rule"}, "须改正数据"),
    ],
)
def test_is_refused(asked, cast, changed: dict[str, str], words: str) -> None:
    with pytest.raises(NotPossible, match=words):
        tell(asked, cast, **changed)
    assert not ItemNote.objects.exists()


@pytest.mark.parametrize("name", ["unit_head", "outsider", "reviewer", "county_statistician"])
def test_only_the_units_statisticians_explain(asked, cast, name: str) -> None:
    with pytest.raises(PermissionRefused):
        tell(asked, cast, by=getattr(cast, name))


def test_what_changed_meanwhile_is_looked_at_first(asked, cast) -> None:
    Item.objects.filter(pk=asked.pk).update(version=asked.version + 1)
    with pytest.raises(Overtaken, match="有改动"):
        tell(asked, cast)


def test_a_cell_under_review_is_not_explained_any_more(asked, cast) -> None:
    Item.objects.filter(pk=asked.pk).update(review=ReviewState.PENDING)
    with pytest.raises(StateRefused, match="不能再写说明"):
        tell(asked, cast)
