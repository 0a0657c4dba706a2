"""Say in plain Chinese how a result came about, with the whole arithmetic.

Pages, cases and reports print the same sentences.
"""

import math
from collections.abc import Mapping
from typing import Any

from indicators.attainment.explain_outlook import outlook_sentences, small_sentences
from indicators.attainment.explain_target import gap_sentence, target_sentence
from indicators.attainment.facts import Facts
from indicators.attainment.settings import METHOD, Settings
from indicators.wording import (
    CERTAINTIES,
    LEVELS,
    PATHS,
    TRENDS,
    VOLATILE,
    Wording,
    better_text,
    number,
    year_text,
)

_BASIS = {
    "STATUS": "现值与目标直接比较",
    "PACE": "现值与序时进度比较",
    "FORECAST": "近年走势推算（越远的年份增幅打折越多，区间随波动放宽）",
    "SMALL": "例数少，按规划期合并例数推断真实水平，不看单年起伏",
    "TERM": "换届指标，届中不作预测",
}


def explain(
    result_row: Mapping[str, Any], wording: Wording, settings: Settings = METHOD
) -> list[str]:
    """Sentences on 现值、目标、差距、进度、预计、概率、结论、依据, in this order.

    `result_row` is one row of Assessment.results, judged with `settings`. Sentences that do not
    apply are left out; no probability is printed where no event has occurred.
    """
    facts = Facts(result_row, wording, settings)
    if facts.text("method") == "NONE":
        return _without_value(facts)
    sentences = [
        _value_sentence(facts),
        target_sentence(facts),
        gap_sentence(facts),
        _pace_sentence(facts),
        _path_sentence(facts),
        *small_sentences(facts),
        *outlook_sentences(facts),
        *_marks(facts),
        _conclusion(facts),
        _basis(facts),
    ]
    return [sentence for sentence in sentences if sentence]


def _without_value(facts: Facts) -> list[str]:
    if facts.because("NO_EXPOSURE"):
        year = year_text(facts.number("latest_year"))
        return [
            f"{year}{facts.wording.exposure}为0，当年无暴露，本指标不适用。",
            f"结论：{facts.text('standing')}。",
        ]
    return [f"{facts.wording.name}尚无可用数据。", f"结论：{facts.text('standing')}。"]


def _value_sentence(facts: Facts) -> str:
    wording = facts.wording
    year = year_text(facts.number("latest_year"))
    counts = ""
    if facts.known("events") and wording.kind != "narrow_gap":
        events, exposure = (number(facts.number(name), 0) for name in ("events", "exposure"))
        counts = f"（{wording.event}{events}，{wording.exposure}{exposure}）"
    good = "" if wording.kind == "narrow_gap" else f"，{better_text(_better(facts))}"
    what = "差距" if wording.kind == "narrow_gap" else ""
    sentence = f"现值：{year}{wording.name}{what}为{facts.value('value')}{counts}{good}。"
    if facts.because("OLD_VALUE") or facts.because("CARRIED_VALUE"):
        sentence += f"此后没有新数据，暂按{year}数据。"
    return sentence


def _better(facts: Facts) -> int:
    if facts.wording.kind == "about" and facts.wording.side == "band":
        return 0
    return 1 if facts.upwards else -1


def _pace_sentence(facts: Facts) -> str:
    """剩余年数、年均需改善、近年年均改善."""
    lineless = not facts.has_bar or facts.text("method") == "SMALL"
    if not facts.running or lineless or not facts.number("gap") > 0:
        return ""
    wording, move, back = facts.wording, *_moves(facts)
    years = int(facts.number("years_left"))
    needed = wording.difference(facts.number("needed_per_year"), 1)
    sentence = f"自{year_text(facts.number('latest_year'))}起还有{years}年，年均需{move}{needed}"
    recent = facts.number("recent_per_year")
    if not math.isnan(recent) and facts.text("method") in ("PACE", "FORECAST"):
        way = move if recent >= 0 else back
        sentence += f"；近年年均{way}{wording.difference(recent, 1)}"
        best = facts.number("best_gain")
        if best > 0:
            sentence += f"，最好的一年{move}{wording.difference(best, 1)}"
    return sentence + "。"


def _moves(facts: Facts) -> tuple[str, str]:
    return ("上升", "下降") if facts.upwards else ("下降", "上升")


def _path_sentence(facts: Facts) -> str:
    if facts.known("pace"):
        line = facts.value("path_value")
        pace = number(facts.number("pace"), 2)
        word = PATHS[facts.text("path_status")]
        return (
            f"序时进度：按从基期到目标的直线，{year_text(facts.number('latest_year'))}应为{line}，"
            f"实际{facts.value('value')}，完成应有进度的{pace}倍，{word}。"
        )
    if facts.has_bar and facts.text("path_status") in ("HOLD_OK", "HOLD_LOST"):
        return f"基期已达到或接近目标，任务是保持：{PATHS[facts.text('path_status')]}。"
    return ""


def _marks(facts: Facts) -> list[str]:
    marks = []
    if facts.text("certainty") != "NONE":
        marks.append(
            f"按{facts.settings.confidence:.0%}区间，{CERTAINTIES[facts.text('certainty')]}（仅作注记，不改变结论）。"
        )
    if facts.text("trend") in ("RISING", "FALLING"):
        sure = "（提示性）" if facts.because("TREND_INDICATIVE") else ""
        marks.append(f"近年走势{TRENDS[facts.text('trend')]}{sure}。")
    if facts.text("volatile") != "NONE":
        question = "，请先核对数据" if facts.text("volatile") == "FAVOURABLE" else ""
        marks.append(f"{VOLATILE[facts.text('volatile')]}{question}。")
    return marks


def _conclusion(facts: Facts) -> str:
    sentence = f"结论：{facts.text('standing')}"
    level = facts.text("level")
    if facts.running and level not in ("NO_LEVEL", "NONE"):
        sentence += f"，预警级别{LEVELS[level]}"
    if facts.because("BROKEN"):
        twice = "已连续两期" if facts.because("BROKEN_TWICE") else "今年"
        sentence += f"；要求每年保持，{twice}未达到"
    elif facts.because("NOT_KEPT"):
        sentence += "；达标但期间中断" if facts.text("status") == "MET" else "；期间曾中断"
    if facts.because("RED_NOT_CONFIRMED"):
        sentence += "；去掉最近一年后证据不足，不定红色"
    if facts.because("FEW_EXPOSED") and level == "ORANGE":
        sentence += "；基数过少，最高定橙色"
    return sentence + "。"


def _basis(facts: Facts) -> str:
    points = min(int(facts.number("n")), facts.settings.points)
    sentence = f"依据：{_BASIS[facts.text('method')]}；所用数据{points}个年份"
    if facts.because("LOW_CONFIDENCE"):
        sentence += "，只有3个年份，低置信"
    if facts.because("SERIES_BREAK"):
        sentence += "，口径有调整，只用调整后的年份"
    return sentence + "。"
