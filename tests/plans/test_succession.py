"""The next plan from the old one: what is taken along, and the last released value with it."""

from decimal import Decimal

import pytest

from indicators.catalogue.draft_reading import domains_of
from indicators.catalogue.plan_access import DraftingRefused
from indicators.models import Objective, Target, TargetKind, TargetValue
from reporting.planning.succession import copy_plan


def target_of(plan, indicator):
    ((_domain, draft),) = [
        (domain, target)
        for domain in domains_of(plan)
        for target in domain.targets()
        if target.indicator_id == indicator.pk
    ]
    return draft


def test_targets_come_along_with_the_last_released_value(
    released, targets, header, cast, indicators
):
    plan = copy_plan(old=targets.plan, header=header, by=cast.office_worker)
    water = target_of(plan, indicators.water)
    assert plan.predecessor == targets.plan
    assert (water.kind, water.value, water.maintain) == ("at_least", Decimal(92), True)
    assert water.baseline == Decimal("95.2")  # not 99.9, which came after the release
    assert water.baseline_document == "2024年数据（2024年度发布第1版）"


def test_without_a_released_value_there_is_no_baseline(released, targets, header, cast, indicators):
    plan = copy_plan(old=targets.plan, header=header, by=cast.office_worker)
    maternal = target_of(plan, indicators.maternal)
    assert (maternal.baseline, maternal.baseline_document) == (None, "")


def test_nothing_released_copies_all_the_same(targets, header, cast):
    plan = copy_plan(old=targets.plan, header=header, by=cast.office_worker)
    assert plan.targets.count() == 3


def test_the_old_wording_and_the_old_tolerance_stay_with_the_old_plan(targets, header, cast):
    Objective.objects.update(wording="旧文件的原文")
    Target.objects.update(tolerance=1)
    plan = copy_plan(old=targets.plan, header=header, by=cast.office_worker)
    assert [row.wording for row in Objective.objects.filter(domain__plan=plan)] == [""]
    assert set(plan.targets.values_list("tolerance", flat=True)) == {None}


def test_the_newest_value_of_an_adjusted_target_is_taken(targets, header, cast, indicators):
    TargetValue.objects.create(
        target=targets.water,
        area=targets.plan.area,
        year=2025,
        value=93,
        document="调整文件",
        first_year=2024,
        valid_from=1,
    )
    plan = copy_plan(old=targets.plan, header=header, by=cast.office_worker)
    assert target_of(plan, indicators.water).value == 93


def test_an_issued_target_leaves_its_yearly_values_behind(targets, header, cast, indicators):
    Target.objects.filter(pk=targets.water.pk).update(kind=TargetKind.ISSUED)
    plan = copy_plan(old=targets.plan, header=header, by=cast.office_worker)
    assert target_of(plan, indicators.water).value is None


def test_the_old_plan_stays_as_it_was(released, targets, header, cast):
    before = list(TargetValue.objects.filter(target__plan=targets.plan).values())
    copy_plan(old=targets.plan, header=header, by=cast.office_worker)
    assert list(TargetValue.objects.filter(target__plan=targets.plan).values()) == before


@pytest.mark.parametrize("person", ["reviewer", "leader", "county_office"])
def test_only_the_office_copies(person, targets, header, cast, county_office):
    with pytest.raises(DraftingRefused):
        copy_plan(old=targets.plan, header=header, by=getattr(cast, person))


def test_counts_are_divided_unrounded(areas, targets, cast, header, indicators, release_counts):
    release_counts(indicators.maternal, events=2, exposure=13501)
    plan = copy_plan(old=targets.plan, header=header, by=cast.office_worker)
    # 2 / 13501 × 100000 = 14.8137…
    assert target_of(plan, indicators.maternal).baseline == Decimal("14.8")
