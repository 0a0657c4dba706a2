"""How the system speaks: numbers, units, differences, dates and status words in Chinese.

Pure: pages, reports, charts and the engine's explanations all take their words from here.
"""

import datetime
import math
from dataclasses import dataclass

MISSING = "—"

#: What a difference of two values in this unit is called.
_DIFFERENCE_UNITS = {"%": "个百分点", "‰": "个千分点", "1/10万": "个十万分点", "1/万": "个万分点"}
#: How a value carries this unit, where it is not simply written behind the number.
_SUFFIXES = {"1/10万": "/10万", "1/万": "/万"}


@dataclass(frozen=True)
class Wording:
    """What a sentence about a target needs beside its result.

    `kind`, `side`, `better`, `maintain`, `tolerance` as in the targets frame of the engine;
    `softener` is kept as written in the plan (力争, 一般); `event` and `exposure` name what is
    counted (死亡, 活产).
    """

    name: str
    unit: str
    decimals: int
    kind: str = "at_least"
    better: int = 1
    side: str = "band"
    maintain: bool = False
    tolerance: float | None = None
    softener: str = ""
    event: str = "发生"
    exposure: str = "基数"

    def value(self, value: float) -> str:
        """A value with its unit, with the decimals that are judged."""
        return value_with_unit(value, self.unit, self.decimals)

    def difference(self, value: float, extra_decimals: int = 0) -> str:
        """The size of a difference with its unit, without sign."""
        return difference(value, self.unit, self.decimals + extra_decimals)


def number(value: float, decimals: int) -> str:
    """Round half up, as the engine judges, and keep every decimal; "—" for a missing number."""
    if value is None or math.isnan(value):
        return MISSING
    scale = 10**decimals
    units = math.floor(round(value * scale, 9) + 0.5)
    return f"{units / scale:.{decimals}f}"


def value_with_unit(value: float, unit: str, decimals: int) -> str:
    """85.0%, 5.25‰, 12.50/10万, 78.1岁."""
    text = number(value, decimals)
    return text if text == MISSING else text + _SUFFIXES.get(unit, unit)


def difference_unit(unit: str) -> str:
    """% differ by 个百分点, ‰ by 个千分点, 1/10万 by 个十万分点, the rest by the unit itself."""
    return _DIFFERENCE_UNITS.get(unit, unit)


def difference(value: float, unit: str, decimals: int) -> str:
    """The size of a difference with its unit, without sign: 0.4个百分点."""
    text = number(abs(value), decimals)
    return text if text == MISSING else text + difference_unit(unit)


def change_on_last_year(now: float, before: float, unit: str, decimals: int) -> str:
    """比上年上升0.4个百分点, 与上年持平: the difference of the two printed numbers."""
    if math.isnan(now) or math.isnan(before):
        return "无上年数据可比"
    step = float(number(now, decimals)) - float(number(before, decimals))
    if number(abs(step), decimals) == number(0.0, decimals):
        return "与上年持平"
    return f"比上年{'上升' if step > 0 else '下降'}{difference(step, unit, decimals)}"


def year_text(year: float) -> str:
    """2025年; a reference year, not the year of entry."""
    return f"{int(year)}年"


def date_text(day: datetime.date) -> str:
    """2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日"


def better_text(better: int) -> str:
    """Which way is good, always printed."""
    return {1: "越高越好", -1: "越低越好", 0: "以接近目标为好"}[better]


def probability_text(probability: float) -> str:
    """Whole percent; the ends are shown as bounds, for nothing is certain."""
    if math.isnan(probability):
        return MISSING
    if probability <= 0.02:
        return "不超过2%"
    if probability >= 0.98:
        return "98%以上"
    return f"约{number(100 * probability, 0)}%"


def rate_text(met: int, near: int, with_data: int, total: int) -> str:
    """达标率 with its numerator and denominator: 已达标 25，基本达标 3 / 有数据 39 / 共 43."""
    return f"已达标 {met}，基本达标 {near} / 有数据 {with_data} / 共 {total}"


PHASES = {"RUNNING": "实施中", "FINAL": "期末", "ENDED": "已结束"}
STATUSES = {
    "MET": "已达标",
    "NEAR": "基本达标",
    "NOT_MET": "未达标",
    "NO_DATA": "无数据",
    "NOT_ASSESSABLE": "暂不评价",
}
LEVELS = {
    "RED": "红",
    "ORANGE": "橙",
    "YELLOW": "黄",
    "BLUE": "蓝",
    "NONE": "无预警",
    "NO_LEVEL": "不定级",
}
PATHS = {
    "NONE": "",
    "NOT_STARTED": "尚未起步",
    "ON_PATH": "符合序时进度",
    "SLIGHTLY_BEHIND": "略慢于序时进度",
    "BEHIND": "慢于序时进度",
    "REVERSING": "逆向变化",
    "HOLD_OK": "保持住",
    "HOLD_LOST": "未能保持",
}
TRENDS = {"NONE": "", "RISING": "上升", "FALLING": "下降", "STABLE": "平稳"}
VOLATILE = {
    "NONE": "",
    "ADVERSE": "波动较大（向差）",
    "FAVOURABLE": "波动较大（向好）",
    "RANDOM": "随机波动",
}
CERTAINTIES = {
    "NONE": "",
    "CONFIRMED": "统计上可确认达标",
    "UNCERTAIN": "例数少，达标与否统计上不能确定",
    "REFUTED": "统计上可确认未达标",
}
#: Reasons that stand as badges beside a status.
BADGES = {
    "SMALL_SAMPLE": "小样本，谨慎判断",
    "READ_WITH_CARE": "谨慎解读",
    "LOW_CONFIDENCE": "低置信",
    "ABOVE_TARGET": "高于目标",
    "NOT_KEPT": "期间中断",
    "CROSSED_OVER": "反超",
    "LEVELLED_DOWN": "拉平",
    "FEW_EVENTS": "小样本暂不评价",
    "SUBSTITUTE_BASELINE": "替代基期",
}


@dataclass(frozen=True)
class Mark:
    """How a standing looks: sign for print, colour class, icon name, and fill or outline."""

    sign: str
    colour: str
    icon: str
    style: str = "filled"


MARKS = {
    "已达标": Mark("✓", "green", "circle-check"),
    "基本达标": Mark("≈", "light-green", "equal"),
    "已达标，需防回落": Mark("✓!", "green", "alert-circle"),
    "基本达标，需防回落": Mark("≈!", "light-green", "alert-circle"),
    "预计达标": Mark("→", "blue", "arrow-right"),
    "达标存在风险": Mark("～", "yellow", "wave-sine"),
    "预计达标困难": Mark("!", "orange", "alert-triangle"),
    "如期实现": Mark("✓", "green", "circle-check"),
    "提前实现": Mark("✓", "green", "circle-check"),
    "基本实现": Mark("≈", "light-green", "equal"),
    "未实现": Mark("✕", "red", "circle-x"),
    "无法评价": Mark("…", "grey", "dots"),
    "数据不足": Mark("…", "grey", "dots"),
    "不适用": Mark("–", "grey", "minus"),
    "尚未达标": Mark("○", "grey", "circle", "outlined"),
    "届中未达标": Mark("○", "grey", "circle", "outlined"),
    "保持中断": Mark("⊘", "orange", "ban"),
    "向好": Mark("↗", "green", "arrow-up-right", "plain"),
    "持平": Mark("→", "grey", "arrow-right", "plain"),
    "向差": Mark("↘", "red", "arrow-down-right", "plain"),
}


def standing_mark(standing: str, level: str = "NONE") -> Mark:
    """The mark of a standing; 预计达标困难 and 保持中断 take orange or red from the level."""
    mark = MARKS[standing.split("(")[0]]
    if mark.colour == "orange" and level == "RED":
        return Mark(mark.sign, "red", mark.icon, mark.style)
    return mark


def badges(reasons: str, volatile: str = "NONE", latest_year: float = math.nan) -> list[str]:
    """Words beside a status, never on its scale: 波动较大, 小样本, 低置信, 暂按…年."""
    names = set(reasons.split("|"))
    found = [word for name, word in BADGES.items() if name in names]
    if names & {"CARRIED_VALUE", "OLD_VALUE"} and not math.isnan(latest_year):
        found.insert(0, f"暂按{year_text(latest_year)}")
    if VOLATILE[volatile]:
        found.append(VOLATILE[volatile])
    return found
