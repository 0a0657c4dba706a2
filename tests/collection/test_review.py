"""Review cell by cell: what is approved is a figure at once, and owes an assessment."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from indicators.data_versions import current_data_version
from indicators.models import AuditEvent, Indicator, Membership, Organisation, Role, User
from reporting.collection.cells import CellsRefused
from reporting.collection.entry import save_cells
from reporting.collection.review import Decision, DecisionRefused, review_cells
from reporting.collection.states import StateRefused
from reporting.models import Item, ItemNote, Notice, Observation, Submission, WorkItem
from reporting.permissions import PermissionRefused
from tests.collection.conftest import cell, decide, hand_in, typed


def give_role(user: User, organisation: Organisation, role: str) -> User:
    """The account as it signs in anew with one more role."""
    Membership.objects.create(
        user=user, organisation=organisation, role=role, first_day=datetime.date(2020, 1, 1)
    )
    return User.objects.get(pk=user.pk)


@pytest.fixture
def maternal(submitted_return: Submission, indicators: SimpleNamespace) -> Item:
    return cell(submitted_return, indicators.maternal)


@pytest.fixture
def water(submitted_return: Submission, indicators: SimpleNamespace) -> Item:
    return cell(submitted_return, indicators.water)


def test_an_approved_cell_becomes_a_figure(
    submitted_return: Submission, maternal: Item, areas: SimpleNamespace, cast: SimpleNamespace
) -> None:
    number = review_cells(
        submission=submitted_return, decisions=[decide(maternal, approve=True)], by=cast.reviewer
    )
    figure = Observation.objects.in_force().get()
    assert figure.area == areas.city
    assert (figure.year, figure.flow, figure.status) == (2025, "return", "A")
    assert (figure.value, figure.numerator, figure.denominator) == (
        Decimal("40.322581"),
        1,
        2480,
    )
    assert figure.recorded_by == cast.reviewer
    assert figure.valid_from == number == current_data_version(areas.city)


def test_the_assessment_is_owed_in_the_same_breath(
    submitted_return: Submission, maternal: Item, cast: SimpleNamespace
) -> None:
    number = review_cells(
        submission=submitted_return, decisions=[decide(maternal, approve=True)], by=cast.reviewer
    )
    work = WorkItem.objects.get()
    assert (work.kind, work.key, work.data_version) == ("assess", "990100:2025", number)


def test_the_cell_says_who_approved_it(
    submitted_return: Submission, maternal: Item, cast: SimpleNamespace
) -> None:
    review_cells(
        submission=submitted_return, decisions=[decide(maternal, approve=True)], by=cast.reviewer
    )
    maternal.refresh_from_db()
    assert (maternal.review, maternal.reviewed_by) == ("approved", cast.reviewer)
    act = AuditEvent.objects.filter(action="return.review").latest("pk")
    assert act.new["approved"] == ["maternal_mortality"]


def test_the_figure_carries_what_the_unit_said_about_it(
    filled_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    marked = typed(
        cell(filled_return, indicators.water), value="95.5", qualifier="约", status="P", note="快报"
    )
    save_cells(submission=filled_return, cells=marked, by=cast.statistician)
    hand_in(filled_return, cast)
    item = cell(filled_return, indicators.water)
    review_cells(submission=filled_return, decisions=[decide(item, approve=True)], by=cast.reviewer)
    figure = Observation.objects.get()
    assert (figure.value, figure.qualifier, figure.status) == (Decimal("95.5"), "约", "P")
    assert figure.note == "快报"


def test_every_return_of_a_cell_is_kept(
    half_returned: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    hand_in(half_returned, cast)
    item = cell(half_returned, indicators.maternal)
    again = decide(item, approve=False, reason="活产数仍与统计局不一致")
    review_cells(submission=half_returned, decisions=[again], by=cast.second_reviewer)
    notes = ItemNote.objects.filter(item=item, kind="return").order_by("pk")
    assert [(note.text, note.by) for note in notes] == [
        ("请核对活产数", cast.reviewer),
        ("活产数仍与统计局不一致", cast.second_reviewer),
    ]
    assert cell(half_returned, indicators.maternal).review_note == "活产数仍与统计局不一致"


def test_the_unit_is_told_what_came_back_and_why(
    half_returned: Submission, cast: SimpleNamespace
) -> None:
    notices = Notice.objects.filter(kind="cells_returned")
    assert {row.recipient for row in notices} == {
        cast.statistician,
        cast.colleague,
        cast.unit_head,
    }
    assert "孕产妇死亡率：请核对活产数" in notices[0].body


def test_what_breaks_a_rule_by_now_is_not_approved(
    submitted_return: Submission, water: Item, cast: SimpleNamespace
) -> None:
    Indicator.objects.filter(pk=water.indicator_id).update(maximum=90)
    with pytest.raises(CellsRefused, match="高于上限 90"):
        review_cells(
            submission=submitted_return, decisions=[decide(water, approve=True)], by=cast.reviewer
        )
    back = decide(water, approve=False, reason="超过上限")
    review_cells(submission=submitted_return, decisions=[back], by=cast.reviewer)


def test_the_rest_waits_on(
    submitted_return: Submission, maternal: Item, water: Item, cast: SimpleNamespace
) -> None:
    review_cells(
        submission=submitted_return, decisions=[decide(maternal, approve=True)], by=cast.reviewer
    )
    submitted_return.refresh_from_db()
    water.refresh_from_db()
    assert (submitted_return.state, water.review) == ("submitted", "pending")


def test_the_return_is_complete_when_every_cell_is(
    submitted_return: Submission, maternal: Item, water: Item, cast: SimpleNamespace
) -> None:
    review_cells(
        submission=submitted_return,
        decisions=[decide(maternal, approve=True), decide(water, approve=True)],
        by=cast.reviewer,
    )
    submitted_return.refresh_from_db()
    assert submitted_return.state == "complete"
    assert set(Observation.objects.values_list("valid_from", flat=True)) == {1}


def test_a_returned_cell_carries_its_reason(
    half_returned: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    item = cell(half_returned, indicators.maternal)
    assert (half_returned.state, item.review) == ("returned", "returned")
    assert (item.review_note, item.reviewed_by) == ("请核对活产数", cast.reviewer)
    assert Observation.objects.get().indicator == indicators.water


def test_nothing_is_recorded_where_all_is_returned(
    submitted_return: Submission, maternal: Item, cast: SimpleNamespace
) -> None:
    decisions = [decide(maternal, approve=False, reason="请核对")]
    assert review_cells(submission=submitted_return, decisions=decisions, by=cast.reviewer) is None
    assert not Observation.objects.exists()
    assert not WorkItem.objects.exists()


def test_the_corrected_return_is_completed(
    half_returned: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    change = typed(cell(half_returned, indicators.maternal), numerator="1", denominator="2500")
    save_cells(submission=half_returned, cells=change, by=cast.statistician)
    hand_in(half_returned, cast)
    item = cell(half_returned, indicators.maternal)
    review_cells(submission=half_returned, decisions=[decide(item, approve=True)], by=cast.reviewer)
    half_returned.refresh_from_db()
    assert half_returned.state == "complete"
    assert Observation.objects.get(indicator=indicators.maternal).value == 40


@pytest.mark.parametrize(
    "texts",
    [
        {"missing_kind": "not_yet_produced", "expected_on": "2026-05-31"},
        {"missing_kind": "not_applicable", "note": "当年无暴露"},
        {"missing_kind": "not_reported"},
    ],
)
def test_a_reason_is_recorded_as_such(
    texts: dict[str, str],
    filled_return: Submission,
    indicators: SimpleNamespace,
    cast: SimpleNamespace,
) -> None:
    item = cell(filled_return, indicators.maternal)
    save_cells(submission=filled_return, cells=typed(item, **texts), by=cast.statistician)
    hand_in(filled_return, cast)
    item.refresh_from_db()
    review_cells(submission=filled_return, decisions=[decide(item, approve=True)], by=cast.reviewer)
    figure = Observation.objects.get()
    assert (figure.value, figure.numerator, figure.status) == (None, None, "M")
    assert figure.missing_kind == texts["missing_kind"]
    assert figure.note == texts.get("note", "")
    expected = datetime.date(2026, 5, 31) if "expected_on" in texts else None
    assert figure.expected_on == expected


@pytest.mark.parametrize(
    ("reason", "words"),
    [("", "写明原因"), ("  ", "写明原因"), ("字" * 301, "300字"), ("a\x00b", "控制字符")],
)
def test_returning_needs_a_usable_reason(
    reason: str,
    words: str,
    submitted_return: Submission,
    maternal: Item,
    water: Item,
    cast: SimpleNamespace,
) -> None:
    decisions = [decide(water, approve=True), decide(maternal, approve=False, reason=reason)]
    with pytest.raises(DecisionRefused, match=words):
        review_cells(submission=submitted_return, decisions=decisions, by=cast.reviewer)
    assert not Observation.objects.exists()


def test_no_decision_is_refused(
    submitted_return: Submission, county_return: Submission, cast: SimpleNamespace
) -> None:
    foreign = county_return.items.get()
    for decisions in ([], [decide(foreign, approve=True)]):
        with pytest.raises(DecisionRefused, match="至少选择一项"):
            review_cells(submission=submitted_return, decisions=decisions, by=cast.reviewer)


def test_what_changed_since_it_was_seen_is_refused_with_the_difference(
    half_returned: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    seen = cell(half_returned, indicators.maternal)
    change = typed(seen, numerator="1", denominator="2500")
    save_cells(submission=half_returned, cells=change, by=cast.statistician)
    hand_in(half_returned, cast)
    with pytest.raises(CellsRefused) as refusal:
        review_cells(
            submission=half_returned, decisions=[decide(seen, approve=True)], by=cast.reviewer
        )
    (difference,) = refusal.value.differences
    assert "（1 / 2480）" in difference.sentence
    assert "（1 / 2500）" in difference.sentence
    assert cell(half_returned, indicators.maternal).review == "pending"


def test_a_version_that_never_was_is_refused(
    submitted_return: Submission, maternal: Item, cast: SimpleNamespace
) -> None:
    with pytest.raises(CellsRefused):
        review_cells(
            submission=submitted_return,
            decisions=[Decision(maternal.pk, 10**12, approve=True)],
            by=cast.reviewer,
        )


def test_a_settled_cell_is_not_decided_again(
    half_returned: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    item = cell(half_returned, indicators.water)
    with pytest.raises(StateRefused, match="已通过"):
        review_cells(
            submission=half_returned,
            decisions=[decide(item, approve=False, reason="再看")],
            by=cast.second_reviewer,
        )


def test_a_draft_is_not_reviewed(
    filled_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    item = cell(filled_return, indicators.water)
    with pytest.raises(StateRefused, match="填报中"):
        review_cells(
            submission=filled_return, decisions=[decide(item, approve=True)], by=cast.reviewer
        )


def test_nobody_approves_what_they_entered(
    submitted_return: Submission,
    maternal: Item,
    units: SimpleNamespace,
    cast: SimpleNamespace,
) -> None:
    both = give_role(cast.statistician, units.bureau, Role.REVIEWER)
    with pytest.raises(PermissionRefused, match="孕产妇死亡率"):
        review_cells(
            submission=submitted_return, decisions=[decide(maternal, approve=True)], by=both
        )
    review_cells(
        submission=submitted_return,
        decisions=[decide(maternal, approve=False, reason="我填错了")],
        by=both,
    )


def test_nor_what_others_only_touched_up(
    filled_return: Submission,
    units: SimpleNamespace,
    indicators: SimpleNamespace,
    cast: SimpleNamespace,
) -> None:
    item = cell(filled_return, indicators.water)
    touched = typed(item, value="95.5", note="已核")
    save_cells(submission=filled_return, cells=touched, by=cast.colleague)
    hand_in(filled_return, cast)
    item.refresh_from_db()
    both = give_role(cast.statistician, units.bureau, Role.REVIEWER)
    with pytest.raises(PermissionRefused):
        review_cells(submission=filled_return, decisions=[decide(item, approve=True)], by=both)
