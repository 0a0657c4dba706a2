"""Entries of the catalogue in words: what a target promises, how an indicator is computed."""

from decimal import Decimal

from indicators import wording
from indicators.catalogue.schema import plain_number
from indicators.models import (
    TOTAL,
    Indicator,
    Measurability,
    Side,
    Target,
    TargetKind,
    ValueMode,
)

_WITH_NUMBER = {
    TargetKind.AT_LEAST: "不低于{}",
    TargetKind.AT_MOST: "不高于{}",
    TargetKind.ABOUT: "{}左右",
}
_WITHOUT_NUMBER = {
    TargetKind.INCREASE: "比基期提高",
    TargetKind.DECREASE: "比基期降低",
    TargetKind.SLOW_RISE: "上升趋势减缓",
    TargetKind.CONTROL: "有效控制，不比基期变差",
    TargetKind.FULL_COVERAGE: "全覆盖",
    TargetKind.ISSUED: "按上级逐年下达的数值",
    TargetKind.MILESTONE: "建成",
}


def number_words(value: Decimal | None, indicator: Indicator) -> str:
    """A value of the indicator with its unit and decimals, or —."""
    number = float("nan") if value is None else float(value)
    return wording.value_with_unit(number, indicator.unit, indicator.decimals)


def promise(target: Target, value: Decimal | None) -> str:
    """What a target asks for: 不低于92.0%, 比基期提高, 与男的差距缩小."""
    kind = TargetKind(target.kind)
    if kind in _WITHOUT_NUMBER:
        return _WITHOUT_NUMBER[kind]
    if kind == TargetKind.NARROW_GAP:
        return f"与{other_side(target)}的差距缩小"
    if kind == TargetKind.RELATIVE_TO:
        return f"不低于{other_side(target)}"
    if value is None:
        return f"{target.get_kind_display()}（目标值尚未设定）"
    return _WITH_NUMBER[kind].format(number_words(value, target.indicator))


def other_side(target: Target) -> str:
    """What a target is compared with."""
    breakdown = target.other_breakdown
    if target.other_indicator and target.other_indicator != target.indicator:
        name = f"“{target.other_indicator}”"
        return f"{name}（{breakdown}）" if breakdown and breakdown.pk != TOTAL else name
    return f"“{breakdown}”" if breakdown else "另一方（尚未指明）"


def flags(target: Target) -> list[str]:
    """What is to be said beside the promise: 力争, 每年保持, 高于目标不算未达标 …"""
    words = [target.softener] if target.softener else []
    for name, word in (
        ("maintain", "每年保持"),
        ("every_unit", "各单元均须达到"),
        ("cumulative", "累计"),
        ("sustained", "持续"),
    ):
        if getattr(target, name):
            words.append(word)
    if target.kind == TargetKind.ABOUT:
        words.append(f"左右按{Side(target.side).label}")
    if target.tolerance is not None:
        words.append(f"自定容差 {plain_number(target.tolerance)}")
    if target.measurability == Measurability.PROXY:
        words.append("替代指标")
    return words


def cadence(indicator: Indicator) -> str:
    """每年, 每5年, 按届, 不定期."""
    if indicator.ad_hoc:
        return "不定期"
    if indicator.by_term:
        return "按届"
    years = indicator.cadence_years
    return "每年" if years == 1 else f"每{years}年"


def formula(indicator: Indicator) -> str:
    """孕产妇死亡人数 ÷ 活产数 × 100,000（1/10万）, and whether the result is typed."""
    typed = "" if indicator.value_mode == ValueMode.RATIO else "，直接填报结果"
    if not (indicator.numerator and indicator.denominator):
        return f"直接填报数值（{indicator.unit}）"
    times = indicator.multiplier or 1
    scaled = f" × {times:,}" if times != 1 else ""
    return f"{indicator.numerator} ÷ {indicator.denominator}{scaled}（{indicator.unit}{typed}）"


def range_words(indicator: Indicator) -> str:
    """0 至 100, 不低于 0, or 不限."""
    low, high = plain_number(indicator.minimum), plain_number(indicator.maximum)
    if low is not None and high is not None:
        return f"{low} 至 {high}"
    if low is not None:
        return f"不低于 {low}"
    return "不限" if high is None else f"不高于 {high}"
