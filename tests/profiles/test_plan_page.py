"""A plan, objective by objective: measured, measured without data, not measured."""

import re

import pytest
from django.urls import reverse

from indicators.models import Objective, Strategy, Target
from tests.profiles.conftest import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def objectives(targets, untargeted, indicators):
    """Beside the objective with data: a qualitative one, one whose indicator has no figure."""
    domain = targets.plan.domains.get()
    Strategy.objects.create(domain=domain, number=1, title="加强服务")
    Objective.objects.create(domain=domain, number=3, kind="qualitative", summary="社会氛围更好")
    empty = Objective.objects.create(domain=domain, number=4, kind="trend", summary="体质增强")
    copy = type(untargeted).objects.get(pk=untargeted.pk)
    copy.pk, copy.code, copy.name = None, "nothing", "体质合格率"
    copy.save()
    Target.objects.create(
        plan=targets.plan, code="W1.04-1", objective=empty, indicator=copy, kind="increase",
        measurability="direct",
    )  # fmt: skip
    return domain


def shown(page):
    return re.findall(r'id="objective-\d+">\s*<p class="mb-1"><a [^>]*>([^<]+)</a>', page)


def test_every_objective_stands_with_what_is_measured(
    sign_in, objectives, figures, release, targets
):
    release(2024)
    page = page_of(sign_in("leader"), "plan_page", targets.plan.pk)
    assert "主要目标 3 条：有数据 1，有指标无数据 1，无量化指标 1" in page
    assert shown(page) == ["摘要", "社会氛围更好", "体质增强"]
    assert "策略措施 1 条" in page
    assert "农村自来水普及率" in page and "95.2%" in page and "不低于92.0%" in page
    assert page.count('<span class="side-badge">摘要</span>') == 3


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "无量化指标"}, ["社会氛围更好"]),
        ({"state": "有指标无数据"}, ["体质增强"]),
        ({"standing": "已达标"}, ["摘要"]),
        ({"kind": "trend"}, ["体质增强"]),
        ({"domain": "9"}, []),
        ({"domain": "<script>"}, []),
    ],
)
def test_filters(sign_in, objectives, figures, release, targets, query, found):
    release(2024)
    page = page_of(sign_in("leader"), "plan_page", targets.plan.pk, **query)
    assert shown(page) == found
    assert "<script>" not in page.split("<main")[1].split("</main>")[0]
    assert "主要目标 3 条" in page, "the counts stay those of the whole plan"


def test_both_pages_of_a_plan_link_to_each_other(sign_in, released, targets):
    page = page_of(sign_in("leader"), "plan_page", targets.plan.pk)
    assert reverse("catalogue_plan", args=[targets.plan.pk]) in page


def test_a_draft_is_listed_without_standings(sign_in, released, draft):
    page = page_of(sign_in("office_worker"), "plan_page", draft.pk)
    assert "尚未生效" in page and "氛围更好" in page
    assert "主要目标 2 条：有数据 0，有指标无数据 1，无量化指标 1" in page
    assert sign_in("leader").get(reverse("plan_page", args=[draft.pk])).status_code == 404


def test_the_nations_plan(sign_in, released, national):
    plan = national.maternal.plan
    page = page_of(sign_in("leader"), "plan_page", plan.pk)
    assert "国家妇女纲要逐条进展" in page and "14.3/10万" in page
