"""The sentences about what is to be expected."""

from indicators.attainment.facts import Facts
from indicators.wording import number, probability_text, year_text

_WARNED = ("YELLOW", "ORANGE", "RED")


def outlook_sentences(facts: Facts) -> list[str]:
    """预计值及区间、达标概率, and why a target on its path may still be missed."""
    if facts.because("AT_LIMIT") and facts.running:
        return ["已到最好水平，不再预测。"]
    if facts.text("method") != "FORECAST":
        return []
    end = facts.end_year
    expected = (
        f"预计：{end}年为{facts.value('projection')}"
        f"（{facts.settings.interval:.0%}区间{facts.value('low')}至{facts.value('high')}），{_chance_of(facts)}"
        f"{probability_text(facts.number('probability'))}。"
    )
    return [expected, *_why_not(facts)]


def _chance_of(facts: Facts) -> str:
    if facts.has_bar:
        return "剩余各年中最低一年的达标概率" if facts.wording.maintain else "达标概率"
    return {"control": "控制住的概率", "narrow_gap": "差距不比基期扩大的概率"}.get(
        facts.wording.kind, "不比基期变差的概率"
    )


def _why_not(facts: Facts) -> list[str]:
    """The growth is damped and the interval widens: a target on its path can still be missed."""
    good_now = facts.text("path_status") in ("ON_PATH", "HOLD_OK")
    if not good_now or facts.text("level") not in _WARNED:
        return []
    if facts.text("status") in ("MET", "NEAR"):
        return ["目前虽已达到或接近目标，但近年走势或波动使以后年份可能达不到，须防回落。"]
    return [
        "目前进度虽好，但预测不把近年改善照直线延长，而是逐年打折"
        "（走势越不整齐打折越多），并给波动留出余地，所以仍可能达不到目标。"
    ]


def small_sentences(facts: Facts) -> list[str]:
    """Cases, the number allowed, the pooled rate; a probability only where events occurred."""
    if facts.text("method") != "SMALL":
        return []
    wording = facts.wording
    events = number(facts.number("events"), 0)
    sentences = [
        f"小样本，谨慎判断：{year_text(facts.number('latest_year'))}{wording.event}{events}，"
        f"按目标{_allowed(facts)}。",
        f"规划期以来合并为{facts.value('pooled_rate')}"
        f"（{facts.settings.confidence:.0%}区间{facts.value('pooled_low')}至{facts.value('pooled_high')}）。",
    ]
    if facts.because("NO_EVENTS"):
        return [*sentences, "合并期内没有发生，不给出概率，也不定预警级别。"]
    if facts.because("ZERO_TARGET") or not facts.known("probability"):
        return sentences
    return [
        *sentences,
        f"真实水平达到目标的概率{probability_text(facts.number('probability'))}；"
        f"下一年例数合乎目标的概率{probability_text(facts.number('p_next_year'))}，"
        "单年偶有超出不等于变差。",
    ]


def _allowed(facts: Facts) -> str:
    if not facts.known("allowed_events"):
        return "没有一个例数恰好落在允许范围内"
    kind, side = facts.wording.kind, facts.wording.side
    least = kind == "at_least" or (kind == "about" and side == "floor")
    allowed = number(facts.number("allowed_events"), 0)
    return f"{'至少应有' if least else '全年最多允许'}{allowed}"
