"""A new value for a target in force: versioned, told, judged; a released year keeps its own."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.catalogue.adjust import set_target_value, value_state
from indicators.catalogue.adjusting import AdjustmentRefused, ChangedMeanwhile, Grounds, token
from indicators.data_versions import current_data_version
from indicators.models import AuditEvent, DataVersion, Plan, Revision, TargetValue
from indicators.people.refusal import Refused
from reporting import outbox, tasks
from reporting.assessment.reading import reading_for
from reporting.catalogue_pages.adjustments import carry_out
from reporting.models import WorkItem
from tests.catalogue_pages.conftest import GROUNDS, post

pytestmark = pytest.mark.django_db


def adjust(target, by, value="96.5", seen=None, grounds=GROUNDS, first_year=2025):
    return set_target_value(
        target=target,
        value=Decimal(value),
        first_year=first_year,
        grounds=grounds,
        seen=token(value_state(target)) if seen is None else seen,
        by=by,
    )


def without_token(page) -> str:
    """The page but for the form token, which is another at every answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())


def test_the_old_value_binds_until_the_new_ones_first_year(targets, cast):
    """The fixture's new value binds from 2025 on: 2024 is still judged against the old one."""
    (moved,) = adjust(targets.water, cast.office_worker)
    old, new = TargetValue.objects.filter(target=targets.water).order_by("id")
    assert (old.value, old.first_year, old.valid_to) == (Decimal(92), 0, None)
    assert new.first_year == 2025
    assert (new.value, new.year, new.valid_to) == (Decimal("96.5"), 2025, None)
    assert (new.document, new.reason) == (GROUNDS.document, GROUNDS.reason)
    assert new.set_by == cast.office_worker
    assert new.valid_from == moved.data_version == current_data_version(targets.plan.area)
    assert DataVersion.objects.get(number=moved.data_version).kind == "target"


def test_a_value_from_the_plans_start_closes_the_old_one(targets, cast):
    (moved,) = adjust(targets.water, cast.office_worker, first_year=targets.plan.start_year)
    old, new = TargetValue.objects.filter(target=targets.water).order_by("id")
    assert (old.valid_to, new.first_year, new.valid_to) == (moved.data_version, 0, None)


def test_revision_and_audit_trail_tell_of_it(targets, cast):
    (moved,) = adjust(targets.water, cast.office_worker)
    row = Revision.objects.get(kind="target", key="women/W7.07-1", field="value")
    assert (row.old, row.new, row.origin) == ("92", "96.5", "page")
    assert (row.made_by, row.data_version) == (cast.office_worker, moved.data_version)
    assert Revision.objects.get(field="value_first_year").new == 2025
    act = AuditEvent.objects.get(action="target.value")
    assert (act.actor, act.reason, act.old["value"]) == ("office_worker", GROUNDS.reason, "92")


@pytest.mark.parametrize("person", ["reviewer", "leader", "statistician", "county_reviewer"])
def test_only_the_office_adjusts(targets, cast, person):
    with pytest.raises(Refused, match="妇儿工委办公室"):
        adjust(targets.water, getattr(cast, person))
    assert TargetValue.objects.get(target=targets.water).value == 92


def test_the_city_office_does_not_adjust_the_nations_plan(other_plans, cast):
    with pytest.raises(Refused):
        adjust(other_plans.nation.targets.get(), cast.office_worker)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"value": "96.55"}, "value", "小数位更细"),
        ({"value": "101"}, "value", "上限 100.0%"),
        ({"value": "-1"}, "value", "下限"),
        ({"value": "92.0"}, "", "与现行的相同"),
        ({"first_year": 2026}, "first_year", "2021 年至 2025 年"),
        ({"grounds": Grounds(" ", "原因")}, "document", "请填写依据文件"),
        ({"grounds": Grounds("文件", "")}, "reason", "请填写调整原因"),
        ({"grounds": Grounds("文件", "字" * 301)}, "reason", "缩短到300字"),
        ({"grounds": Grounds("文\x00件", "原因")}, "document", "控制字符"),
    ],
)
def test_bad_input_is_refused_with_field_and_remedy(targets, cast, change, field, words):
    with pytest.raises(AdjustmentRefused, match=words) as refusal:
        adjust(targets.water, cast.office_worker, **change)
    assert refusal.value.field == field
    assert TargetValue.objects.filter(target=targets.water).count() == 1
    assert not Revision.objects.exists() and not DataVersion.objects.exists()


def test_a_target_without_a_number_takes_none(targets, cast):
    targets.water.kind = "increase"
    targets.water.save()
    with pytest.raises(AdjustmentRefused, match="先调整类型"):
        adjust(targets.water, cast.office_worker)


def test_a_draft_is_not_adjusted_here(targets, cast):
    Plan.objects.filter(pk=targets.plan.pk).update(state="draft")
    with pytest.raises(AdjustmentRefused, match="还没有生效"):
        adjust(targets.water, cast.office_worker)


def test_a_value_changed_meanwhile_is_not_overwritten(targets, cast):
    seen = token(value_state(targets.water))
    adjust(targets.water, cast.office_worker, value="93")
    with pytest.raises(ChangedMeanwhile) as conflict:
        adjust(targets.water, cast.office_worker, value="94", seen=seen)
    assert conflict.value.now == {"value": "93"}


def test_a_released_year_keeps_its_judgement_and_its_page(released, targets, cast, sign_in, areas):
    leader = sign_in("leader")
    address = reverse("target_page", args=[targets.water.pk])
    before = without_token(leader.get(address))
    frozen = list(reading_for(cast.leader, areas.city).judgements().values())
    carry_out(lambda: adjust(targets.water, cast.office_worker, value="96.5"))
    outbox.work_off(tasks.HANDLERS)
    assert list(reading_for(cast.leader, areas.city).judgements().values()) == frozen
    assert without_token(leader.get(address)) == before
    live = reading_for(cast.reviewer, areas.city, year=2025, live=True)
    judgement = live.judgement(targets.water.pk)
    assert (judgement.target_value, judgement.standing) == (96.5, "未实现")


def test_the_work_starts_with_the_earliest_judged_year(released, targets, cast):
    WorkItem.objects.all().delete()
    (moved,) = carry_out(lambda: adjust(targets.water, cast.office_worker))
    item = WorkItem.objects.get()
    assert (item.kind, item.key) == ("assess", "990100:2024")
    assert item.data_version == moved.data_version


def test_what_was_never_judged_owes_nothing(targets, cast):
    carry_out(lambda: adjust(targets.water, cast.office_worker))
    assert not WorkItem.objects.exists()


def test_the_page_saves_and_leads_back(targets, sign_in):
    client = sign_in("office_worker")
    answer = post(client, "target_value", targets.water.pk, value="９６．５", first_year=2025)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "已保存（数据版本 演示市 1）" in page
    assert "不低于96.5%" in page and "92 → 96.5" in page and GROUNDS.reason in page


def test_the_page_keeps_what_was_typed_wrong(targets, sign_in):
    client = sign_in("office_worker")
    answer = post(client, "target_value", targets.water.pk, value="96.5%", first_year="", reason="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "带有单位" in page and "请填写调整原因" in page and 'value="96.5%"' in page
    assert TargetValue.objects.get(target=targets.water).value == 92


def test_the_page_shows_both_values_of_a_conflict_and_then_lets_decide(targets, cast, sign_in):
    client = sign_in("office_worker")
    seen = token(value_state(targets.water))
    adjust(targets.water, cast.office_worker, value="93")
    typed = {"value": "94", "first_year": "2025"}
    answer = post(client, "target_value", targets.water.pk, seen=seen, **typed)
    assert answer.status_code == 409
    assert "现在是“93”，您填写的是“94”" in answer.content.decode()
    again = post(client, "target_value", targets.water.pk, seen=answer.context["seen"], **typed)
    assert again.status_code == 302
    assert value_state(targets.water) == {"value": "94"}
