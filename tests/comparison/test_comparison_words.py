"""Sentences of comparisons, on numbers worked out by hand."""

import pytest

from reporting.dashboards.comparison_words import (
    Side,
    Unit,
    amount_finding,
    beside_city,
    comparison_finding,
    series_finding,
    share_of_city,
    side_of,
    span_words,
)

PERCENT = Unit("%", 1)


@pytest.mark.parametrize(
    ("number", "city", "unit", "words"),
    [
        (91.24, 90.0, PERCENT, "比全市高1.2个百分点"),
        (2.14, 2.38, Unit("‰", 2), "比全市低0.24个千分点"),
        (12.4, 20.0, Unit("1/10万", 1), "比全市低7.6个十万分点"),
        (78.3, 78.1, Unit("岁", 1), "比全市高0.2岁"),
        (90.04, 89.96, PERCENT, "与全市持平"),  # both print 90.0
        (None, 90.0, PERCENT, ""),
        (90.0, None, PERCENT, ""),
    ],
)
def test_beside_the_city_on_printed_numbers(
    number: float | None, city: float | None, unit: Unit, words: str
) -> None:
    assert beside_city(number, city, unit) == words


def test_level_is_what_prints_the_same() -> None:
    assert side_of(90.04, 89.96, PERCENT) is Side.SAME
    assert side_of(90.05, 89.94, PERCENT) is Side.ABOVE


def test_an_amount_is_a_share_of_its_city() -> None:
    assert share_of_city(30, 240) == "占全市12.5%"
    assert share_of_city(30, 0) == share_of_city(None, 240) == ""


def test_the_title_counts_and_names_nobody() -> None:
    sides = [Side.ABOVE, Side.ABOVE, Side.BELOW, Side.SAME, Side.MISSING, Side.HIDDEN]
    assert comparison_finding("近视率", 2024, "38.6%", sides) == (
        "2024年近视率，6个县（市、区）中2个高于全市（38.6%），1个低于全市，1个与全市持平，"
        "1个无可比数据，1个例数少已隐藏"
    )


def test_without_anything_to_compare_the_title_says_why() -> None:
    assert comparison_finding("死亡率", 2024, "12.4/10万", [Side.HIDDEN] * 3) == (
        "2024年死亡率，全市12.4/10万；3个县（市、区）例数少，均已隐藏"
    )
    assert comparison_finding("死亡率", 2024, "", [Side.MISSING, Side.HIDDEN]) == (
        "2024年死亡率，2个县（市、区）中1个无可比数据，1个例数少已隐藏"
    )
    assert amount_finding("人数", 2024, "300人", 5, 6).endswith(
        "全市300人，6个县（市、区）中5个有数据"
    )


def test_the_title_of_lines_says_where_they_went() -> None:
    one = [("甲县", 90.0, 92.5)]
    assert series_finding("入园率", "2019—2024年", one, PERCENT) == (
        "2019—2024年，甲县入园率由90.0%上升到92.5%"
    )
    three = [*one, ("乙县", 91.0, 90.0), ("丙县", 90.0, 90.04)]
    assert series_finding("入园率", "2019—2024年", three, PERCENT) == (
        "2019—2024年，入园率：3个地区中1个上升，1个下降，1个持平"
    )


def test_spans_of_years() -> None:
    assert span_words([2024, 2022]) == "2022—2024年"
    assert span_words([2024]) == "2024年"
