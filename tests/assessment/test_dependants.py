"""Whatever a judgement rests on moves it: a change, the work it owes, the new judgement."""

from decimal import Decimal

import pytest

from indicators.catalogue.adjust import set_target_value, value_state
from indicators.catalogue.adjusting import Grounds, token
from indicators.catalogue.series_breaks import declare_break
from indicators.models import Breakdown, Indicator, Target
from reporting import outbox, tasks
from reporting.assessment.judge import assess_scope
from reporting.catalogue_pages.adjustments import carry_out
from reporting.models import Assessment

GROUNDS = Grounds("演示市妇儿工委〔2025〕3号", "上级调整规划目标")


def test_the_yardstick_of_a_relative_target_moves_it(approve, targets, indicators, judgement):
    Target.objects.filter(pk=targets.water.pk).update(
        kind="relative_to", other_indicator=indicators.enrolment, maintain=False
    )
    approve(indicators.water, {2023: 30, 2024: 31})
    approve(indicators.enrolment, {2023: 29, 2024: 30})
    assess_scope(scope=targets.plan.area, year=2024)
    assert judgement(targets.water).value == 1
    approve(indicators.enrolment, {2024: 33})
    assert judgement(targets.water).value == -2


def test_either_side_of_a_gap_moves_it(approve, targets, indicators, judgement):
    Breakdown.objects.create(id=3, residence="U", name="城镇")
    Breakdown.objects.create(id=4, residence="R", name="农村")
    Target.objects.filter(pk=targets.water.pk).update(
        kind="narrow_gap", breakdown=3, other_breakdown=4, maintain=False
    )
    approve(indicators.water, {2020: 98, 2024: 98}, breakdown=3)
    approve(indicators.water, {2020: 90, 2024: 92}, breakdown=4)
    assess_scope(scope=targets.plan.area, year=2024)
    assert judgement(targets.water).value == 6
    approve(indicators.water, {2024: 95}, breakdown=4)
    assert judgement(targets.water).value == 3
    approve(indicators.water, {2024: 97}, breakdown=3)
    assert judgement(targets.water).value == 2


def test_a_county_moves_the_city_that_is_summed_from_its_counties(
    approve, targets, indicators, areas, judgement
):
    Indicator.objects.filter(pk=indicators.maternal.pk).update(city_value="rolled_up")
    approve(indicators.maternal, {2024: (1, 4_000)}, area=areas.county)
    approve(indicators.maternal, {2024: (0, 4_000)}, area=areas.second_county)
    assert judgement(targets.maternal).value == 12.5
    approve(indicators.maternal, {2024: (3, 4_000)}, area=areas.county)
    assert judgement(targets.maternal).value == 37.5


def test_a_county_is_judged_by_its_own_plan_and_the_city_by_its_own(
    approve, target_of, targets, indicators, areas, judgement
):
    own = target_of(areas.county, indicators.water, 80)
    approve(indicators.water, {2024: 85})
    approve(indicators.water, {2024: 82}, area=areas.county)
    assert (judgement(own).value, judgement(own).status) == (82, "MET")
    assert (judgement(targets.water).value, judgement(targets.water).status) == (85, "NOT_MET")


def test_a_revised_denominator_moves_the_rate(approve, targets, indicators, judgement):
    approve(indicators.enrolment, {2024: (930, 1_000)})
    assert judgement(targets.enrolment).status == "MET"
    approve(indicators.enrolment, {2024: (930, 1_100)})
    assert judgement(targets.enrolment).value == 84.5
    assert judgement(targets.enrolment).status == "NOT_MET"


def test_an_adjusted_target_moves_the_judgement(approve, targets, indicators, cast, judgement):
    approve(indicators.water, {2024: 93})
    assert judgement(targets.water).status == "MET"
    target = Target.objects.get(pk=targets.water.pk)
    carry_out(
        lambda: set_target_value(
            target=target,
            value=Decimal(96),
            first_year=2021,
            grounds=GROUNDS,
            seen=token(value_state(target)),
            by=cast.office_worker,
        )
    )
    outbox.work_off(tasks.HANDLERS)
    assert judgement(targets.water).status == "NOT_MET"
    assert judgement(targets.water).target_value == 96


def test_a_new_break_ends_the_series_before_it(
    approve, targets, indicators, areas, cast, judgement
):
    approve(indicators.enrolment, {2021: 70, 2022: 75, 2023: 80, 2024: 85})
    assess_scope(scope=areas.city, year=2024)
    assert judgement(targets.enrolment).n == 4
    carry_out(
        lambda: declare_break(
            indicator=indicators.enrolment,
            area=areas.city,
            year=2023,
            grounds=GROUNDS,
            by=cast.reviewer,
        )
    )
    outbox.work_off(tasks.HANDLERS)
    assert judgement(targets.enrolment).n == 2


def test_a_correction_of_an_earlier_year_moves_the_later_ones(
    approve, targets, indicators, areas, judgement
):
    approve(indicators.water, {2023: 93, 2024: 94})
    assess_scope(scope=areas.city, year=2024)
    assert judgement(targets.water).kept is True
    approve(indicators.water, {2023: 80})
    assert judgement(targets.water).kept is False


def test_each_plan_has_its_own_verdict_on_a_shared_figure(
    approve, target_of, targets, indicators, areas, judgement
):
    childrens = target_of(areas.city, indicators.water, 85)
    approve(indicators.water, {2024: 88})
    assert judgement(targets.water).status == "NOT_MET"
    assert judgement(childrens).status == "MET"


@pytest.fixture
def other_city(areas, approve, target_of, indicators, targets):
    """A target of the neighbouring city, judged."""
    target = target_of(areas.other_city, indicators.water, 85)
    approve(indicators.water, {2024: 90}, area=areas.other_city)
    return target


def test_another_city_is_left_alone(other_city, approve, indicators):
    before = Assessment.objects.get(target=other_city)
    approve(indicators.water, {2024: 70})
    after = Assessment.objects.get(target=other_city)
    assert (after.run_id, after.value) == (before.run_id, 90)
