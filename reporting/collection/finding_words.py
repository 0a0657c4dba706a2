"""How the checks speak of figures: 38.5/10万, 约为10倍, 上升12.5个百分点. Pure."""

from indicators import wording
from reporting.collection.cell_contents import CellContent
from reporting.collection.checked_return import CheckedCell, CheckedIndicator
from reporting.collection.typed_numbers import number_text

_POWERS = {
    1: "10倍", 2: "100倍", 3: "1000倍", 4: "1万倍",
    -1: "十分之一", -2: "百分之一", -3: "千分之一", -4: "万分之一",
}  # fmt: skip


def shown(indicator: CheckedIndicator, content: CellContent) -> str:
    """A figure as it is printed, with its counts where they are known: 80.6/10万（2 / 2480）."""
    if content.value is None:
        return wording.MISSING
    text = wording.value_with_unit(float(content.value), indicator.rule.unit, indicator.decimals)
    if content.numerator is None or content.denominator is None:
        return text
    return f"{text}（{number_text(content.numerator)} / {number_text(content.denominator)}）"


def value_shown(cell: CheckedCell, value: float) -> str:
    """A value with its unit, as it is printed."""
    return wording.value_with_unit(value, cell.indicator.rule.unit, cell.indicator.decimals)


def power_words(power: int) -> str:
    """10倍, 百分之一."""
    return _POWERS.get(power, f"10的{power}次方倍")


def change_words(indicator: CheckedIndicator, now: CellContent, before: CellContent) -> str:
    """上升12.5个百分点, 约为其2.3倍."""
    first, second = float(now.value or 0), float(before.value or 0)
    if indicator.is_bounded:
        size = wording.difference(first - second, indicator.rule.unit, indicator.decimals)
        return f"{'上升' if first > second else '下降'}{size}"
    return times_words(first, second)


def times_words(now: float, before: float) -> str:
    """约为其2.3倍, 只有其31%."""
    if before <= 0:
        return "由0变为不是0"
    times = now / before
    return f"约为其{times:.1f}倍" if times >= 1 else f"只有其{times:.0%}"
