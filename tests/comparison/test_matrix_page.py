"""The matrix: a mark for every target, objectives that nothing measures, filters in the address."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import (
    Area,
    Assignment,
    AssignmentRole,
    Domain,
    Objective,
    Plan,
    Target,
)

pytestmark = pytest.mark.django_db


def page_of(client: Client, query: str = "") -> str:
    answer = client.get(reverse("matrix") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def tiles_of(page: str) -> dict[str, str]:
    """{target: what its tile says}."""
    found = re.findall(r'<a class="tile" href="([^"]*)">(.*?)</a>', page, re.S)
    plain = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip() for _link, text in found]
    names = ("孕产妇死亡率", "学前教育毛入园率", "农村自来水普及率")
    return {name: text for text in plain for name in names if name in text}


@pytest.fixture
def next_plan(areas: SimpleNamespace, indicators: SimpleNamespace) -> Target:
    """A plan in force that begins after the released year."""
    plan = Plan.objects.create(
        code="next",
        audience="women",
        area=areas.city,
        title="下一规划",
        short_title="下一规划",
        document="",
        base_year=2025,
        start_year=2026,
        end_year=2030,
        state="in_force",
    )
    domain = Domain.objects.create(plan=plan, number=1, name="健康")
    objective = Objective.objects.create(domain=domain, number=1, kind="quantified", summary="一")
    return Target.objects.create(
        plan=plan,
        code="N1",
        objective=objective,
        indicator=indicators.enrolment,
        kind="at_least",
        measurability="numeric",
    )


def test_every_target_has_its_mark_word_and_page(
    sign_in, released: SimpleNamespace, targets: SimpleNamespace
) -> None:
    page = page_of(sign_in("leader"))
    tiles = tiles_of(page)
    assert "✓" in tiles["农村自来水普及率"] and "已达标" in tiles["农村自来水普及率"]
    assert "92.0% → 目标不低于92.0%" in tiles["农村自来水普及率"]
    assert "预计达标困难" in tiles["孕产妇死亡率"]
    assert "数据不足" in tiles["学前教育毛入园率"]
    assert reverse("target_page", args=[targets.water.pk]) in page


def test_rows_and_columns_are_counted(sign_in, released: SimpleNamespace) -> None:
    page = page_of(sign_in("leader"))
    assert "已达标 1，基本达标 0 ／ 有数据 2 ／ 共 3" in page
    assert re.search(r'<tfoot>.*<td class="matrix-column">1/3</td>.*</tfoot>', page, re.S)


def test_an_objective_without_any_target_says_so(
    sign_in, released: SimpleNamespace, targets: SimpleNamespace
) -> None:
    Objective.objects.create(
        domain=targets.water.objective.domain, number=1, kind="qualitative", summary="环境更好"
    )
    assert "可度量的目标：环境更好" in page_of(sign_in("leader"))
    assert "环境更好" not in page_of(sign_in("leader"), "?standing=已达标")


def test_a_target_before_its_plan_says_so_and_is_no_verdict(
    sign_in, released: SimpleNamespace, next_plan: Target
) -> None:
    page = page_of(sign_in("leader"), "?plan=next")
    assert "规划尚未开始（2026—2030年）" in tiles_of(page)["学前教育毛入园率"]
    assert reverse("catalogue_target", args=[next_plan.pk]) in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?standing=已达标", {"农村自来水普及率"}),
        ("?kind=at_most", {"孕产妇死亡率"}),
        ("?unit=演示市教育局", {"学前教育毛入园率"}),
        ("?domain=women.1", {"农村自来水普及率", "孕产妇死亡率", "学前教育毛入园率"}),
        ("?plan=none", set()),
    ],
)
def test_filters_are_in_the_address(
    sign_in,
    released: SimpleNamespace,
    areas: SimpleNamespace,
    units: SimpleNamespace,
    query: str,
    names: set[str],
) -> None:
    Assignment.objects.create(
        indicator=released.enrolment,
        area=areas.city,
        organisation=units.education,
        role=AssignmentRole.LEADS,
        first_year=2015,
    )
    page = page_of(sign_in("leader"), query)
    assert set(tiles_of(page)) == names
    assert names or "没有符合条件的目标" in page


def test_a_county_with_its_own_plan_has_its_own_matrix(
    sign_in, released: SimpleNamespace, places: dict[str, Area]
) -> None:
    page = page_of(sign_in("leader"), "?area=990101")
    assert "甲县2024年领域与目标矩阵" in page
    assert "不低于91.0%" in tiles_of(page)["农村自来水普及率"]
    assert sign_in("leader").get(reverse("matrix") + "?area=990102").status_code == 404
    assert sign_in("other_reviewer").get(reverse("matrix") + "?area=990101").status_code == 404


def test_a_hidden_value_of_a_county_is_not_in_its_matrix(
    sign_in, released: SimpleNamespace, county_plan: Target, release, places: dict[str, Area]
) -> None:
    """甲县's own target on deaths: the standing is there, the rate of two cases is not."""
    Target.objects.filter(pk=county_plan.pk).update(indicator=released.maternal)
    release(places["甲县"], 2024)
    assert "66.7" not in page_of(sign_in("leader"), "?area=990101")
    assert "少于10例，已隐藏" in page_of(sign_in("leader"), "?area=990101")
    assert "66.7/10万" in page_of(sign_in("county_reviewer"), "?area=990101")


def test_years_are_plain_links_that_keep_the_filters(sign_in, released: SimpleNamespace) -> None:
    page = page_of(sign_in("reviewer"), "?kind=at_most")
    links = re.findall(r'class="year-step"[^>]*href="([^"]*)"', page)
    assert any("year=2024" in link and "live=1" in link for link in links)
    assert all("kind=at_most" in link for link in links)
