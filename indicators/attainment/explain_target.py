"""The sentences about target and gap."""

import math

from indicators.attainment.facts import Facts
from indicators.wording import number, value_with_unit, year_text

_TREND_PROMISES = {
    "increase": "比基期提高",
    "decrease": "比基期降低",
    "slow_rise": "上升趋势减缓（仍可上升，但要升得更慢）",
    "control": "有效控制，不比基期变差",
    "narrow_gap": "差距比基期缩小",
}

_REMARKS = {
    "ADVERSE_MOVE": "，其间有年份逆向变化",
    "CROSSED_OVER": "，双方已反超",
    "LEVELLED_DOWN": "，但较好一方变差（拉平）",
}


def target_sentence(facts: Facts) -> str:
    """What was promised, by when, from which baseline."""
    when = f"到{facts.end_year}年"
    every = "每年保持" if facts.wording.maintain else ""
    sentence = f"目标：{when}{facts.wording.softener}{every}{_promise(facts)}"
    if facts.known("baseline_value"):
        year = year_text(facts.number("baseline_year"))
        stands_in = "，代替核定基期" if facts.because("SUBSTITUTE_BASELINE") else ""
        sentence += f"；基期（{year}{stands_in}）{facts.value('baseline_value')}"
    return sentence + "。"


def _promise(facts: Facts) -> str:
    kind = facts.wording.kind
    if kind in _TREND_PROMISES:
        return _TREND_PROMISES[kind]
    if kind == "full_coverage":
        return "全覆盖（100%）"
    if kind == "about":
        return f"{facts.value('target_value')}左右（{_about_range(facts)}）"
    return f"{'不低于' if kind == 'at_least' else '不高于'}{facts.value('target_value')}（含）"


def _about_range(facts: Facts) -> str:
    """The judged edges, moved inwards to numbers that can be printed and still be met."""
    wording, target = facts.wording, facts.number("target_value")
    reach = (
        facts.settings.about_share * abs(target) if wording.tolerance is None else wording.tolerance
    )
    scale = 10**wording.decimals
    low = math.ceil(round((target - reach) * scale, 6)) / scale
    high = math.floor(round((target + reach) * scale, 6)) / scale
    low_text, high_text = (value_with_unit(v, wording.unit, wording.decimals) for v in (low, high))
    if wording.side == "floor":
        return f"不低于{low_text}即达标，高于目标不算差"
    if wording.side == "ceiling":
        return f"不高于{high_text}即达标"
    return f"{low_text}至{high_text}即达标"


def gap_sentence(facts: Facts) -> str:
    """How far the latest value is from the promise."""
    status = facts.text("status")
    if facts.has_bar:
        return _bar_gap(facts, status)
    if facts.because("FEW_EVENTS"):
        return "差距：例数过少，小样本暂不评价。"
    if facts.because("TOO_FEW_POINTS"):
        return "差距：至少要有4个年份才能比较前后升幅，暂不评价。"
    if facts.because("AT_START"):
        return "差距：尚在基期年，没有可比的年份，暂不评价。"
    if status == "NOT_ASSESSABLE":
        return "差距：没有基期，或数据年份过早，暂不评价。"
    return _trend_gap(facts, status)


def _bar_gap(facts: Facts, status: str) -> str:
    gap = facts.wording.difference(facts.number("gap"))
    degree = ""
    if facts.known("achievement"):
        degree = f"，实现程度{number(facts.number('achievement'), 1)}%"
    if status == "NOT_ASSESSABLE":
        return "差距：数据年份过早，不能据此作期末结论。"
    if facts.number("gap") == 0:
        above = "，高于目标" if facts.because("ABOVE_TARGET") else ""
        return f"差距：已达到目标{above}{degree}。"
    near = "，在允许的接近范围内" if status == "NEAR" else ""
    return f"差距：距目标还差{gap}{near}{degree}。"


def _trend_gap(facts: Facts, status: str) -> str:
    verdicts = {"MET": "符合要求", "NEAR": "与基期持平", "NOT_MET": "不符合要求"}
    if facts.wording.kind == "slow_rise":
        return f"差距：前两段与近两段年均升幅相比，{verdicts[status]}。"
    step = facts.number("value") - facts.number("baseline_value")
    moved = f"{'上升' if step > 0 else '下降'}{facts.wording.difference(step)}"
    if facts.wording.kind == "narrow_gap":
        moved = f"{'扩大' if step > 0 else '缩小'}{facts.wording.difference(step)}"
    if facts.wording.difference(step) == facts.wording.difference(0.0):
        moved = "没有变化"
    tested = "（按前后各几年的例数检验）" if facts.because("COUNT_TEST") else ""
    remarks = "".join(word for reason, word in _REMARKS.items() if facts.because(reason))
    return f"差距：比基期{moved}，{verdicts[status]}{tested}{remarks}。"
