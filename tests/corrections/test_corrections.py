"""An approved figure changes only by request, reason and another hand's decision."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from indicators.models import AuditEvent, Membership, Role
from indicators.people.refusal import NotPossible, Overtaken
from reporting import outbox, tasks
from reporting.collection.corrections import (
    accept_correction,
    refuse_correction,
    request_correction,
)
from reporting.models import Assessment, Correction, Flow, Observation
from reporting.observations import Figure, record
from reporting.permissions import PermissionRefused
from tests.conftest import DAY

from .conftest import REASON


def _record_again(figure, value):
    row = Figure(
        indicator_id=figure.indicator_id, area=figure.area, year=figure.year, value=Decimal(value)
    )
    record([row], flow=Flow.RETURN, by=None, reason="另一次改动")


def test_a_request_changes_nothing(correction, figure):
    assert Observation.objects.get() == figure
    assert correction.state == "requested"


def test_accepted_it_is_a_new_version_and_a_new_judgement(correction, figure, cast, targets):
    assert Assessment.objects.get(target=targets.water).status == "NOT_MET"
    number = accept_correction(correction=correction, by=cast.reviewer, note="已核对年报")
    outbox.work_off(tasks.HANDLERS)
    old, new = Observation.objects.order_by("valid_from")
    assert (old.value, old.valid_to) == (91, number)
    assert (new.value, new.valid_from) == (93, number)
    assert (new.revision_kind, new.reason, new.recorded_by) == ("correction", REASON, cast.reviewer)
    judgement = Assessment.objects.get(target=targets.water)
    assert (judgement.status, judgement.data_version) == ("MET", number)
    correction.refresh_from_db()
    assert (correction.state, correction.decided_by) == ("accepted", cast.reviewer)


def test_refused_it_changes_nothing_and_says_why(correction, figure, cast):
    with pytest.raises(NotPossible, match="理由"):
        refuse_correction(correction=correction, by=cast.reviewer, note=" ")
    refuse_correction(correction=correction, by=cast.reviewer, note="与年报不符")
    correction.refresh_from_db()
    assert (correction.state, correction.decision_note) == ("refused", "与年报不符")
    assert Observation.objects.get() == figure


def test_only_the_unit_that_reports_the_figure_asks(figure, wish, cast):
    for person in ("unit_head", "outsider", "reviewer", "office_worker", "county_statistician"):
        with pytest.raises(PermissionRefused):
            request_correction(figure=figure, wish=wish(value="93"), by=getattr(cast, person))
    assert request_correction(figure=figure, wish=wish(value="93"), by=cast.colleague)


def test_only_the_bureau_of_the_area_decides(correction, cast):
    for person in ("statistician", "office_worker", "leader", "county_reviewer", "other_reviewer"):
        with pytest.raises(PermissionRefused):
            accept_correction(correction=correction, by=getattr(cast, person))


def test_nobody_decides_on_the_own_request(correction, cast, units):
    Membership.objects.create(
        user=cast.statistician, organisation=units.bureau, role=Role.REVIEWER, first_day=DAY
    )
    with pytest.raises(PermissionRefused, match="本人"):
        accept_correction(correction=correction, by=cast.statistician)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.update(
            state="accepted", decided_by=cast.statistician, decided_at=correction.requested_at
        )


def test_a_figure_that_has_changed_since_it_was_seen_is_not_overwritten(figure, wish, cast):
    _record_again(figure, 92)
    with pytest.raises(Overtaken, match=r"现在是“92”.*申请更正为“93”"):
        request_correction(figure=figure, wish=wish(value="93"), by=cast.statistician)


def test_a_figure_that_has_changed_since_the_request_is_not_overwritten(correction, figure, cast):
    _record_again(figure, 92)
    with pytest.raises(Overtaken, match="现在是“92”"):
        accept_correction(correction=correction, by=cast.reviewer)
    assert Observation.objects.in_force().get().value == 92
    refuse_correction(correction=correction, by=cast.reviewer, note="数据已另行改动")


def test_a_decided_request_is_not_decided_again(correction, cast):
    accept_correction(correction=correction, by=cast.reviewer)
    with pytest.raises(Overtaken, match="已采纳"):
        refuse_correction(correction=correction, by=cast.second_reviewer, note="迟了")


def test_one_request_a_cell_at_a_time(correction, figure, wish, cast):
    with pytest.raises(Overtaken, match="等待决定"):
        request_correction(figure=figure, wish=wish(value="94"), by=cast.colleague)
    refuse_correction(correction=correction, by=cast.reviewer, note="请附依据")
    assert request_correction(figure=figure, wish=wish(value="94"), by=cast.colleague)


@pytest.mark.parametrize(
    ("typed", "reason", "said"),
    [
        ({"value": "abc"}, REASON, "不是数字"),
        ({"value": "101"}, REASON, "高于上限"),
        ({}, REASON, "请填写更正后的数值"),
        ({"value": "91.000"}, REASON, "相同"),
        ({"value": "93"}, " ", "更正原因"),
        ({"value": "93"}, "长" * 301, "300字"),
        ({"value": "93"}, "有\x00字符", "控制字符"),
        ({"value": "93", "missing_kind": "not_reported"}, REASON, "又选了缺失原因"),
        ({"missing_kind": "not_yet_produced"}, REASON, "只能选"),
    ],
)
def test_what_is_typed_is_checked_as_in_a_return(figure, wish, cast, typed, reason, said):
    with pytest.raises(NotPossible, match=said):
        request_correction(figure=figure, wish=wish(reason=reason, **typed), by=cast.statistician)
    assert not Correction.objects.exists()


def test_a_rate_is_corrected_by_its_counts(areas, indicators, assignments, wish, cast):
    row = Figure(
        indicator_id=indicators.maternal.pk,
        area=areas.city,
        year=2024,
        value=Decimal(20),
        numerator=Decimal(2),
        denominator=Decimal(10_000),
    )
    record([row], flow=Flow.RETURN, by=None, reason="审核通过")
    figure = Observation.objects.get(indicator=indicators.maternal)
    counts = wish(seen_version=figure.valid_from, numerator="1", denominator="10000")
    correction = request_correction(figure=figure, wish=counts, by=cast.statistician)
    accept_correction(correction=correction, by=cast.reviewer)
    assert Observation.objects.in_force().get(indicator=indicators.maternal).value == 10


def test_a_figure_may_turn_out_to_be_none(figure, wish, cast):
    correction = request_correction(
        figure=figure, wish=wish(missing_kind="not_applicable"), by=cast.statistician
    )
    accept_correction(correction=correction, by=cast.reviewer)
    current = Observation.objects.in_force().get()
    assert (current.value, current.missing_kind, current.status) == (None, "not_applicable", "M")
    assert current.note == REASON


def test_every_step_is_in_the_audit_trail(correction, cast):
    accept_correction(correction=correction, by=cast.reviewer)
    acts = AuditEvent.objects.filter(object_type="Correction").order_by("id")
    assert list(acts.values_list("actor", "action")) == [
        ("statistician", "correction.request"),
        ("reviewer", "correction.accept"),
    ]
