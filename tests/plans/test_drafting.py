"""Making, changing and discarding a draft: who may, what is refused, what stays as trace."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.catalogue.draft_content import DraftConflict, DraftRefused, digest
from indicators.catalogue.draft_reading import domains_of, header_of, plan_digest
from indicators.catalogue.drafting import change_header, create_plan, discard_plan
from indicators.catalogue.plan_access import DraftingRefused
from indicators.models import AuditEvent, Baseline, Plan, Revision, Target, TargetValue


def test_a_draft_holds_what_was_given(draft, content):
    assert draft.state == "draft"
    assert draft.code == "women-990100-2026"
    assert domains_of(draft) == content
    assert [target.code for target in Target.objects.filter(plan=draft)] == [
        "W1.01-1",
        "W1.02-1",
        "W1.02-2",
    ]
    assert AuditEvent.objects.filter(action="plan.create", object_id=str(draft.pk)).exists()


def test_values_are_those_of_the_end_year_and_baselines_of_the_base_year(draft, areas):
    value = TargetValue.objects.get(target__plan=draft, target__code="W1.02-1")
    baseline = Baseline.objects.get(target__plan=draft)
    assert (value.year, value.area, value.value) == (2030, areas.city, Decimal("97.5"))
    assert (baseline.year, baseline.value) == (2025, Decimal("95.2"))


def test_a_value_makes_a_target_numeric(draft):
    kinds = dict(Target.objects.filter(plan=draft).values_list("code", "measurability"))
    assert kinds == {"W1.01-1": "numeric", "W1.02-1": "numeric", "W1.02-2": "direct"}


@pytest.mark.parametrize("person", ["reviewer", "leader", "statistician", "administrator"])
def test_only_the_office_drafts(person, areas, cast, header):
    with pytest.raises(DraftingRefused, match="演示市的规划由本级妇儿工委办公室编制"):
        create_plan(area=areas.city, header=header, by=getattr(cast, person))


def test_a_county_office_drafts_for_its_county_only(areas, county_office, header):
    plan = create_plan(area=areas.county, header=header, by=county_office)
    assert plan.code == "women-990101-2026"
    for area in (areas.city, areas.second_county, areas.other_city):
        with pytest.raises(DraftingRefused):
            create_plan(area=area, header=header, by=county_office)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"short_title": "长" * 41}, "short_title"),
        ({"base_year": 2027}, "base_year"),
        ({"end_year": 2026}, "end_year"),
        ({"start_year": 26}, "base_year"),
    ],
)
def test_a_bad_header_is_refused_by_field(change, field, areas, cast, header):
    with pytest.raises(DraftRefused) as refused:
        create_plan(area=areas.city, header=replace(header, **change), by=cast.office_worker)
    assert field in [finding.field for finding in refused.value.findings]
    assert not Plan.objects.exists()


def test_a_period_has_one_plan_an_audience(draft, areas, cast, header):
    with pytest.raises(DraftRefused, match="已有同一对象、同一起始年的规划"):
        create_plan(area=areas.city, header=header, by=cast.office_worker)
    create_plan(area=areas.city, header=replace(header, audience="children"), by=cast.office_worker)


def change_target(content, **fields):
    first, second = content
    one, two = first.objectives
    target = replace(two.targets[0], **fields)
    return (replace(first, objectives=(one, replace(two, targets=(target,)))), second)


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"value": Decimal("97.55")}, "value", "比“农村自来水普及率”公布的小数位（1 位）更细"),
        ({"value": Decimal("101")}, "value", "目标值 101 高于上限 100.0%"),
        ({"value": Decimal("-1")}, "value", "目标值 -1 低于下限 0.0%"),
        ({"kind": "increase"}, "value", "类型为“提高”的目标没有目标值"),
        ({"kind": "issued"}, "value", "逐年下达的目标不在这里填数值"),
        ({"side": "floor"}, "side", "只用于类型为“左右”的目标"),
        ({"other_breakdown_id": 0}, "other_indicator", "请清空"),
        ({"baseline": Decimal("120")}, "baseline", "基期值 120 高于上限"),
        ({"baseline_document": ""}, "baseline_document", "请写明依据"),
        ({"softener": "力" * 11}, "softener", "超过 10 字"),
    ],
)
def test_a_target_that_could_not_be_judged_is_refused(
    fields, field, sentence, areas, cast, header, content
):
    with pytest.raises(DraftRefused) as refused:
        domains = change_target(content, **fields)
        create_plan(area=areas.city, header=header, domains=domains, by=cast.office_worker)
    (finding,) = refused.value.findings
    assert finding.field == field
    assert sentence in finding.message
    assert finding.place == "领域1 目标2“农村自来水普及率”"


def test_numbers_must_be_consecutive(areas, cast, header, content):
    domains = (content[0], replace(content[1], number=4))
    with pytest.raises(DraftRefused, match="领域序号应为 2"):
        create_plan(area=areas.city, header=header, domains=domains, by=cast.office_worker)


def test_changed_years_take_values_and_baselines_along(draft, cast, header):
    change_header(
        plan=draft,
        header=replace(header, end_year=2035, base_year=2024, document="文件"),
        seen=digest(header_of(draft)),
        by=cast.office_worker,
    )
    assert set(TargetValue.objects.values_list("year", "document")) == {(2035, "文件")}
    assert set(Baseline.objects.values_list("year", flat=True)) == {2024}
    changed = Revision.objects.filter(kind="plan", key=draft.code)
    assert dict(changed.values_list("field", "new")) == {
        "end_year": 2035,
        "base_year": 2024,
        "document": "文件",
    }


def test_a_header_that_somebody_else_changed_is_a_conflict(draft, cast, header):
    seen = digest(header)
    change_header(plan=draft, header=replace(header, title="甲"), seen=seen, by=cast.office_worker)
    with pytest.raises(DraftConflict, match="现为：甲"):
        change_header(
            plan=draft, header=replace(header, title="乙"), seen=seen, by=cast.office_worker
        )
    draft.refresh_from_db()
    assert draft.title == "甲"


def test_discarding_leaves_only_the_trace(draft, cast):
    key = draft.pk
    with pytest.raises(DraftRefused, match="须写明原因"):
        discard_plan(plan=draft, seen=plan_digest(draft), reason=" ", by=cast.office_worker)
    with pytest.raises(DraftConflict):
        discard_plan(plan=draft, seen="x", reason="重编", by=cast.office_worker)
    discard_plan(plan=draft, seen=plan_digest(draft), reason="重编", by=cast.office_worker)
    assert not Plan.objects.exists() and not TargetValue.objects.exists()
    act = AuditEvent.objects.get(action="plan.discard")
    assert (act.object_id, act.reason, act.old["targets"]) == (str(key), "重编", 3)


def test_a_draft_costs_a_constant_number_of_queries(
    areas, cast, header, content, django_assert_max_num_queries
):
    many = tuple(
        replace(content[0], number=number, objectives=content[0].objectives)
        for number in range(1, 9)
    )
    with django_assert_max_num_queries(20):
        create_plan(area=areas.city, header=header, domains=many, by=cast.office_worker)
