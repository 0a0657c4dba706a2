"""The sentences carry the whole arithmetic, in the right units, and claim nothing unknown."""

import math
import re

import pytest

from indicators.attainment import assess, explain
from indicators.wording import Wording
from tests.attainment.frame_builders import judged, series, target
from tests.attainment.generated import frames, make_pairs

UNITS = {"share": "%", "rate": "1/10万", "value": "岁"}


def text_of(targets, observations, year, wording):
    return "\n".join(explain(judged(targets, observations, year), wording))


def test_every_step_of_the_arithmetic_is_printed():
    """Numbers by hand: gap 2.0 over 2 years is 1.00; slope of 85.2, 87, 88.5, 90 is 1.59; line
    85.2 + 6.8·3/5 = 89.28; forecast as in vectors/forecast.csv.
    """
    wording = Wording("学前教育毛入园率", "%", 1)
    goal = target("at_least", 92.0, baseline=85.2)
    text = text_of(goal, series([85.2, 87.0, 88.5, 90.0]), 2023, wording)
    for part in (
        "现值：2023年学前教育毛入园率为90.0%，越高越好",
        "目标：到2025年不低于92.0%（含）；基期（2020年）85.2%",
        "距目标还差2.0个百分点",
        "还有2年，年均需上升1.00个百分点；近年年均上升1.59个百分点，最好的一年上升1.80个百分点",
        "2023年应为89.3%，实际90.0%，完成应有进度的1.18倍，符合序时进度",
        "预计：2025年为92.0%（80%区间89.1%至94.2%），达标概率约52%",
        "结论：达标存在风险，预警级别黄",
        "所用数据4个年份",
    ):
        assert part in text


def test_a_target_on_its_path_is_told_why_it_may_be_missed():
    goal = target("at_least", 92.0, baseline=85.2)
    text = text_of(goal, series([85.2, 87.0, 88.5, 90.0]), 2023, Wording("率", "%", 1))
    assert "逐年打折" in text


@pytest.mark.parametrize(
    ("unit", "word"), [("%", "个百分点"), ("‰", "个千分点"), ("1/10万", "个十万分点"), ("岁", "岁")]
)
def test_differences_carry_the_right_unit(unit, word):
    goal = target("at_most", 6.0, scale="rate", baseline=7.5)
    wording = Wording("率", unit, 1, kind="at_most", better=-1)
    text = text_of(goal, series([7.5, 7.1, 6.8, 6.4]), 2023, wording)
    assert f"距目标还差0.4{word}" in text
    assert f"年均需下降0.20{word}" in text


def deaths(events, births):
    return series([math.nan] * len(events), first=2021, events=events, exposure=births)


BIRTHS = target("at_most", 12.5, scale="rate", multiplier=100_000.0)
MOTHERS = Wording(
    "孕产妇死亡率", "1/10万", 1, kind="at_most", better=-1, event="死亡例数", exposure="活产数"
)


def test_no_probability_where_nothing_has_happened():
    text = text_of(BIRTHS, deaths([0, 0, 0], [15_000] * 3), 2023, MOTHERS)
    assert "概率" not in text.replace("不给出概率", "")
    assert "死亡例数0" in text


def test_small_numbers_show_cases_and_what_is_allowed():
    text = text_of(BIRTHS, deaths([3, 1, 2], [17_000, 16_000, 15_000]), 2023, MOTHERS)
    assert "13.3/10万（死亡例数2，活产数15000）" in text
    assert "按目标全年最多允许1" in text
    assert "小样本，谨慎判断" in text
    assert re.search(r"真实水平达到目标的概率约\d+%", text)


def test_no_exposure_is_said_plainly():
    text = text_of(BIRTHS, deaths([1, 0], [15_000, 0]), 2022, MOTHERS)
    assert "活产数为0，当年无暴露" in text
    assert "不适用" in text


def test_about_prints_edges_that_are_met_when_printed():
    """±3 % of 45 ends at 46.35: 46.4 would miss it, so 46.3 is printed."""
    goal = target("about", 45.0, baseline=40.0)
    text = text_of(goal, series([40.0, 43.8, 44.6]), 2022, Wording("比例", "%", 1, kind="about"))
    assert "45.0%左右（43.7%至46.3%即达标）" in text


def test_an_interrupted_promise_is_told_though_met():
    goal = target("at_least", 92.0, maintain=True)
    wording = Wording("率", "%", 1, maintain=True)
    text = text_of(goal, series([93.0, 91.0, 93.0, 94.0]), 2023, wording)
    assert "达标但期间中断" in text


@pytest.mark.parametrize("year", [2020, 2023, 2025, 2027])
def test_every_result_can_be_explained(year):
    pairs = make_pairs(900, seed=5)
    results = assess(*frames(pairs), year).results
    for columns, _ in pairs:
        wording = Wording(
            "指标", UNITS[columns["scale"]], round(-math.log10(columns["report_unit"])),
            kind=columns["kind"], side=columns["side"], maintain=columns["maintain"],
        )  # fmt: skip
        row = results.loc[columns["series"]]
        sentences = explain(row, wording)
        text = "".join(sentences)
        assert sentences[-1].startswith(("依据", "结论")), text
        assert f"结论：{row['standing']}" in text
        assert not re.search(r"nan|inf|None|—|NA", text), text
        assert all(sentence.endswith("。") for sentence in sentences)
