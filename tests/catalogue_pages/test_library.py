"""The indicator library and the definition sheet."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.clock import today
from indicators.models import (
    Assignment,
    Breakdown,
    Indicator,
    IndicatorBreakdown,
    IndicatorRelation,
)
from reporting.models import Flow, Source
from reporting.observations import Figure, record

pytestmark = pytest.mark.django_db


def names(client, **query) -> list[str]:
    page = client.get(reverse("indicator_library"), query)
    assert page.status_code == 200
    return [row.indicator.name for row in page.context["rows"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["孕产妇死亡率", "学前教育毛入园率", "农村自来水普及率"]),
        ({"q": "自来水"}, ["农村自来水普及率"]),
        ({"q": "普及率　农村"}, ["农村自来水普及率"]),
        ({"q": "ＭＡＴＥＲＮＡＬ"}, ["孕产妇死亡率"]),
        ({"q": "1/10万"}, ["孕产妇死亡率"]),
        ({"q": "教育局"}, ["学前教育毛入园率"]),
        ({"lead": "市教育局"}, ["学前教育毛入园率"]),
        ({"cadence": "5"}, ["农村自来水普及率"]),
        ({"cadence": "term"}, ["孕产妇死亡率"]),
        ({"q": "%'\"\\"}, []),
        ({"q": "自来水\x00"}, ["农村自来水普及率"]),
        ({"cadence": "九"}, []),
        ({"plan": "nonsense"}, []),
        ({"domain": "9" * 30}, []),
        ({"domain": "x"}, []),
    ],
)
def test_search_and_filters(indicators, areas, sign_in, query, found):
    Indicator.objects.filter(pk=indicators.enrolment.pk).update(lead="市教育局")
    Indicator.objects.filter(pk=indicators.water.pk).update(cadence_years=5)
    Indicator.objects.filter(pk=indicators.maternal.pk).update(by_term=True)
    assert names(sign_in("leader"), **query) == found


def test_filter_by_plan_and_domain(targets, other_plans, sign_in):
    client = sign_in("leader")
    assert len(names(client, plan="women")) == 3
    assert names(client, plan="county-plan") == ["学前教育毛入园率"]
    domain = targets.water.objective.domain_id
    assert len(names(client, domain=domain)) == 3
    assert names(client, plan="county-plan", domain=domain) == []


def test_plans_that_one_may_not_read_do_not_filter(targets, other_plans, sign_in):
    assert names(sign_in("leader"), plan="other-plan") == []


def test_nothing_found_says_what_to_do(indicators, areas, sign_in):
    page = sign_in("leader").get(reverse("indicator_library"), {"q": "没有这个"})
    assert "没有符合条件的指标" in page.content.decode()


def sheet(client, indicator) -> str:
    return client.get(reverse("indicator_sheet", args=[indicator.pk])).content.decode()


def test_the_sheet_says_everything(targets, indicators, areas, sign_in):
    Indicator.objects.filter(pk=indicators.maternal.pk).update(
        external_codes={"国家统计局": "A0H01"}, release_month=5, lead="市卫健委"
    )
    women = Breakdown.objects.create(id=3, residence="R", name="农村")
    IndicatorBreakdown.objects.create(indicator=indicators.maternal, breakdown=women, required=True)
    IndicatorRelation.objects.create(
        kind="nested", left=indicators.maternal, right=indicators.water
    )
    page = sheet(sign_in("leader"), indicators.maternal)
    for words in (
        "孕产妇死亡人数 ÷ 活产数 × 100,000（1/10万）",
        "通常次年5月产生",
        "农村（必填）",
        "越低越好",
        "不大于",
        "国家统计局：A0H01",
        "市卫健委（待确认）",
        "不高于12.5/10万",
        "公历年度",
    ):
        assert words in page


def test_a_confirmed_lead_stands_without_mark(indicators, areas, units, cast, sign_in):
    row = Assignment.objects.create(
        indicator=indicators.water,
        area=areas.city,
        organisation=units.health,
        role="leads",
        first_year=2015,
    )
    assert "演示市卫生健康委员会（待确认）" in sheet(sign_in("leader"), indicators.water)
    row.confirmed_at, row.confirmed_by = timezone.now(), cast.office_worker
    row.save()
    page = sheet(sign_in("leader"), indicators.water)
    assert "演示市卫生健康委员会" in page and "演示市卫生健康委员会（待确认）" not in page


def test_published_figures_name_their_source(indicators, areas, sign_in):
    source = Source.objects.create(
        code="s", title="统计公报", publisher="国家统计局", quality="official"
    )
    record(
        [
            Figure(
                indicator_id=indicators.water.pk,
                area=areas.nation,
                year=2023,
                value=Decimal(90),
                source=source,
            )
        ],
        flow=Flow.REFERENCE,
        by=None,
        reason="测试",
    )
    page = sheet(sign_in("leader"), indicators.water)
    assert "全国 合计（1个年份）" in page and "90.0%" in page and "统计公报（官方文件）" in page


def test_own_figures_are_not_on_the_sheet(released, indicators, sign_in):
    """A live figure is for bureau and office; the sheet shows published references only."""
    assert "95.0%" not in sheet(sign_in("leader"), indicators.water)


def test_targets_of_plans_one_may_not_read_are_not_listed(other_plans, indicators, sign_in):
    page = sign_in("leader").get(reverse("indicator_sheet", args=[indicators.enrolment.pk]))
    plans = {row.target.plan.code for row in page.context["sheet"].uses}
    assert plans == {"county-plan", "nation-plan"}


def test_assignments_of_other_years_do_not_count(indicators, areas, units, sign_in):
    Assignment.objects.create(
        indicator=indicators.water,
        area=areas.city,
        organisation=units.health,
        role="leads",
        first_year=2015,
        last_year=today().year - 1,
    )
    assert "尚未确定" in sheet(sign_in("leader"), indicators.water)
