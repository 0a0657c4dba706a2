"""Indicators × areas × years of one's own choice: address, limits, hiding, workbook."""

import re
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from indicators.models import Area, Indicator, SeriesBreak
from reporting.dashboards.compare_choices import Asked
from tests.comparison.test_area_comparison_page import sheet_of

pytestmark = pytest.mark.django_db
CHOICE = "?i=maternal_mortality&i=rural_tap_water&a=990100&a=990101&a=990102&a=100000"


def page_of(client: Client, query: str) -> str:
    answer = client.get(reverse("compare") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_what_a_form_adds_becomes_part_of_the_address(sign_in, released: SimpleNamespace) -> None:
    answer = sign_in("leader").get(
        reverse("compare")
        + "?i=rural_tap_water&add=maternal_mortality&group=F&area=990101&from=2022"
    )
    assert answer.status_code == 302
    assert answer["Location"] == (
        reverse("compare") + "?i=rural_tap_water&i=maternal_mortality%3AF&a=990101&from=2022"
    )


def test_the_same_choice_has_the_same_address() -> None:
    asked = Asked.from_address(QueryDict("a=1&i=x&i=x&to=2024&from=2020&live=1&i=y"))
    assert asked.address() == "i=x&i=y&a=1&from=2020&to=2024&live=1"
    assert asked.address(without="y") == "i=x&a=1&from=2020&to=2024&live=1"


def test_each_indicator_has_its_own_panel_and_table(sign_in, released: SimpleNamespace) -> None:
    page = page_of(sign_in("reviewer"), CHOICE)
    assert page.count("data-chart=") == 2
    assert "yaxis2" not in page
    text = plain(page)
    assert "甲县 — — — 100.0/10万 3例 133.3/10万 4例 66.7/10万 2例" in text
    assert "小样本，谨慎判断" in text


def test_a_leader_sees_the_marks_instead(sign_in, released: SimpleNamespace) -> None:
    page = page_of(sign_in("leader"), CHOICE)
    assert "66.7" not in page and "133.3" not in page
    assert "少于10例，已隐藏" in page


def test_the_workbook_is_what_the_page_shows(sign_in, released: SimpleNamespace) -> None:
    rows = sheet_of(sign_in("leader"), CHOICE + "&from=2023&to=2024", "compare_export")
    found = {(row[0], row[2]): row[3:] for row in rows if len(row) > 2 and row[2]}
    assert found["孕产妇死亡率", "甲县"] == ["少于10例，已隐藏"] * 2
    assert found["孕产妇死亡率", "演示市"] == [252.4, 233.3]
    assert found["农村自来水普及率", "全国"] == [91.5, "无数据"]
    assert "截至数据版本" in " ".join(str(row[0]) for row in rows[:7])


def test_too_many_are_said_and_cut(sign_in, released: SimpleNamespace) -> None:
    for number in range(7):
        copy = Indicator.objects.get(pk=released.water.pk)
        copy.pk, copy.code, copy.name = None, f"copy_{number}", f"指标{number}"
        copy.save()
    query = "?" + "&".join(f"i=copy_{number}" for number in range(7)) + "&from=1980&to=2024"
    page = page_of(sign_in("leader"), query)
    assert "一次最多比较6个指标，选了7个，只显示前6个。" in page
    assert "一次最多比较20年，只显示2005年起。" in page
    assert page.count('class="card-body"') == 6


def test_what_is_not_known_or_not_open_is_left_out_aloud(
    sign_in, released: SimpleNamespace
) -> None:
    page = page_of(sign_in("county_reviewer"), "?i=none&i=rural_tap_water&a=990102&to=2030")
    assert "没有代码为“none”的指标" in page
    assert "没有代码为“990102”的地区，或您不能查看" in page
    assert "数据截至2024年" in page


def test_without_a_choice_the_page_says_how_to_begin(sign_in, released: SimpleNamespace) -> None:
    assert "先选要比较的指标" in page_of(sign_in("leader"), "")
    assert sign_in("leader").get(reverse("compare_export")).status_code == 404


def test_a_change_of_definition_cuts_the_line(
    sign_in, released: SimpleNamespace, places: dict[str, Area]
) -> None:
    SeriesBreak.objects.create(
        indicator=released.maternal,
        area=places["演示市"],
        year=2023,
        note="口径",
        document="文件",
        valid_from=0,
    )
    page = page_of(sign_in("reviewer"), "?i=maternal_mortality&a=990100&from=2022")
    assert "2023年起口径变化，前后不可比" in page
    assert '"x": [2022, 2022.5, 2023, 2024]' in page
    assert "2023—2024年，演示市孕产妇死亡率由252.4/10万下降到233.3/10万" in page
