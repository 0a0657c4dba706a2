"""The sentence above a chart follows from the numbers by rules."""

import pytest

from indicators.attainment.standing import WORDS
from reporting.dashboards.findings import conclusion, finding, movement, steady_years


def points_text(difference: float) -> str:
    return f"{difference:.1f}个百分点"


@pytest.mark.parametrize(
    ("values", "steady"),
    [
        ([], 0),
        ([1.0], 0),
        ([1.0, 2.0], 1),
        ([1.0, 2.0, 3.0, 4.0], 3),
        ([5.0, 1.0, 2.0, 3.0], 2),
        ([3.0, 2.0, 1.0], -2),
        ([1.0, 2.0, 2.0], 0),
        ([1.0, 2.0, 2.0, 3.0], 1),
    ],
)
def test_steady_years(values: list[float], steady: int) -> None:
    assert steady_years(list(enumerate(values, start=2020))) == steady


def test_a_missing_year_ends_the_row() -> None:
    assert steady_years([(2018, 1.0), (2020, 2.0), (2021, 3.0)]) == 1
    assert steady_years([(2018, 1.0), (2020, 2.0)]) == 0


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([(2024, 90.0)], ""),
        ([(2021, 90.0), (2022, 91.0), (2023, 91.5), (2024, 92.0)], "连续三年上升"),
        ([(2022, 9.0), (2023, 8.0), (2024, 7.0)], "连续两年下降"),
        ([(2022, 9.0), (2023, 8.0), (2024, 8.5)], "比上年上升0.5个百分点"),
        ([(2023, 8.0), (2024, 8.0)], "与上年持平"),
        ([(2020, 8.0), (2023, 7.0)], "比2020年下降1.0个百分点"),
        ([(2020, 8.0), (2023, 8.0)], "与2020年持平"),
    ],
)
def test_movement(points: list[tuple[int, float]], words: str) -> None:
    assert movement(points, points_text) == words


@pytest.mark.parametrize("word", WORDS)
def test_every_standing_has_a_conclusion(word: str) -> None:
    sentence = conclusion(word, "不低于92%", 2025)
    assert sentence
    assert "{" not in sentence


def test_early_attainment_names_its_year() -> None:
    assert conclusion("提前实现(2023)", "不低于92%", 2025) == "提前实现(2023)（目标不低于92%）"


def test_the_whole_sentence() -> None:
    whole = finding(
        "学前教育毛入园率",
        "连续三年上升",
        "2024年91.4%",
        conclusion("达标存在风险", "不低于92%", 2025),
    )
    assert whole == (
        "学前教育毛入园率连续三年上升，2024年91.4%，2025年达到目标（不低于92%）存在风险"
    )
