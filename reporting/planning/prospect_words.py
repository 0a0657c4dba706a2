"""What a prospect means, in words that need no statistics. Numbers speak as wording says."""

import math

from indicators import wording
from indicators.models import Indicator, TargetKind

from .prospects import Prospect

_DEMANDS = {
    TargetKind.AT_LEAST: "不低于{}",
    TargetKind.AT_MOST: "不高于{}",
    TargetKind.ABOUT: "{}左右",
}
_DIFFERENCES = (TargetKind.NARROW_GAP, TargetKind.RELATIVE_TO)
_NO_FORECAST = {
    "NONE": "还没有数据，不能测算。",
    "STATUS": "数据年份不足，不能预测，只能与现值比较。",
    "PACE": "只有两个年份的数据，不能给出可能性。",
    "TERM": "换届指标，届中不作预测。",
}
#: From this chance on (percent of docs/method.md §7) a value is called so.
_CALLED = ((0.90, "把握较大"), (0.65, "可望达到"), (0.35, "有难度"), (0.10, "难度很大"))


def demand_words(prospect: Prospect, indicator: Indicator, kind: str) -> str:
    """不低于95.0%; a kind without a number says its own name."""
    if prospect.demand is None or kind not in _DEMANDS:
        return str(TargetKind(kind).label)
    return _DEMANDS[TargetKind(kind)].format(figure(float(prospect.demand), indicator))


def figure(value: float | None, indicator: Indicator) -> str:
    """A value with its unit, or —."""
    number = math.nan if value is None else value
    return wording.value_with_unit(number, indicator.unit, indicator.decimals)


def value_words(value: float | None, indicator: Indicator, kind: str) -> str:
    """A value of the series that the kind is judged on: a difference for 差距 and 比较."""
    if value is None or kind not in _DIFFERENCES:
        return figure(value, indicator)
    sign = "低" if value < 0 else "高" if kind == TargetKind.RELATIVE_TO else "差"
    return sign + wording.difference(value, indicator.unit, indicator.decimals)


def no_chance_words(prospect: Prospect, kind: str) -> str:
    """Why there is no chance to name, as a short clause."""
    if kind not in (*_DEMANDS, TargetKind.FULL_COVERAGE, *_DIFFERENCES, TargetKind.MILESTONE):
        return "只要求方向，与基期比较，不算可能性。"
    if prospect.gap == 0:
        return "现值已达到；数据不足以预测能否保持。"
    return _NO_FORECAST.get(prospect.method, "不能给出可能性。")


def chance_words(prospect: Prospect) -> str:
    """约62%, or — where none is given."""
    return wording.probability_text(_or_nan(prospect.probability))


def called(prospect: Prospect) -> str:
    """What the printed chance is called: 把握较大, 可望达到, 有难度, 难度很大, 基本无望; or ""."""
    if prospect.probability is None:
        return ""
    printed = round(prospect.probability, 2)
    for least, word in _CALLED:
        if printed >= least:
            return word
    return "基本无望"


def interval_words(prospect: Prospect, indicator: Indicator, kind: str) -> str:
    """The 80 % interval, or —."""
    if prospect.low is None or prospect.high is None:
        return wording.MISSING
    low, high = (value_words(each, indicator, kind) for each in (prospect.low, prospect.high))
    return f"{low}—{high}"


def needed_words(prospect: Prospect, indicator: Indicator) -> str:
    """What is still to be gained: 还差1.8个百分点，年均需改善0.30个百分点; "" where unknown."""
    if prospect.gap == 0:
        return "现值已达到"
    if prospect.needed_per_year is None or prospect.gap is None:
        return ""
    gap = wording.difference(prospect.gap, indicator.unit, indicator.decimals)
    return f"还差{gap}，年均需改善{_yearly(prospect.needed_per_year, indicator)}"


def history_words(prospect: Prospect, indicator: Indicator) -> str:
    """近年年均改善1.24个百分点，最好的一年2.40个百分点."""
    parts = []
    if prospect.recent_per_year is not None:
        word = "改善" if prospect.recent_per_year >= 0 else "变差"
        parts.append(f"近年年均{word}{_yearly(prospect.recent_per_year, indicator)}")
    if prospect.best_gain is not None and prospect.best_gain > 0:
        parts.append(f"改善最多的一年{_yearly(prospect.best_gain, indicator)}")
    return "，".join(parts)


def sentence(prospect: Prospect, indicator: Indicator, kind: str, end_year: int) -> str:
    """2030年达到不低于95.0%的可能性约62%（有难度）. Says why where there is no chance."""
    demand = demand_words(prospect, indicator, kind)
    if prospect.probability is None:
        return f"{end_year}年达到“{demand}”：{no_chance_words(prospect, kind)}"
    return f"{end_year}年达到“{demand}”的可能性{chance_words(prospect)}（{called(prospect)}）。"


def _yearly(change: float, indicator: Indicator) -> str:
    return wording.difference(change, indicator.unit, indicator.decimals + 1)


def _or_nan(value: float | None) -> float:
    return math.nan if value is None else value
