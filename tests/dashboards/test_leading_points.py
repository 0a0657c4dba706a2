"""The sentences that the leader page begins with follow from the figures by rules."""

import pytest

from reporting.dashboards.leading_points import (
    Facts,
    Hard,
    change_words,
    leading_points,
    led_by,
    listed,
    mainly,
)

RUNNING = ("已达标", "基本达标", "预计达标困难")
FINAL = ("实现", "基本实现", "未实现")
HARD = [
    Hard("高中生近视率", "儿童与健康", "市教育局", "达标概率不超过2%"),
    Hard("初中生近视率", "儿童与健康", "市教育局", "达标概率约9%"),
    Hard("农村卫生厕所普及率", "妇女与环境", "市农业农村局", "达标概率约27%"),
]


def test_a_running_plan() -> None:
    facts = Facts(RUNNING, total=43, with_data=40, met=24, near=1, change=3, common=36, hard=HARD)
    assert leading_points(facts) == [
        "43项量化目标中24项已达标、1项基本达标（有数据40项）；比上年增加3项已达标（两年均有数据的36项）。",
        "3项预计达标困难，主要在儿童与健康（2项），牵头单位：市教育局2项、市农业农村局1项；"
        "最难的是高中生近视率（达标概率不超过2%）。",
    ]


def test_what_was_lost_and_what_may_fall_back_come_third() -> None:
    facts = Facts(
        RUNNING,
        total=5,
        with_data=5,
        met=4,
        near=0,
        change=-1,
        common=5,
        lost=["孕产妇死亡率"],
        slipping=["婴儿死亡率"],
        without_data=["不应提到"],
    )
    assert leading_points(facts) == [
        "5项量化目标中4项已达标（有数据5项）；比上年减少1项已达标（两年均有数据的5项）。",
        "没有预计达标困难的量化目标。",
        "上年达标、本年未达标：孕产妇死亡率；已达标但需防回落：婴儿死亡率。",
    ]


def test_a_finished_plan_tells_its_verdicts_and_the_forecast() -> None:
    facts = Facts(
        FINAL,
        total=43,
        with_data=41,
        met=30,
        near=2,
        is_final=True,
        early=5,
        change=0,
        common=41,
        hard=HARD[:1],
        forecast=(2024, 30, 30, 28),
    )
    assert leading_points(facts) == [
        "43项量化目标中30项实现（其中提前5项）、2项基本实现（有数据41项）；"
        "实现项数与上年相同（两年均有数据的41项）。",
        "1项未实现，在儿童与健康，牵头单位为市教育局；离目标最远的是高中生近视率（达标概率不超过2%）。",
        "2024年预计达标的30项中，28项实现。",
    ]


def test_a_forecast_of_which_some_have_no_verdict_yet_says_so() -> None:
    facts = Facts(FINAL, 5, 3, 3, 0, is_final=True, forecast=(2024, 5, 3, 3))
    assert leading_points(facts)[-1] == "2024年预计达标的5项中，3项已有结论，其中3项实现。"


def test_without_any_data_one_sentence_is_enough() -> None:
    names = ["甲", "乙", "丙", "丁"]
    facts = Facts(RUNNING, total=4, with_data=0, met=0, near=0, without_data=names)
    assert leading_points(facts) == [
        "4项量化目标都还没有数据。",
        "没有数据、无法判断：甲、乙、丙等4项。",
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (3, "比上年 +3（两年均有数据的 36 项）"),
        (-2, "比上年 −2（两年均有数据的 36 项）"),
        (0, "与上年持平（两年均有数据的 36 项）"),
    ],
)
def test_the_change_names_its_denominator(change: int, words: str) -> None:
    assert change_words(change, 36) == words


def test_a_year_further_back_is_named() -> None:
    assert change_words(1, 9, "2022年") == "比2022年 +1（两年均有数据的 9 项）"


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ("a", "在a"),
        ("aaa", "都在a"),
        ("aab", "主要在a（2项）"),
        ("aabb", "主要在a和b（4项）"),
        ("aabbc", "主要在a和b（4项）"),
        ("abc", "分布在3个领域"),
        ("aabbcc", "分布在3个领域"),
        ("aaabbcc", "分布在3个领域"),
        ("aabcde", "分布在5个领域"),
    ],
)
def test_where_they_mainly_are(places: str, words: str) -> None:
    """One or two places that are clearly ahead and hold at least half; else how many places."""
    assert mainly(places) == words


def test_units_with_the_most_first_and_no_unit_no_words() -> None:
    assert led_by(["乙局", "甲局", "甲局", "丙局"]) == "牵头单位：甲局2项、乙局1项等"
    assert led_by(["甲局", "甲局"]) == "牵头单位为甲局"
    assert led_by(["", ""]) == ""


def test_long_lists_are_cut_with_their_number() -> None:
    assert listed(["甲", "乙", "丙"]) == "甲、乙、丙"
    assert listed(["甲", "乙", "丙", "丁"]) == "甲、乙、丙等4项"
    assert listed(["甲", "乙"], most=1) == "甲等2项"
