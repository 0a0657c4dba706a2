"""One target: the finding, the chart's data, the arithmetic, and where each figure came from."""

import json
import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Target
from reporting.models import Observation
from tests.dashboards.conftest import record_values

pytestmark = pytest.mark.django_db


def page_of(client: Client, target: Target, **query: object) -> str:
    answer = client.get(reverse("target_page", args=[target.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def chart_of(page: str) -> dict[str, dict]:
    raw = re.search(r'<script id="chart-\d+" type="application/json">(.*?)</script>', page).group(1)
    return {trace["name"]: trace for trace in json.loads(raw)["data"]}


def test_the_title_states_the_finding(sign_in, released: None, targets: SimpleNamespace) -> None:
    page = page_of(sign_in("leader"), targets.enrolment)
    title = re.search(r"<h1>(.*?)</h1>", page).group(1)
    assert title == (
        "学前教育毛入园率连续四年下降，2024年86.2%，2025年达到目标（不低于92.0%）预计有困难"
    )


def test_the_chart_carries_the_judged_figures(
    sign_in, released: None, targets: SimpleNamespace
) -> None:
    chart = chart_of(page_of(sign_in("leader"), targets.enrolment))
    assert chart["实际值"]["y"] == [88.0, 87.4, 86.9, 86.6, 86.2]
    assert chart["目标 不低于92.0%"]["y"] == [92.0, 92.0]
    assert chart["全国"]["x"] == [2022, 2024]


def test_the_arithmetic_stands_in_words(sign_in, released: None, targets: SimpleNamespace) -> None:
    page = page_of(sign_in("leader"), targets.enrolment)
    for words in (
        "现值：2024年学前教育毛入园率为86.2%",
        "年均需上升",
        "达标概率",
        "结论：预计达标困难",
    ):
        assert words in page


def test_small_numbers_show_cases(sign_in, released: None, targets: SimpleNamespace) -> None:
    page = page_of(sign_in("leader"), targets.maternal)
    assert "小样本，谨慎判断" in page
    assert "按目标全年最多允许1" in page
    assert "真实水平区间（80%）" in chart_of(page)


def test_each_figure_names_its_origin(sign_in, released: None, targets: SimpleNamespace) -> None:
    page = page_of(sign_in("leader"), targets.enrolment)
    assert "事业发展统计公报，教育部（官方文件）" in page
    own = Observation.objects.filter(indicator=targets.enrolment.indicator, flow="return").first()
    assert f"数据版本 {own.valid_from}" in page


def test_a_released_page_keeps_its_figures(
    sign_in,
    released: None,
    targets: SimpleNamespace,
    areas: SimpleNamespace,
    indicators: SimpleNamespace,
) -> None:
    record_values(indicators.water, areas.city, {2024: "70.0"})
    client = sign_in("reviewer")
    assert chart_of(page_of(client, targets.water))["实际值"]["y"][-1] == 95.2
    live = page_of(client, targets.water, year=2024, live=1)
    assert chart_of(live)["实际值"]["y"][-1] == 70.0
    assert "重新评估中" in live


@pytest.mark.parametrize("person", ["other_statistician", "other_reviewer"])
def test_another_citys_target_does_not_exist(
    sign_in, released: None, targets: SimpleNamespace, person: str
) -> None:
    answer = sign_in(person).get(reverse("target_page", args=[targets.water.pk]))
    assert answer.status_code == 404


def test_without_a_release_the_page_says_so(sign_in, targets: SimpleNamespace) -> None:
    assert "还没有已发布的年度数据" in page_of(sign_in("leader"), targets.water)
