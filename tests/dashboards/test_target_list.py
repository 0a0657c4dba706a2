"""The list of targets: filters by address, the live switch, judgements older than their data."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from reporting.assessment.judge import assess_scope
from reporting.observations.work import owe_assessment
from tests.dashboards.conftest import record_values

pytestmark = pytest.mark.django_db


def page_of(client: Client, **query: object) -> str:
    answer = client.get(reverse("target_list"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def names_in(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page)


def test_every_judged_target_is_listed(sign_in, released: None) -> None:
    page = page_of(sign_in("leader"))
    assert sorted(names_in(page)) == sorted(
        ["孕产妇死亡率", "学前教育毛入园率", "农村自来水普及率"]
    )
    assert "共 3 个目标" in page


def test_every_line_says_which_way_is_good(sign_in, released: None) -> None:
    page = page_of(sign_in("leader"))
    assert (page.count("越高越好"), page.count("越低越好")) == (2, 1)


def test_filter_by_standing(sign_in, released: None) -> None:
    client = sign_in("leader")
    assert names_in(page_of(client, standing="已达标")) == ["农村自来水普及率"]
    assert "没有符合条件的目标" in page_of(client, standing="保持中断")


def test_filter_by_plan(sign_in, released: None) -> None:
    client = sign_in("leader")
    assert len(names_in(page_of(client, plan="women"))) == 3
    assert names_in(page_of(client, plan="children")) == []


def test_a_figure_newer_than_its_judgement_is_told(
    sign_in, released: None, indicators: SimpleNamespace, areas: SimpleNamespace
) -> None:
    client = sign_in("reviewer")
    assert "重新评估中" not in page_of(client, year=2025, live=1)
    record_values(indicators.water, areas.city, {2025: "95.5"})
    page = page_of(client, year=2025, live=1)
    assert page.count("重新评估中") == 1
    assess_scope(scope=areas.city, year=2025)
    assert "重新评估中" not in page_of(client, year=2025, live=1)


def test_waiting_work_is_told(sign_in, released: None, areas: SimpleNamespace) -> None:
    owe_assessment(area=areas.city, year=2025, data_version=9)
    client = sign_in("reviewer")
    assert "正在重新评估" in page_of(client, year=2025, live=1)
    assert "正在重新评估" not in page_of(client)


def test_without_forecasts_their_columns_are_gone(sign_in, released: None) -> None:
    client = sign_in("reviewer")
    assert "达标概率</th>" in page_of(client)
    assert "达标概率</th>" not in page_of(client, year=2025, live=1)


def test_the_proposed_lead_is_marked_as_such(
    sign_in, released: None, indicators: SimpleNamespace
) -> None:
    indicators.water.lead = "市水务局"
    indicators.water.save()
    assert "市水务局（待确认）" in page_of(sign_in("leader"))
