"""The gap between two groups: rounded once, and is it closing? Worked by hand."""

from functools import partial

import pytest

from indicators.wording import difference, number
from reporting.dashboards.gap_series import gap_words, gaps_between

SIZE = partial(difference, unit="%", decimals=1)
NAMES = ("女", "男")


def once(value: float) -> float:
    return float(number(value, 1))


def test_the_unrounded_values_are_subtracted_and_rounded_once():
    # rounded first: 91.0 − 88.9 = 2.1; the exact difference is 2.0
    gaps = gaps_between({2024: 90.96}, {2024: 88.94}, once)
    assert gaps == ((2024, 2.0),)


def test_only_years_of_both_groups_have_a_gap():
    first, second = {2020: 88.0, 2022: 90.0}, {2022: 91.0, 2024: 92.0}
    assert gaps_between(first, second, once) == ((2022, -1.0),)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (-2.0, -0.4, "低于男0.4个百分点，差距比2020年（2.0个百分点）缩小1.6个百分点"),
        (1.0, 2.5, "高于男2.5个百分点，差距比2020年（1.0个百分点）扩大1.5个百分点"),
        (-1.2, 0.3, "高于男0.3个百分点，2020年为女低于男1.2个百分点，高低已反转"),
        (0.5, 0.5, "高于男0.5个百分点，差距比2020年（0.5个百分点）没有变化"),
        (0.5, 0.0, "与男持平，差距比2020年（0.5个百分点）缩小0.5个百分点"),
    ],
)
def test_the_finding(first, last, words):
    assert gap_words(NAMES, [(2020, first), (2024, last)], SIZE) == f"2024年女{words}"


def test_one_year_alone_tells_no_change():
    words = gap_words(NAMES, [(2024, 0.7)], SIZE)
    assert words == "2024年女高于男0.7个百分点，只有一个年份，不能判断差距变化"
    assert gap_words(NAMES, [], SIZE) == ""


def test_nothing_is_compared_across_a_change_of_definition():
    gaps = [(2018, 9.0), (2020, 2.0), (2024, 1.0)]
    assert "比2020年（2.0个百分点）缩小1.0" in gap_words(NAMES, gaps, SIZE, breaks=[2019])
    assert "只有一个年份" in gap_words(NAMES, gaps, SIZE, breaks=[2023])


def test_gaps_of_few_events_are_not_compared():
    words = gap_words(NAMES, [(2020, 9.0), (2024, 1.0)], SIZE, has_few=True)
    assert words == "2024年女高于男1.0个百分点；例数少，年际起伏大，不判断差距变化"
