"""A stored judgement in words: value, demand, forecast, pace. The units come from wording."""

import math
from typing import Any

from indicators import wording
from indicators.models import Indicator, Target, TargetKind
from reporting.models import Judgement
from reporting.observations.series import engine_kind

_PROMISES = {
    TargetKind.INCREASE: "比基期提高",
    TargetKind.DECREASE: "比基期降低",
    TargetKind.SLOW_RISE: "上升趋势减缓",
    TargetKind.CONTROL: "不比基期变差",
    TargetKind.NARROW_GAP: "差距比基期缩小",
    TargetKind.FULL_COVERAGE: "全覆盖",
    TargetKind.MILESTONE: "建成",
}
_DEMANDS = {
    TargetKind.AT_LEAST: "不低于{}",
    TargetKind.AT_MOST: "不高于{}",
    TargetKind.ABOUT: "{}左右",
}


def wording_of(target: Target) -> wording.Wording:
    """What explain() needs to speak about the target."""
    indicator = target.indicator
    name, unit = target.label, indicator.unit
    if target.kind == TargetKind.RELATIVE_TO:
        name = f"{name}与{compared_with(target)}之差"
        unit = wording.difference_unit(unit)
    return wording.Wording(
        name=name,
        unit=unit,
        decimals=indicator.decimals,
        kind=engine_kind(target),
        better=indicator.better,
        side=target.side,
        maintain=target.maintain,
        tolerance=None if target.tolerance is None else float(target.tolerance),
        softener=target.softener,
        event=indicator.numerator or "分子",
        exposure=indicator.denominator or "分母",
    )


def compared_with(target: Target) -> str:
    """What a relative or gap target is compared with: another indicator or breakdown."""
    if target.other_indicator_id:
        return str(target.other_indicator)
    return f"{target.indicator}（{target.other_breakdown}）"


def result_row(judgement: Judgement) -> dict[str, Any]:
    """The judgement as a row of engine results: a missing number is NaN again."""
    row = {field.name: getattr(judgement, field.attname) for field in judgement._meta.fields}
    return {name: math.nan if value is None else value for name, value in row.items()}


def figure(value: float | None, indicator: Indicator) -> str:
    """A value with its unit and the decimals that are judged, or —."""
    number = math.nan if value is None else value
    return wording.value_with_unit(number, indicator.unit, indicator.decimals)


def value_words(judgement: Judgement) -> str:
    """The latest value; its year stands beside it where it is not the year of the judgement."""
    words = figure(judgement.value, judgement.target.indicator)
    if judgement.value is not None and judgement.latest_year != judgement.year:
        return f"{words}（{judgement.latest_year}年）"
    return words


def demand(judgement: Judgement) -> str:
    """What the target asks for: 不低于92.0%, 不高于12.5/10万, 差距比基期缩小."""
    target = judgement.target
    if target.kind in _PROMISES:
        return _PROMISES[TargetKind(target.kind)]
    if target.kind == TargetKind.RELATIVE_TO:
        return f"不低于{compared_with(target)}"
    if judgement.target_value is None:
        return target.get_kind_display()
    return _DEMANDS[TargetKind(engine_kind(target))].format(
        figure(judgement.target_value, target.indicator)
    )


def projection_words(judgement: Judgement) -> str:
    """The value expected in the target year, or — where there is no forecast."""
    return figure(judgement.projection, judgement.target.indicator)


def interval_words(judgement: Judgement) -> str:
    """The 80 % interval of the expected value."""
    indicator = judgement.target.indicator
    return f"{figure(judgement.low, indicator)}—{figure(judgement.high, indicator)}"


def chance(probability: float | None) -> str:
    """The probability of meeting the target, or — where none is given."""
    return wording.probability_text(math.nan if probability is None else probability)


def pace_words(judgement: Judgement) -> str:
    """What is needed a year and what was achieved; "" where nothing is left to do."""
    if not judgement.gap or judgement.needed_per_year is None or judgement.phase != "RUNNING":
        return ""
    indicator = judgement.target.indicator
    needed = _yearly(judgement.needed_per_year, indicator)
    recent = judgement.recent_per_year
    if recent is None:
        return f"年均需改善{needed}"
    moved = "改善" if recent >= 0 else "变差"
    return f"年均需改善{needed}，近年年均{moved}{_yearly(recent, indicator)}"


def has_path(judgement: Judgement) -> bool:
    """There is a way to go from the baseline: where the task is to hold there is no path."""
    return judgement.pace is not None or judgement.path_status == "NOT_STARTED"


def caption(judgement: Judgement, due_year: int) -> str:
    """What the chart shows beyond its title: the progress against the path and the forecast."""
    parts = [wording.PATHS[judgement.path_status]]
    if judgement.projection is not None and judgement.phase == "RUNNING":
        small = judgement.method == "SMALL"
        expected = "规划期合并估计的真实水平为" if small else f"预计{due_year}年为"
        parts.append(
            f"{expected}{projection_words(judgement)}（80%区间{interval_words(judgement)}）"
        )
    return "，".join(part for part in parts if part) or "历年数值与目标"


def badges(judgement: Judgement) -> list[str]:
    """Words beside the status: 小样本，谨慎判断, 暂按2023年, 波动较大（向差）."""
    year = math.nan if judgement.latest_year is None else judgement.latest_year
    return wording.badges(judgement.reasons, judgement.volatile, year)


def _yearly(change: float, indicator: Indicator) -> str:
    return wording.difference(change, indicator.unit, indicator.decimals + 1)


#: How direct a published source is, from fixtures/README.md.
_QUALITIES = {
    "official": "官方文件",
    "official-repost": "官方文件转载",
    "official-press": "官方网站报道",
    "repost": "报告转载",
    "low-quality-repost": "来源不明的转载",
    "press": "媒体报道",
    "abstract": "摘要",
    "quoted": "转引",
    "book": "图书",
}


def quality(code: str) -> str:
    """The quality of a source in words; an unknown code stands for itself."""
    return _QUALITIES.get(code, code)
