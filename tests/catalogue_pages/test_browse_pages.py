"""From the plans to a target in two clicks: who sees which plan, and what each page says."""

import pytest
from django.urls import reverse

from indicators.models import Breakdown, Domain, Objective, Plan, Strategy, Target

pytestmark = pytest.mark.django_db


def text_of(client, name, *arguments) -> str:
    page = client.get(reverse(name, args=arguments))
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("office_worker", {"women", "county-plan", "nation-plan", "draft-plan"}),
        ("leader", {"women", "county-plan", "nation-plan"}),
        ("county_statistician", {"women", "county-plan", "nation-plan"}),
        ("other_reviewer", {"other-plan", "nation-plan"}),
    ],
)
def test_who_sees_which_plan(targets, other_plans, sign_in, person, seen):
    page = sign_in(person).get(reverse("catalogue_plans"))
    assert {plan.code for group in page.context["groups"] for plan in group.plans} == seen
    for plan in (targets.plan, *vars(other_plans).values()):
        status = sign_in(person).get(reverse("catalogue_plan", args=[plan.pk])).status_code
        assert status == (200 if plan.code in seen else 404)


def test_the_own_city_comes_first_and_counts_are_right(targets, other_plans, sign_in):
    groups = sign_in("leader").get(reverse("catalogue_plans")).context["groups"]
    assert [group.area.name for group in groups] == ["演示市", "甲县", "全国"]
    plan = groups[0].plans[0]
    assert (plan.objective_count, plan.target_count, plan.numeric_count) == (1, 3, 3)


def test_two_clicks_lead_from_the_plans_to_the_targets(targets, sign_in):
    client = sign_in("leader")
    objective = reverse("catalogue_objective", args=[targets.water.objective_id])
    assert reverse("catalogue_plan", args=[targets.plan.pk]) in text_of(client, "catalogue_plans")
    assert objective in text_of(client, "catalogue_plan", targets.plan.pk)
    assert "农村自来水普及率" in client.get(objective).content.decode()


def test_an_objective_shows_targets_strategies_and_locator(targets, sign_in):
    domain = targets.water.objective.domain
    Strategy.objects.create(domain=domain, number=7, title="加强农村供水设施建设")
    page = text_of(sign_in("leader"), "catalogue_objective", targets.water.objective_id)
    assert "演示文件 · 妇女规划 领域1 目标2" in page
    assert "不低于92.0%" in page and "每年保持" in page and "越高越好" in page
    assert "加强农村供水设施建设" in page and '<li value="7"' in page
    assert "附官方原文" not in page


def test_a_domain_shows_all_of_it(targets, other_plans, sign_in):
    domain = Domain.objects.get(plan=other_plans.county)
    page = text_of(sign_in("county_statistician"), "catalogue_domain", domain.pk)
    assert "甲县入园更普及" in page and "不低于93.0%" in page
    assert "甲县健全婴幼儿照护网络" in page


def test_an_objective_without_target_says_how_it_is_evaluated(targets, sign_in):
    soft = Objective.objects.create(
        domain=targets.water.objective.domain, number=9, kind="qualitative", summary="更受重视"
    )
    assert "没有量化的监测目标" in text_of(sign_in("leader"), "catalogue_objective", soft.pk)


def test_gap_and_relative_targets_name_the_other_side(targets, indicators, sign_in):
    women = Breakdown.objects.create(id=1, sex="F", name="女")
    men = Breakdown.objects.create(id=2, sex="M", name="男")
    shared = {"plan": targets.plan, "objective": targets.water.objective, "measurability": "direct"}
    gap = Target.objects.create(
        **shared,
        code="gap",
        indicator=indicators.water,
        breakdown=women,
        other_breakdown=men,
        kind="narrow_gap",
    )
    Target.objects.create(
        **shared,
        code="relative",
        indicator=indicators.water,
        other_indicator=indicators.enrolment,
        kind="relative_to",
        sustained=True,
        softener="力争",
    )
    page = text_of(sign_in("leader"), "catalogue_objective", gap.objective_id)
    assert "农村自来水普及率（女与男差距）" in page and "与“男”的差距缩小" in page
    assert "不低于“学前教育毛入园率”" in page and "力争" in page and "持续" in page


def test_only_the_office_is_offered_adjustments(targets, sign_in):
    address = reverse("target_value", args=[targets.water.pk])
    assert address in text_of(sign_in("office_worker"), "catalogue_target", targets.water.pk)
    for person in ("reviewer", "leader", "statistician"):
        assert address not in text_of(sign_in(person), "catalogue_target", targets.water.pk)


def test_the_indicator_system_numbers_each_indicator_once(targets, indicators, sign_in):
    again = Target.objects.get(pk=targets.water.pk)
    again.pk, again.code = None, "W7.07-2"
    again.save()
    page = sign_in("leader").get(reverse("indicator_system", args=[targets.plan.pk]))
    lines = [line for group in page.context["groups"] for line in group.lines]
    assert [line.number for line in lines] == [1, 2, 3]
    assert {line.indicator for line in lines} == set(vars(indicators).values())
    assert "活产数" in page.content.decode() and "共 3 项指标" in page.content.decode()


def test_an_empty_plan_says_what_to_do(targets, sign_in):
    empty = Plan.objects.create(
        code="empty",
        audience="children",
        area=targets.plan.area,
        title="空规划",
        short_title="空规划",
        document="文件",
        base_year=2020,
        start_year=2021,
        end_year=2025,
        state="in_force",
    )
    client = sign_in("leader")
    assert "还没有领域和目标" in text_of(client, "catalogue_plan", empty.pk)
    assert "还没有监测指标" in text_of(client, "indicator_system", empty.pk)
