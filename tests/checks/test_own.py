"""The hard checks of one cell alone."""

import datetime
from decimal import Decimal

import pytest

from reporting.collection.cell_contents import CellContent
from reporting.collection.hard_checks import content_findings
from tests.checks.builders import amount, cell, codes, deaths, one, plain, ratio


@pytest.mark.parametrize(
    ("wrong", "rule", "words"),
    [
        (cell(plain(), None), "not_filled", "请选择缺失原因"),
        (cell(ratio(), CellContent(numerator=Decimal(3))), "half_filled", "还没有填写分母"),
        (cell(ratio(), CellContent(denominator=Decimal(3))), "half_filled", "还没有填写分子"),
        (cell(ratio(), (2480, 1)), "numerator_above_denominator", "分子 2480 大于分母 1"),
        (cell(ratio(), (-1, 5)), "negative", "不能为负数"),
        (cell(amount(), -2), "negative", "-2"),
        (cell(plain(), 100.1), "above_maximum", "高于上限 100"),
        (cell(plain(minimum=Decimal(-50)), -50.1), "below_minimum", "低于下限 -50"),
        (cell(deaths(maximum=Decimal(100)), (200, 1000)), "above_maximum", "200（‰）高于上限 100"),
        (cell(deaths(), (2.5, 1000)), "not_whole", "2.5 有小数"),
        (cell(amount(), 12.5), "not_whole", "12.5"),
    ],
)
def test_is_named(wrong, rule: str, words: str) -> None:
    finding = one(wrong)
    assert (finding.rule, finding.is_hard) == (rule, True)
    assert words in finding.message


@pytest.mark.parametrize(
    "right",
    [
        cell(plain(), 0),
        cell(plain(), 100),
        cell(plain(minimum=Decimal(-50)), -50),
        cell(plain(), "not_reported"),
        cell(ratio(), (5, 5)),
        cell(ratio(gross=True), (105, 100)),
        cell(ratio(scale="value", multiplier=1), (3, 2)),
        cell(deaths(), (0, 1000)),
        cell(amount(unit="万人", decimals=2), 8.25),
        cell(plain(unit="分钟/日", scale="value", count_kind="cluster_sample"), 118.5),
    ],
)
def test_is_sound(right) -> None:
    assert codes(right) == []


def test_the_bureau_is_named_where_its_population_is_missing() -> None:
    counted = CellContent(numerator=Decimal(3))
    finding = one(cell(ratio(population="常住儿童数"), counted))
    assert finding.rule == "population_missing"
    assert "“常住儿童数”，统计局还没有录入" in finding.message


def test_a_population_alone_is_no_figure() -> None:
    only_population = CellContent(denominator=Decimal(400))
    assert codes(cell(ratio(population="常住儿童数"), only_population)) == ["not_filled"]


@pytest.mark.parametrize(("day", "with_unit", "asked"), [(28, True, 1), (28, False, 0), (1, 1, 0)])
def test_the_expected_day_is_looked_at_while_the_unit_can_change_it(
    day: int, with_unit: bool, asked: int
) -> None:
    month = 2 if day == 28 else 3
    waiting = CellContent(
        missing_kind="not_yet_produced", expected_on=datetime.date(2026, month, day)
    )
    found = codes(cell(plain(), waiting, is_with_unit=bool(with_unit)))
    assert found == ["expected_past"] * asked


def test_another_period_is_named_with_the_one_that_is_wanted() -> None:
    stated = CellContent(value=Decimal(95), reference_period="学年")
    finding = one(cell(plain(), stated))
    assert (finding.rule, finding.column) == ("period_mixed", "reference_period")
    assert "“学年”" in finding.message and "“公历年度”" in finding.message


def test_the_indicators_own_period_may_be_written_out() -> None:
    assert codes(cell(plain(), CellContent(value=Decimal(95), reference_period="公历年度"))) == []


def test_the_cell_alone_is_judged_for_a_correction() -> None:
    rule = ratio().rule
    assert [f.rule for f in content_findings(CellContent(numerator=Decimal(1)), rule)] == [
        "half_filled"
    ]
    assert content_findings(CellContent(), rule) == []
