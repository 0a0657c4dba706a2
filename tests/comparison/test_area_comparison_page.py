"""The page that compares counties with their city, and its workbook."""

import json
import re
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Area, Target
from reporting.models import Observation

pytestmark = pytest.mark.django_db
WATER = "?indicator=rural_tap_water"
DEATHS = "?indicator=maternal_mortality"


def page_of(client: Client, query: str, name: str = "area_comparison") -> str:
    answer = client.get(reverse(name) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(page: str) -> dict[str, str]:
    """{area: the text of its row}, of the first table."""
    table = page.split("<tbody>")[1].split("</tbody>")[0]
    plain = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)) for row in table.split("<tr")[1:]]
    cells = [row.split("> ", 1)[-1].strip() for row in plain]
    return {cell.split(" ")[0]: cell for cell in cells}


def sheet_of(client: Client, query: str, name: str = "area_comparison_export") -> list[list]:
    answer = client.get(reverse(name) + query)
    assert answer.status_code == 200
    book = openpyxl.load_workbook(BytesIO(answer.content))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def test_counties_stand_beside_the_city_without_verdict(sign_in, released: SimpleNamespace) -> None:
    page = page_of(sign_in("leader"), WATER)
    assert (
        "2024年农村自来水普及率，4个县（市、区）中1个高于全市（92.0%），1个低于全市，1个与全市持平"
        in page
    )
    rows = rows_of(page)
    assert "比全市高2.0个百分点" in rows["乙县"] and "未评价" in rows["乙县"]
    assert "与全市持平" in rows["丁县"]
    assert "无数据" in rows["戊县"]
    assert "91.5%" in rows["全国"] and "2023年" in rows["全国"]


def test_only_a_county_with_its_own_plan_is_judged(
    sign_in, released: SimpleNamespace, county_plan: Target
) -> None:
    page = page_of(sign_in("leader"), WATER)
    assert reverse("target_page", args=[county_plan.pk]) in page
    assert "不低于91.0%" in rows_of(page)["甲县"]
    assert page.count("未评价") == 3


def test_order_is_by_area_and_on_request_by_value(sign_in, released: SimpleNamespace) -> None:
    client = sign_in("leader")
    assert list(rows_of(page_of(client, WATER)))[1:5] == ["甲县", "乙县", "丁县", "戊县"]
    by_value = list(rows_of(page_of(client, WATER + "&sort=value")))
    assert by_value[1:5] == ["乙县", "丁县", "甲县", "戊县"]


def test_few_cases_are_told_as_cases_with_a_rate_of_three_years(
    sign_in, released: SimpleNamespace
) -> None:
    """甲县: 3 + 4 + 2 of 9,000 births are 100.0; the city's 161 of 63,000 are 255.6."""
    row = rows_of(page_of(sign_in("reviewer"), DEATHS))["甲县"]
    assert "2例 2022—2024年合并 100.0/10万" in row
    assert "比全市低155.6个十万分点" in row
    assert "66.7" not in row


def test_a_leader_finds_small_counts_nowhere_on_the_page(
    sign_in, released: SimpleNamespace
) -> None:
    page = page_of(sign_in("leader"), DEATHS)
    rows = rows_of(page)
    assert "少于10例，已隐藏" in rows["甲县"] and "防止推算，已隐藏" in rows["戊县"]
    chart = json.loads(re.search(r'id="chart-areas"[^>]*>(.*?)</script>', page, re.S)[1])
    drawn = [
        (name, number)
        for trace in chart["data"]
        if trace["mode"] == "markers"
        for name, number in zip(trace["y"], trace["x"], strict=True)
        if number is not None
    ]
    assert {name for name, _number in drawn} == {"乙县", "丁县"}
    for rate in ("66.7", "133.3", "100.0/10万", "240.0"):  # 甲县's three rates, 戊县's last one
        assert rate not in page


def test_the_workbook_holds_the_same_hiding(sign_in, released: SimpleNamespace) -> None:
    leaders = {row[0]: row[1:] for row in sheet_of(sign_in("leader"), DEATHS)}
    assert leaders["甲县"][:5] == ["少于10例，已隐藏", None, None, None, None]
    assert leaders["戊县"][0] == "防止推算，已隐藏"
    assert leaders["乙县"][:3] == [375, 15, 4000]
    offices = {row[0]: row[1:] for row in sheet_of(sign_in("office_worker"), DEATHS)}
    assert offices["甲县"][:5] == [66.7, 2, 3000, "2022—2024年", 100]


def test_the_workbook_says_what_it_rests_on(sign_in, released: SimpleNamespace) -> None:
    rows = sheet_of(sign_in("leader"), WATER)
    notes = " ".join(str(row[0]) for row in rows[:6])
    assert "演示数据" in notes and "截至数据版本" in notes and "第1版（已发布）" in notes


def test_what_came_after_the_release_is_not_read(
    sign_in, released: SimpleNamespace, places: dict[str, Area]
) -> None:
    from tests.comparison.conftest import record_share

    record_share(released.water, places["乙县"], {2024: "99.9"})
    assert "99.9" not in page_of(sign_in("leader"), WATER)
    assert Observation.objects.in_force().filter(value=Decimal("99.9")).exists()


def test_a_county_sees_itself_and_not_its_neighbours(sign_in, released: SimpleNamespace) -> None:
    rows = rows_of(page_of(sign_in("county_reviewer"), DEATHS))
    assert "2例" in rows["甲县"]
    assert "乙县" not in rows


@pytest.mark.parametrize("query", ["?indicator=none", "?year=20x4", "?domain=none.1"])
def test_what_does_not_exist_is_not_found(sign_in, released: SimpleNamespace, query: str) -> None:
    name = "area_overview" if "domain" in query else "area_comparison"
    assert sign_in("leader").get(reverse(name) + query).status_code == 404


def test_the_live_year_is_closed_to_leaders(sign_in, released: SimpleNamespace) -> None:
    for name in ("area_comparison", "area_comparison_export", "area_overview", "compare"):
        assert sign_in("leader").get(reverse(name) + "?live=1").status_code == 403


def test_before_the_first_release_pages_say_what_will_happen(sign_in, measured) -> None:
    for name in ("area_comparison", "area_overview", "matrix", "coverage", "coverage_gaps"):
        assert "还没有已发布的年度数据" in page_of(sign_in("leader"), "", name)


def test_the_table_of_a_domain_compares_every_indicator(sign_in, released: SimpleNamespace) -> None:
    rows = rows_of(page_of(sign_in("reviewer"), "?domain=women.1", "area_overview"))
    assert "高2.0个百分点" in rows["农村自来水普及率"]
    assert "2例 合并 100.0/10万 低155.6个十万分点" in rows["孕产妇死亡率"]
    leader = rows_of(page_of(sign_in("leader"), "?domain=women.1", "area_overview"))
    assert "少于10例，已隐藏" in leader["孕产妇死亡率"]


def test_the_workbook_of_the_table_hides_too(sign_in, released: SimpleNamespace) -> None:
    rows = sheet_of(sign_in("leader"), "?domain=women.1", "area_overview_export")
    found = {row[0]: row[2:] for row in rows if row[0]}
    assert found["孕产妇死亡率"] == [233.3, "少于10例，已隐藏", 375, 222.2, "防止推算，已隐藏"]
