"""The table of words is total: every combination has exactly one word, and the right one."""

import itertools

import numpy as np
import pytest

from indicators.attainment.codes import Level, Phase, Status
from indicators.attainment.standing import EARLY, WORDS, choose_standing, standing_words
from indicators.wording import MARKS

FLAGS = ("no_exposure", "early", "is_trend", "term", "interrupted")
COMBINATIONS = list(itertools.product(Phase, Status, Level, *[(False, True)] * len(FLAGS)))


@pytest.fixture(scope="module")
def table():
    columns = list(zip(*COMBINATIONS, strict=True))
    codes = dict(zip(("phase", "status", "level"), map(np.array, columns[:3]), strict=True))
    flags = {name: np.array(c) for name, c in zip(FLAGS, columns[3:], strict=True)}
    chosen = choose_standing(**codes, **flags)
    return [(dict(zip(("phase", "status", "level", *FLAGS), row, strict=True)), WORDS[word])
            for row, word in zip(COMBINATIONS, chosen, strict=True)]  # fmt: skip


def test_every_combination_has_one_word_and_every_word_occurs(table):
    assert len(table) == 3 * 5 * 6 * 32
    assert {word for _, word in table} == set(WORDS)


def test_every_word_has_a_mark():
    assert set(MARKS) == set(WORDS)


def test_met_never_stands_beside_danger_without_a_warning(table):
    for case, word in table:
        running_bar = case["phase"] == Phase.RUNNING and not case["is_trend"]
        if running_bar and case["status"] >= Status.NEAR and case["level"] >= Level.ORANGE:
            assert word.endswith("需防回落") or word == "不适用"


def test_no_verdict_without_data(table):
    for case, word in table:
        if case["status"] <= Status.NOT_ASSESSABLE:
            assert word in ("不适用", "数据不足", "无法评价")


def test_a_plan_that_is_over_has_no_forecast_word(table):
    final = {"不适用", "无法评价", "提前实现", "如期实现", "基本实现", "未实现"}
    assert {word for case, word in table if case["phase"] != Phase.RUNNING} == final


def test_the_word_follows_the_level(table):
    words = {
        word
        for case, word in table
        if case["phase"] == Phase.RUNNING and case["status"] == Status.NOT_MET
        and case["level"] == Level.YELLOW and not any(case[name] for name in FLAGS)
    }  # fmt: skip
    assert words == {"达标存在风险"}


def test_early_carries_its_year():
    codes = np.array([EARLY, WORDS.index("未实现"), EARLY])
    places, words = standing_words(codes, np.array([2024.0, np.nan, 2022.0]))
    assert [words[place] for place in places] == ["提前实现(2024)", "未实现", "提前实现(2022)"]
