"""Decisions on kind, side, maintain and tolerance, and how a released page still reads."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.catalogue.adjusting import AdjustmentRefused, ChangedMeanwhile, token
from indicators.catalogue.as_of import restore
from indicators.catalogue.decisions import decide_target, decision_of
from indicators.models import Revision, Target, TargetValue
from reporting import outbox, tasks
from reporting.assessment.reading import reading_for
from reporting.catalogue_pages.adjustments import carry_out
from tests.catalogue_pages.conftest import GROUNDS, post

pytestmark = pytest.mark.django_db


def decide(target, by, seen=None, **changes):
    now = decision_of(Target.objects.get(pk=target.pk))
    return decide_target(
        target=target,
        decision=replace(now, **changes),
        grounds=GROUNDS,
        seen=token(now.state()) if seen is None else seen,
        by=by,
    )


def test_a_tolerance_is_a_recorded_decision(targets, cast):
    (moved,) = decide(targets.enrolment, cast.office_worker, tolerance=Decimal("0.5"))
    targets.enrolment.refresh_from_db()
    assert targets.enrolment.tolerance == Decimal("0.5")
    row = Revision.objects.get(key="women/C3.02-1")
    assert (row.field, row.old, row.new) == ("tolerance", None, "0.5")
    assert (row.document, row.data_version) == (GROUNDS.document, moved.data_version)


def test_it_reaches_the_live_judgement(released, targets, cast, areas):
    carry_out(lambda: decide(targets.water, cast.office_worker, kind="at_most"))
    outbox.work_off(tasks.HANDLERS)
    live = reading_for(cast.reviewer, areas.city, year=2025, live=True)
    assert live.judgement(targets.water.pk).status == "NOT_MET"
    assert reading_for(cast.leader, areas.city).judgement(targets.water.pk).status == "MET"


def test_a_kind_without_number_closes_the_value(targets, cast):
    (moved,) = decide(targets.water, cast.office_worker, kind="increase")
    targets.water.refresh_from_db()
    assert (targets.water.kind, targets.water.measurability) == ("increase", "direct")
    assert TargetValue.objects.get(target=targets.water).valid_to == moved.data_version
    assert set(Revision.objects.values_list("field", flat=True)) == {
        "kind",
        "measurability",
        "value",
    }


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "narrow_gap"}, "kind"),
        ({"kind": "nonsense"}, "kind"),
        ({"side": "floor"}, "side"),
        ({"kind": "about", "side": "upwards"}, "side"),
        ({"kind": "increase", "tolerance": Decimal(1)}, "tolerance"),
        ({"tolerance": Decimal(-1)}, "tolerance"),
        ({}, ""),
    ],
)
def test_what_cannot_be_judged_is_refused(targets, cast, change, field):
    with pytest.raises(AdjustmentRefused) as refusal:
        decide(targets.water, cast.office_worker, **change)
    assert refusal.value.field == field
    assert not Revision.objects.exists()


def test_a_decision_made_meanwhile_is_not_overwritten(targets, cast):
    seen = token(decision_of(targets.water).state())
    decide(targets.water, cast.office_worker, sustained=True)
    with pytest.raises(ChangedMeanwhile):
        decide(targets.water, cast.office_worker, seen=seen, maintain=False)


def test_an_earlier_state_is_read_back_for_a_release(released, targets, cast):
    decide(targets.water, cast.office_worker, kind="at_most", tolerance=Decimal("0.5"))
    decide(targets.water, cast.office_worker, maintain=False)
    row = Target.objects.select_related("plan", "indicator").get(pk=targets.water.pk)
    assert (row.kind, row.maintain) == ("at_most", False)
    restore([row], released.data_version)
    assert (row.kind, row.maintain, row.tolerance) == ("at_least", True, None)
    again = Target.objects.select_related("plan", "indicator").get(pk=targets.water.pk)
    restore([again], released.data_version + 1)
    assert (again.kind, again.maintain, again.tolerance) == ("at_most", True, Decimal("0.5"))


def test_the_page_saves_a_decision(targets, sign_in):
    client = sign_in("office_worker")
    typed = {"kind": "about", "side": "floor", "sustained": "on", "tolerance": "0.5"}
    answer = post(client, "target_decision", targets.enrolment.pk, **typed)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "92.0%左右" in page and "自定容差 0.5" in page
    assert "不低于 → 左右" in page and "否 → 是" in page


def test_the_page_says_why_not(targets, sign_in):
    typed = {"kind": "at_least", "side": "floor"}
    answer = post(sign_in("office_worker"), "target_decision", targets.enrolment.pk, **typed)
    assert answer.status_code == 422
    assert "只用于“左右”类目标" in answer.content.decode()
