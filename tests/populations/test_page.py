"""The page of populations: the years beside each cell, what is wrong, and nothing typed lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import Area
from reporting.models import Observation
from tests.populations.conftest import DOCUMENT

ADDRESS = "/populations/"


@pytest.fixture
def shown(sign_in, children):
    client = sign_in("reviewer")

    def get(**query: str) -> str:
        return client.get(ADDRESS, query).content.decode()

    get.client = client
    return get


def _field(area: Area, children: object, seen: int = 0) -> str:
    return f"people-{area.pk}-{children.pk}-0-{seen}"


def _post(client, cells, year=2024, **words):
    return client.post(f"{ADDRESS}?year={year}", {"document": DOCUMENT, **cells, **words})


def test_the_last_three_years_stand_beside_the_cell(areas, enter, shown):
    for year, people in ((2021, 1100), (2022, 1050), (2023, 1010)):
        enter({areas.county: str(people)}, year=year)
    text = shown(year="2024")
    for shown in ("2021年", "1,100", "1,050", "1,010", "甲县", "乙县", "3—5岁人口数（女）"):
        assert shown in text


def test_what_is_typed_is_stored_and_told(areas, children, shown):
    answer = _post(shown.client, {_field(areas.city, children): "2000"})
    assert answer.status_code == 302
    told = shown.client.get(answer["Location"]).content.decode()
    assert "已保存 1 项人口数。" in told
    assert Observation.objects.get().value == 2000


def test_the_counties_sum_stands_beside_the_city(areas, enter, shown):
    enter({areas.city: "2000", areas.county: "900"})
    assert "已录入 1/2 县（市、区）" in shown(year="2024")
    enter({areas.second_county: "1000"})
    assert "合计 1,900，比全市少 100，请核对" in shown(year="2024")


def test_a_refused_page_keeps_what_was_typed(areas, children, shown):
    cells = {_field(areas.city, children): "两千", _field(areas.county, children): "1200"}
    answer = _post(shown.client, cells, reason="我的原因")
    text = answer.content.decode()
    assert answer.status_code == 422
    for kept in ("两千", 'value="1200"', DOCUMENT, "我的原因", "不是数字"):
        assert kept in text
    assert f'href="#{_field(areas.city, children)}"' in text


def test_a_cell_changed_meanwhile_shows_both_and_may_be_saved_then(
    areas, cast, children, enter, shown
):
    enter({areas.city: "2000"}, by=cast.second_reviewer)
    answer = _post(shown.client, {_field(areas.city, children): "1900"}, reason="按人口普查修订")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "您填写的是“1900”，second_reviewer已改为“2000”" in text
    again = _field(areas.city, children, seen=1)
    assert f'name="{again}" value="1900"' in text
    _post(shown.client, {again: "1900"}, reason="按人口普查修订")
    assert Observation.objects.in_force().get().value == 1900


def test_a_county_reads_its_own_numbers(areas, enter, sign_in, children):
    enter({areas.county: "1200", areas.second_county: "7654321"})
    text = sign_in("county_reviewer").get(ADDRESS, {"year": "2024"}).content.decode()
    assert "1200" in text
    assert "7654321" not in text
    assert "data-people" not in text


def test_a_strange_address_is_no_error(shown):
    for query in ({"year": "abc"}, {"year": "1900"}, {"area": "x"}):
        assert "人口数" in shown(**query)


def test_strange_fields_are_no_error(areas, shown):
    answer = _post(shown.client, {"people-1-2-3": "5", "people-999999-999999-0-0": "5"})
    assert answer.status_code == 422
    assert "请刷新页面" in answer.content.decode()


def test_the_number_of_queries_does_not_grow(areas, enter, shown):
    enter({areas.city: "2000"})
    with CaptureQueriesContext(connection) as few:
        shown(year="2024")
    for number in range(8):
        path = f"{areas.city.path}99011{number}/"
        county = Area.objects.create(
            code=f"99011{number}",
            name=f"新县{number}",
            level="county",
            parent=areas.city,
            path=path,
        )
        for year in (2022, 2023, 2024):
            enter({county: str(1000 + year)}, year=year)
    with CaptureQueriesContext(connection) as many:
        shown(year="2024")
    assert len(many) == len(few)


def test_the_page_is_in_the_address_list():
    assert reverse("population_list") == ADDRESS
