"""The entry grid as it is shown: what stands in and beside each cell, and who may type."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client

from indicators.models import Area, Indicator, TargetValue
from reporting.models import Flow, Item, Submission
from reporting.observations import Figure, record
from tests.collection.conftest import add_indicators, cell
from tests.collection.test_entry_page import entry_address
from tests.conftest import SignIn


def record_past(area: Area, indicator: Indicator, values: dict[int, str]) -> None:
    for year, value in values.items():
        figure = Figure(indicator.pk, area, year, value=Decimal(value))
        record([figure], flow=Flow.RETURN, by=None, reason="历史数据")


@pytest.fixture
def client(sign_in: SignIn) -> Client:
    return sign_in("statistician")


def test_each_row_says_what_is_asked(
    health_return: Submission, targets: SimpleNamespace, client: Client
) -> None:
    html = client.get(entry_address(health_return)).content.decode()
    for words in (
        "孕产妇死亡率",
        "1/10万 · 越低越好 · 公历年度",
        "不高于 12.5",
        "% · 越高越好 · 公历年度",
        "不低于 92",
        "妇女规划 2025年",
        'aria-label="孕产妇死亡率 分子"',
        'aria-label="农村自来水普及率 数值"',
    ):
        assert words in html


def test_of_an_adjusted_target_the_value_that_binds_in_the_year_is_asked(
    health_return: Submission, targets: SimpleNamespace, areas: SimpleNamespace, client: Client
) -> None:
    for first_year, value in ((2025, "94"), (2026, "99")):
        TargetValue.objects.create(
            target=targets.water,
            area=areas.city,
            year=2025,
            first_year=first_year,
            value=value,
            document="调整",
            valid_from=1,
        )
    page = client.get(entry_address(health_return)).content.decode()
    assert "不低于 94" in page and "不低于 99" not in page and "不低于 92" not in page


def test_the_last_three_years_stand_beside(
    health_return: Submission,
    indicators: SimpleNamespace,
    areas: SimpleNamespace,
    client: Client,
) -> None:
    years = {2021: "88.88", 2022: "93.14", 2024: "94.55"}
    record_past(areas.city, indicators.water, years)
    record_past(areas.county, indicators.water, {2023: "77.7"})
    html = client.get(entry_address(health_return)).content.decode()
    assert ">93.1<" in html
    assert ">94.6<" in html
    assert "88.9" not in html
    assert "77.7" not in html


def test_a_computed_rate_is_shown_as_it_will_be_judged(
    filled_return: Submission, client: Client
) -> None:
    html = client.get(entry_address(filled_return)).content.decode()
    assert 'title="由系统计算">40.3<' in html
    assert 'value="2480"' in html


def test_nothing_can_be_typed_after_submission(
    submitted_return: Submission, client: Client
) -> None:
    html = client.get(entry_address(submitted_return)).content.decode()
    assert "-version" not in html
    assert "保存并提交" not in html


def test_only_returned_cells_can_be_typed_into(
    half_returned: Submission, indicators: SimpleNamespace, client: Client
) -> None:
    maternal, water = (
        cell(half_returned, indicator) for indicator in (indicators.maternal, indicators.water)
    )
    html = client.get(entry_address(half_returned)).content.decode()
    assert f'name="cell-{maternal.pk}-numerator"' in html
    assert "退回原因：请核对活产数" in html
    assert f'name="cell-{water.pk}-value"' not in html


def test_the_unit_head_reads_only(health_return: Submission, sign_in: SignIn) -> None:
    html = sign_in("unit_head").get(entry_address(health_return)).content.decode()
    assert "孕产妇死亡率" in html
    assert "-version" not in html


def test_queries_do_not_grow_with_cells(
    health_return: Submission,
    areas: SimpleNamespace,
    units: SimpleNamespace,
    client: Client,
    django_assert_num_queries: object,
    django_assert_max_num_queries: object,
) -> None:
    with django_assert_max_num_queries(26) as few:  # type: ignore[operator]
        client.get(entry_address(health_return))
    add_indicators(50, areas.city, units.health)
    for indicator in Indicator.objects.filter(position__gte=100):
        Item.objects.create(submission=health_return, indicator=indicator)
    with django_assert_num_queries(len(few)):  # type: ignore[operator]
        client.get(entry_address(health_return))
