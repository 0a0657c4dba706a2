"""Numbers, units, differences, dates and marks as pages and reports print them."""

import datetime
import math

import pytest

from indicators.attainment.codes import (
    Certainty,
    Level,
    Path,
    Phase,
    Reason,
    Status,
    Trend,
    Volatile,
)
from indicators.wording import (
    BADGES,
    CERTAINTIES,
    LEVELS,
    PATHS,
    PHASES,
    STATUSES,
    TRENDS,
    VOLATILE,
    badges,
    better_text,
    change_on_last_year,
    date_text,
    difference,
    number,
    probability_text,
    rate_text,
    standing_mark,
    value_with_unit,
)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (84.95, 1, "85.0"), (84.94, 1, "84.9"), (0.285, 2, "0.29"), (1.005, 2, "1.01"),
        (2.5, 0, "3"), (90.0, 1, "90.0"), (12.5, 2, "12.50"), (-0.04, 1, "0.0"), (math.nan, 1, "—"),
    ],
)  # fmt: skip
def test_numbers_round_half_up_and_keep_their_decimals(value, decimals, text):
    assert number(value, decimals) == text


@pytest.mark.parametrize(
    ("unit", "value", "step"),
    [
        ("%", "5.3%", "0.4个百分点"),
        ("‰", "5.3‰", "0.4个千分点"),
        ("1/10万", "5.3/10万", "0.4个十万分点"),
        ("岁", "5.3岁", "0.4岁"),
        ("个/千人口", "5.3个/千人口", "0.4个/千人口"),
    ],
)
def test_units_of_values_and_differences(unit, value, step):
    assert value_with_unit(5.3, unit, 1) == value
    assert difference(-0.4, unit, 1) == step


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (90.4, 90.0, "比上年上升0.4个百分点"),
        (89.0, 90.0, "比上年下降1.0个百分点"),
        (90.04, 89.96, "与上年持平"),
        (90.06, 90.04, "比上年上升0.1个百分点"),
        (90.0, math.nan, "无上年数据可比"),
    ],
)
def test_change_is_the_difference_of_the_printed_numbers(now, before, text):
    assert change_on_last_year(now, before, "%", 1) == text


def test_dates_directions_rates_and_probabilities():
    assert date_text(datetime.date(2026, 11, 23)) == "2026年11月23日"
    assert [better_text(b) for b in (1, -1, 0)] == ["越高越好", "越低越好", "以接近目标为好"]
    assert rate_text(25, 3, 39, 43) == "已达标 25，基本达标 3 / 有数据 39 / 共 43"
    texts = [probability_text(p) for p in (0.02, 0.525, 0.98, math.nan)]
    assert texts == ["不超过2%", "约53%", "98%以上", "—"]


def test_a_hard_target_takes_its_colour_from_the_level():
    assert standing_mark("预计达标困难", "ORANGE").colour == "orange"
    assert standing_mark("预计达标困难", "RED").colour == "red"
    assert standing_mark("保持中断", "RED").colour == "red"
    assert standing_mark("已达标，需防回落", "RED").colour == "green"
    assert standing_mark("提前实现(2024)").sign == "✓"


def test_badges_stand_beside_the_status():
    found = badges("OLD_VALUE|LOW_CONFIDENCE", "ADVERSE", 2022)
    assert found == ["暂按2022年", "低置信", "波动较大（向差）"]
    assert badges("", "NONE") == []


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (PHASES, Phase), (STATUSES, Status), (LEVELS, Level), (PATHS, Path), (TRENDS, Trend),
        (VOLATILE, Volatile), (CERTAINTIES, Certainty),
    ],
)  # fmt: skip
def test_every_code_of_the_engine_has_a_word(words, codes):
    assert set(words) == {code.name for code in codes}


def test_every_badge_is_a_reason_of_the_engine():
    assert set(BADGES) <= {reason.name for reason in Reason}
