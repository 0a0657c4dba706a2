"""Who looks at a return after whom: the unit, its bureau, for a county's unit the city."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from indicators.models import Assignment, AssignmentRole, Role
from reporting.collection.entry import save_cells
from reporting.collection.handing_in import submit
from reporting.collection.reads import reviews_of
from reporting.collection.review import DecisionRefused, review_cells
from reporting.collection.review_permissions import stages_of
from reporting.collection.rounds import open_round
from reporting.collection.states import Stage, StateRefused
from reporting.models import Item, Notice, Observation, Round, Submission, WorkItem
from reporting.permissions import PermissionRefused
from tests.collection.conftest import DUE, YEAR, cell, decide, hand_in, typed
from tests.collection.test_review import give_role


@pytest.fixture
def maternal(county_in_review: Submission, indicators: SimpleNamespace) -> Item:
    return cell(county_in_review, indicators.maternal)


def decide_on(submission: Submission, by: object, *, approve: bool = True) -> None:
    """Decide on every cell that waits, as `by` sees it."""
    waiting = submission.items.exclude(review__in=["open", "approved", "returned"])
    decisions = [
        decide(item, approve=approve, reason="" if approve else "请核对") for item in waiting
    ]
    review_cells(submission=submission, decisions=decisions, by=by)  # type: ignore[arg-type]
    submission.refresh_from_db()


class TestCounty:
    def test_its_own_bureau_first(
        self, county_in_review: Submission, cast: SimpleNamespace
    ) -> None:
        assert county_in_review.state == "submitted"
        assert county_in_review.paper_signature == "张局长 2026-03-01"
        with pytest.raises(StateRefused, match="待统计审核"):
            decide_on(county_in_review, cast.reviewer)
        decide_on(county_in_review, cast.county_reviewer)
        assert county_in_review.state == "city_review"
        assert not Observation.objects.exists(), "nothing is in store before the city accepts"

    def test_then_the_city(
        self, county_in_review: Submission, maternal: Item, cast: SimpleNamespace
    ) -> None:
        decide_on(county_in_review, cast.county_reviewer)
        with pytest.raises(StateRefused, match="待市级验收"):
            decide_on(county_in_review, cast.county_reviewer)
        decide_on(county_in_review, cast.reviewer)
        assert county_in_review.state == "complete"
        figure = Observation.objects.get()
        assert (figure.area, figure.value) == (county_in_review.area, Decimal(0))
        assert figure.recorded_by == cast.reviewer
        assert WorkItem.objects.get().key == "990100:2025"

    def test_the_city_is_told_when_the_county_has_passed_it(
        self, county_in_review: Submission, cast: SimpleNamespace
    ) -> None:
        told = Notice.objects.filter(recipient__in=[cast.reviewer, cast.county_reviewer])
        assert {row.recipient for row in told} == {cast.county_reviewer}
        decide_on(county_in_review, cast.county_reviewer)
        assert told.filter(recipient=cast.reviewer).get().kind == "return_accepted"

    def test_the_city_sends_back_to_the_unit_and_it_takes_the_whole_way_again(
        self,
        county_in_review: Submission,
        maternal: Item,
        cast: SimpleNamespace,
    ) -> None:
        decide_on(county_in_review, cast.county_reviewer)
        decide_on(county_in_review, cast.reviewer, approve=False)
        assert county_in_review.state == "returned"
        maternal.refresh_from_db()
        change = typed(maternal, numerator="0", denominator="312")
        save_cells(submission=county_in_review, cells=change, by=cast.county_statistician)
        county_in_review.refresh_from_db()
        submit(
            submission=county_in_review,
            version=county_in_review.version,
            by=cast.county_statistician,
            paper_signature="张局长 2026-03-05",
        )
        decide_on(county_in_review, cast.county_reviewer)
        decide_on(county_in_review, cast.reviewer)
        assert county_in_review.state == "complete"

    @pytest.mark.parametrize("ended", ["membership", "account", "unit"])
    def test_without_a_reviewer_of_its_own_the_city_decides_once_for_both(
        self,
        ended: str,
        county_in_review: Submission,
        units: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        if ended == "membership":
            cast.county_reviewer.memberships.update(last_day="2026-02-28")
        elif ended == "account":
            cast.county_reviewer.is_active = False
            cast.county_reviewer.save()
        else:
            units.county_bureau.active = False
            units.county_bureau.save()
        decide_on(county_in_review, cast.reviewer)
        assert county_in_review.state == "complete"
        assert Observation.objects.count() == 1

    def test_a_neighbouring_county_and_city_have_no_say(
        self, county_in_review: Submission, cast: SimpleNamespace
    ) -> None:
        assert stages_of(cast.other_reviewer, county_in_review) == frozenset()
        with pytest.raises(PermissionRefused):
            decide_on(county_in_review, cast.other_reviewer)


class TestLists:
    def test_each_sees_what_waits_for_them(
        self, county_in_review: Submission, handed_in_return: Submission, cast: SimpleNamespace
    ) -> None:
        def waiting(name: str) -> list[tuple[str, tuple[Stage, ...], int]]:
            rows = reviews_of(getattr(cast, name))
            return [(row.submission.organisation.code, row.stages, row.waiting) for row in rows]

        assert waiting("unit_head") == [("health", (Stage.UNIT,), 2)]
        assert waiting("county_reviewer") == [("county_health", (Stage.BUREAU,), 1)]
        assert waiting("reviewer") == []
        decide_on(county_in_review, cast.county_reviewer)
        assert waiting("county_reviewer") == []
        assert waiting("reviewer") == [("county_health", (Stage.CITY,), 1)]
        decide_on(handed_in_return, cast.unit_head)
        assert [row[0] for row in waiting("reviewer")] == ["health", "county_health"] or [
            row[0] for row in waiting("reviewer")
        ] == ["county_health", "health"]
        assert waiting("office_worker") == waiting("statistician") == []


def test_a_city_departments_figures_of_a_county_go_to_the_city_alone(
    areas: SimpleNamespace,
    units: SimpleNamespace,
    indicators: SimpleNamespace,
    cast: SimpleNamespace,
    assignments: None,
) -> None:
    Assignment.objects.create(
        indicator=indicators.water,
        area=areas.second_county,
        organisation=units.health,
        role=AssignmentRole.REPORTS,
        first_year=2015,
    )
    round_ = open_round(area=areas.city, year=YEAR, opens_on=DUE, due_on=DUE, by=cast.reviewer)
    submission = Submission.objects.get(round=round_, area=areas.second_county)
    value = typed(submission.items.get(), value="90")
    save_cells(submission=submission, cells=value, by=cast.statistician)
    hand_in(submission, cast)
    submission.refresh_from_db()
    assert stages_of(cast.county_reviewer, submission) == frozenset()
    decide_on(submission, cast.reviewer)
    assert submission.state == "complete"


class TestUnit:
    def test_the_head_sends_one_cell_back_and_passes_the_other(
        self,
        handed_in_return: Submission,
        indicators: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        maternal, water = (
            cell(handed_in_return, indicator)
            for indicator in (indicators.maternal, indicators.water)
        )
        decisions = [
            decide(maternal, approve=False, reason="与妇幼年报不一致"),
            decide(water, approve=True),
        ]
        review_cells(submission=handed_in_return, decisions=decisions, by=cast.unit_head)
        handed_in_return.refresh_from_db()
        assert handed_in_return.state == "returned"
        assert cell(handed_in_return, indicators.water).review == "pending"
        assert handed_in_return.signed_by == cast.unit_head, "nothing waits for the head any more"

    def test_a_head_elsewhere_has_no_say(
        self, handed_in_return: Submission, units: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        head = give_role(cast.outsider, units.education, Role.UNIT_HEAD)
        with pytest.raises(PermissionRefused):
            decide_on(handed_in_return, head)


class TestSupplement:
    """尚未产生 and 初步数 after the rest is in store, also when the round is closed."""

    @pytest.fixture
    def complete(
        self,
        filled_return: Submission,
        indicators: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> Submission:
        maternal = cell(filled_return, indicators.maternal)
        water = cell(filled_return, indicators.water)
        later = typed(maternal, missing_kind="not_yet_produced", expected_on="2026-05-31")
        save_cells(
            submission=filled_return,
            cells=later | typed(water, value="95.5", status="P"),
            by=cast.statistician,
        )
        hand_in(filled_return, cast)
        decide_on(filled_return, cast.reviewer)
        assert filled_return.state == "complete"
        Round.objects.update(state="closed", closed_at="2026-04-30T00:00Z", closed_by=cast.reviewer)
        return Submission.objects.get(pk=filled_return.pk)

    def test_the_stored_figure_stands_until_the_new_one_is_approved(
        self, complete: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        before = Observation.objects.in_force().get(indicator=indicators.water)
        final = typed(cell(complete, indicators.water), value="96.1")
        save_cells(submission=complete, cells=final, by=cast.statistician)
        assert cell(complete, indicators.water).review == "open"
        assert Observation.objects.in_force().get(indicator=indicators.water) == before
        hand_in(complete, cast)
        complete.refresh_from_db()
        assert complete.state == "submitted"
        decide_on(complete, cast.reviewer)
        after = Observation.objects.in_force().get(indicator=indicators.water)
        assert (after.value, after.status) == (Decimal("96.1"), "A")
        assert after.revision_kind == "final"
        assert complete.state == "complete"

    def test_what_comes_into_being_is_a_first_figure(
        self, complete: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        counts = typed(cell(complete, indicators.maternal), numerator="1", denominator="2480")
        save_cells(submission=complete, cells=counts, by=cast.statistician)
        hand_in(complete, cast)
        decide_on(complete, cast.reviewer)
        figure = Observation.objects.in_force().get(indicator=indicators.maternal)
        assert (figure.numerator, figure.status, figure.revision_kind) == (1, "A", "first")

    def test_a_provisional_figure_replaced_by_another_is_not_final(
        self, complete: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        again = typed(cell(complete, indicators.water), value="95.9", status="P")
        save_cells(submission=complete, cells=again, by=cast.statistician)
        hand_in(complete, cast)
        decide_on(complete, cast.reviewer)
        figure = Observation.objects.in_force().get(indicator=indicators.water)
        assert (figure.status, figure.revision_kind) == ("P", "correction")

    def test_a_supplement_that_came_back_is_mended_in_the_closed_round(
        self, complete: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        final = typed(cell(complete, indicators.water), value="96.1")
        save_cells(submission=complete, cells=final, by=cast.statistician)
        hand_in(complete, cast)
        decide_on(complete, cast.reviewer, approve=False)
        assert complete.state == "returned"
        better = typed(cell(complete, indicators.water), value="96.2")
        save_cells(submission=complete, cells=better, by=cast.statistician)
        hand_in(complete, cast)
        decide_on(complete, cast.reviewer)
        assert Observation.objects.in_force().get(indicator=indicators.water).value == Decimal(
            "96.2"
        )

    def test_nothing_typed_nothing_to_hand_in(
        self, complete: Submission, cast: SimpleNamespace
    ) -> None:
        with pytest.raises(StateRefused, match="没有可以提交"):
            submit(submission=complete, version=complete.version, by=cast.statistician)
        with pytest.raises(DecisionRefused):
            decide_on(complete, cast.reviewer)


@pytest.mark.parametrize(
    ("name", "is_allowed"),
    [
        ("reviewer", True),
        ("second_reviewer", True),
        ("county_reviewer", False),
        ("other_reviewer", False),
        ("office_worker", False),
        ("unit_head", False),
        ("leader", False),
        ("administrator", False),
    ],
)
def test_who_reviews_a_city_unit(
    name: str,
    is_allowed: bool,
    submitted_return: Submission,
    indicators: SimpleNamespace,
    cast: SimpleNamespace,
) -> None:
    water = cell(submitted_return, indicators.water)

    def review() -> None:
        review_cells(
            submission=submitted_return,
            decisions=[decide(water, approve=True)],
            by=getattr(cast, name),
        )

    if is_allowed:
        review()
    else:
        # The head may look at the unit's return, but it is no longer the head's turn.
        with pytest.raises(StateRefused if name == "unit_head" else PermissionRefused):
            review()
    assert Observation.objects.exists() == is_allowed
