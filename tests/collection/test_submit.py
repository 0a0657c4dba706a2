"""Handing a return in."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from indicators.models import AuditEvent, Indicator, Role
from reporting.collection.cells import CellsRefused
from reporting.collection.entry import save_cells
from reporting.collection.handing_in import (
    needs_paper,
    record_paper_signature,
    sign,
    submit,
)
from reporting.collection.review import review_cells
from reporting.collection.states import StateRefused
from reporting.models import Item, Notice, Receipt, Submission
from reporting.permissions import PermissionRefused
from tests.collection.conftest import cell, decide, hand_in, typed
from tests.collection.test_review import give_role


def test_the_return_and_its_cells_move_on(
    handed_in_return: Submission, cast: SimpleNamespace
) -> None:
    handed_in_return.refresh_from_db()
    assert handed_in_return.state == "unit_review"
    assert handed_in_return.submitted_by == cast.statistician
    assert set(handed_in_return.items.values_list("review", flat=True)) == {"unit_pending"}
    act = AuditEvent.objects.get(action="return.submit")
    assert (act.actor, act.object_id) == ("statistician", str(handed_in_return.pk))


def test_every_empty_cell_is_named(
    health_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    with pytest.raises(CellsRefused) as refusal:
        submit(submission=health_return, version=health_return.version, by=cast.statistician)
    named = {finding.row for found in refusal.value.findings.values() for finding in found}
    assert named == {"孕产妇死亡率", "农村自来水普及率"}
    health_return.refresh_from_db()
    assert health_return.state == "draft"


def test_a_reason_is_as_good_as_a_number(
    filled_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    reason = typed(cell(filled_return, indicators.water), missing_kind="not_reported")
    save_cells(submission=filled_return, cells=reason, by=cast.statistician)
    filled_return.refresh_from_db()
    done = submit(submission=filled_return, version=filled_return.version, by=cast.statistician)
    assert done.state == "unit_review"


def test_hard_checks_run_once_more(
    filled_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    Indicator.objects.filter(pk=indicators.water.pk).update(maximum=90)
    with pytest.raises(CellsRefused, match="高于上限 90"):
        submit(submission=filled_return, version=filled_return.version, by=cast.statistician)


def test_what_a_colleague_typed_since_is_looked_at_first(
    filled_return: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    change = typed(cell(filled_return, indicators.water), value="96")
    save_cells(submission=filled_return, cells=change, by=cast.colleague)
    with pytest.raises(StateRefused, match="有改动"):
        submit(submission=filled_return, version=filled_return.version, by=cast.statistician)


def test_submitting_twice_is_refused(submitted_return: Submission, cast: SimpleNamespace) -> None:
    with pytest.raises(StateRefused):
        submit(submission=submitted_return, version=submitted_return.version, by=cast.statistician)


def test_a_receipt_and_a_notice_to_the_head_go_with_it(
    handed_in_return: Submission, cast: SimpleNamespace
) -> None:
    receipt = Receipt.objects.get(submission=handed_in_return)
    assert (receipt.number, receipt.by) == (1, cast.statistician)
    notice = Notice.objects.get(kind="return_submitted")
    assert notice.recipient == cast.unit_head
    assert notice.address == reverse("submission_review", args=[handed_in_return.pk])


def test_the_first_day_counts_however_often_it_comes_back(
    half_returned: Submission, cast: SimpleNamespace
) -> None:
    first = half_returned.first_submitted_at
    again = submit(submission=half_returned, version=half_returned.version, by=cast.statistician)
    assert again.first_submitted_at == first
    assert again.submitted_at > first
    assert Receipt.objects.filter(submission=again).count() == 2


class TestSignature:
    def test_the_head_sends_it_on(
        self, submitted_return: Submission, cast: SimpleNamespace
    ) -> None:
        submitted_return.refresh_from_db()
        assert submitted_return.state == "submitted"
        assert submitted_return.signed_by == cast.unit_head
        assert set(submitted_return.items.values_list("review", flat=True)) == {"pending"}
        told = Notice.objects.filter(kind="return_signed")
        assert {row.recipient for row in told} == {cast.reviewer, cast.second_reviewer}

    def test_what_changed_since_the_page_was_opened_is_looked_at_first(
        self, handed_in_return: Submission, cast: SimpleNamespace
    ) -> None:
        with pytest.raises(StateRefused, match="有改动"):
            sign(submission=handed_in_return, version=1, by=cast.unit_head)

    @pytest.mark.parametrize("name", ["statistician", "outsider", "leader", "county_reviewer"])
    def test_nobody_else_signs(
        self, name: str, handed_in_return: Submission, cast: SimpleNamespace
    ) -> None:
        with pytest.raises(PermissionRefused):
            sign(
                submission=handed_in_return,
                version=handed_in_return.version,
                by=getattr(cast, name),
            )

    def test_the_bureau_does_not_sign_for_the_unit(
        self, handed_in_return: Submission, cast: SimpleNamespace
    ) -> None:
        with pytest.raises(StateRefused, match="待单位审核"):
            sign(submission=handed_in_return, version=handed_in_return.version, by=cast.reviewer)

    def test_a_head_who_typed_does_not_sign(
        self,
        filled_return: Submission,
        indicators: SimpleNamespace,
        units: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        head = give_role(cast.colleague, units.health, Role.UNIT_HEAD)
        change = typed(cell(filled_return, indicators.water), value="96")
        save_cells(submission=filled_return, cells=change, by=head)
        filled_return.refresh_from_db()
        done = submit(submission=filled_return, version=filled_return.version, by=cast.statistician)
        with pytest.raises(PermissionRefused, match="农村自来水普及率"):
            sign(submission=done, version=done.version, by=head)
        assert sign(submission=done, version=done.version, by=cast.unit_head).signed_by_id

    def test_who_handed_it_in_does_not_sign(
        self, filled_return: Submission, units: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        both = give_role(cast.colleague, units.health, Role.UNIT_HEAD)
        done = submit(submission=filled_return, version=filled_return.version, by=both)
        with pytest.raises(PermissionRefused, match="另一名负责人"):
            sign(submission=done, version=done.version, by=both)


class TestPaper:
    @pytest.fixture
    def without_head(self, filled_return: Submission, cast: SimpleNamespace) -> Submission:
        cast.unit_head.memberships.all().delete()
        return filled_return

    def test_a_unit_without_a_head_says_who_signed_on_paper(
        self, without_head: Submission, cast: SimpleNamespace
    ) -> None:
        assert needs_paper(without_head, cast.statistician)
        with pytest.raises(StateRefused, match="纸质报表由谁"):
            submit(submission=without_head, version=without_head.version, by=cast.statistician)
        done = submit(
            submission=without_head,
            version=without_head.version,
            by=cast.statistician,
            paper_signature=" 王主任 2026-03-01 ",
        )
        assert (done.state, done.paper_signature) == ("submitted", "王主任 2026-03-01")
        assert done.signed_by is None
        assert set(done.items.values_list("review", flat=True)) == {"pending"}

    @pytest.mark.parametrize("text", ["字" * 101, "王主任\n3月1日"])
    def test_a_signature_is_one_short_line(
        self, text: str, without_head: Submission, cast: SimpleNamespace
    ) -> None:
        with pytest.raises(StateRefused, match="一行文字"):
            submit(
                submission=without_head,
                version=without_head.version,
                by=cast.statistician,
                paper_signature=text,
            )

    def test_paper_does_not_go_past_a_head(
        self, filled_return: Submission, cast: SimpleNamespace
    ) -> None:
        assert not needs_paper(filled_return, cast.statistician)
        with pytest.raises(StateRefused, match="在系统中签字"):
            submit(
                submission=filled_return,
                version=filled_return.version,
                by=cast.statistician,
                paper_signature="王主任 2026-03-01",
            )

    def test_a_head_who_typed_into_it_makes_paper_necessary(
        self,
        filled_return: Submission,
        indicators: SimpleNamespace,
        units: SimpleNamespace,
        cast: SimpleNamespace,
    ) -> None:
        head = give_role(cast.unit_head, units.health, Role.STATISTICIAN)
        change = typed(cell(filled_return, indicators.water), value="96")
        save_cells(submission=filled_return, cells=change, by=head)
        assert needs_paper(filled_return, cast.statistician)

    def test_a_head_who_has_left_is_replaced_by_paper(
        self, handed_in_return: Submission, cast: SimpleNamespace
    ) -> None:
        act = {
            "submission": handed_in_return,
            "version": handed_in_return.version,
            "by": cast.statistician,
            "paper_signature": "王主任 2026-03-02",
        }
        with pytest.raises(StateRefused, match="在系统中签字"):
            record_paper_signature(**act)
        cast.unit_head.is_active = False
        cast.unit_head.save()
        done = record_paper_signature(**act)
        assert (done.state, done.paper_signature) == ("submitted", "王主任 2026-03-02")
        assert AuditEvent.objects.filter(action="return.paper_signature").count() == 1


class TestParts:
    """Indicators with a later day of their own."""

    @pytest.fixture
    def water_later(self, filled_return: Submission, indicators: SimpleNamespace) -> Submission:
        Item.objects.filter(submission=filled_return, indicator=indicators.water).update(
            due_on="2026-06-30", value=None
        )
        return filled_return

    def test_what_is_not_due_may_stay_empty(
        self, water_later: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        done = submit(submission=water_later, version=water_later.version, by=cast.statistician)
        assert done.state == "unit_review"
        assert cell(done, indicators.water).review == "open"

    def test_and_is_asked_for_on_its_day(
        self, water_later: Submission, settings: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        settings.TODAY = "2026-06-30"
        with pytest.raises(CellsRefused, match="农村自来水普及率"):
            submit(submission=water_later, version=water_later.version, by=cast.statistician)

    def test_the_rest_follows_when_the_first_part_is_in_store(
        self, water_later: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
    ) -> None:
        hand_in(water_later, cast)
        first = decide(cell(water_later, indicators.maternal), approve=True)
        review_cells(submission=water_later, decisions=[first], by=cast.reviewer)
        water_later.refresh_from_db()
        assert (water_later.state, water_later.completed_at) == ("draft", None)
        late = typed(cell(water_later, indicators.water), value="95.5")
        save_cells(submission=water_later, cells=late, by=cast.statistician)
        assert hand_in(water_later, cast).state == "submitted"


@pytest.mark.parametrize("name", ["unit_head", "outsider", "reviewer"])
def test_only_the_units_statisticians_submit(
    name: str, filled_return: Submission, cast: SimpleNamespace
) -> None:
    with pytest.raises(PermissionRefused):
        submit(submission=filled_return, version=filled_return.version, by=getattr(cast, name))


def test_a_returned_cell_goes_back_to_review_alone(
    half_returned: Submission, indicators: SimpleNamespace, cast: SimpleNamespace
) -> None:
    done = submit(submission=half_returned, version=half_returned.version, by=cast.statistician)
    assert done.state == "unit_review"
    assert cell(done, indicators.maternal).review == "unit_pending"
    assert cell(done, indicators.water).review == "approved"
