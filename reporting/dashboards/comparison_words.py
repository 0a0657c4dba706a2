"""How areas beside their city are spoken of: 比全市高…, never better or worse. No Django."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from indicators import wording

COUNTIES = "县（市、区）"


class Side(Enum):
    """Where an area stands beside its city, on the printed numbers."""

    ABOVE = "高于"
    BELOW = "低于"
    SAME = "持平"
    MISSING = "无数据"
    HIDDEN = "已隐藏"


@dataclass(frozen=True)
class Unit:
    """How the numbers of an indicator are printed."""

    unit: str
    decimals: int

    def value(self, number: float) -> str:
        """91.4%, 12.5/10万."""
        return wording.value_with_unit(number, self.unit, self.decimals)

    def printed(self, number: float) -> float:
        """The number as it is printed: what is compared is what is seen."""
        return float(wording.number(number, self.decimals))


def side_of(number: float | None, city: float | None, unit: Unit) -> Side:
    """Above, below or level with the city; MISSING where one of the two has no number."""
    if number is None or city is None:
        return Side.MISSING
    step = unit.printed(number) - unit.printed(city)
    if wording.number(abs(step), unit.decimals) == wording.number(0, unit.decimals):
        return Side.SAME
    return Side.ABOVE if step > 0 else Side.BELOW


def beside_city(
    number: float | None, city: float | None, unit: Unit, *, city_word: str = "全市"
) -> str:
    """比全市高1.2个百分点, 与全市持平; "" where one of the two has no number."""
    side = side_of(number, city, unit)
    if side is Side.MISSING or number is None or city is None:
        return ""
    if side is Side.SAME:
        return f"与{city_word}持平"
    gap = wording.difference(unit.printed(number) - unit.printed(city), unit.unit, unit.decimals)
    return f"比{city_word}{'高' if side is Side.ABOVE else '低'}{gap}"


def share_of_city(number: float | None, city: float | None) -> str:
    """占全市12.3%: what an amount is to its city's sum."""
    if number is None or not city:
        return ""
    return f"占全市{wording.number(100 * number / city, 1)}%"


def comparison_finding(
    name: str, year: int, city: str, sides: Iterable[Side], *, word: str = COUNTIES
) -> str:
    """The title of a comparison: how many areas lie above and below their city; no names, no rank.

    `city` is the city's value in words, "" where it has none.
    """
    counts = Counter(sides)
    total = counts.total()
    compared = counts[Side.ABOVE] + counts[Side.BELOW] + counts[Side.SAME]
    if not total:
        return f"{year}年{name}"
    if not compared:
        return _without_comparison(name, year, city, counts, total, word)
    parts = [
        f"{counts[side]}个{words}"
        for side, words in (
            (Side.ABOVE, f"高于全市（{city}）"),
            (Side.BELOW, "低于全市" if counts[Side.ABOVE] else f"低于全市（{city}）"),
            (Side.SAME, "与全市持平"),
        )
        if counts[side]
    ]
    parts += _left_out(counts)
    return f"{year}年{name}，{total}个{word}中" + "，".join(parts)


def _without_comparison(
    name: str, year: int, city: str, counts: Counter[Side], total: int, word: str
) -> str:
    said = f"全市{city}；" if city else ""
    if counts[Side.HIDDEN] == total:
        return f"{year}年{name}，{said}{total}个{word}例数少，均已隐藏"
    return f"{year}年{name}，{said}{total}个{word}中" + "，".join(_left_out(counts))


def _left_out(counts: Counter[Side]) -> list[str]:
    return [
        f"{counts[side]}个{words}"
        for side, words in ((Side.MISSING, "无可比数据"), (Side.HIDDEN, "例数少已隐藏"))
        if counts[side]
    ]


def amount_finding(name: str, year: int, city: str, there: int, total: int) -> str:
    """The title over amounts, which add up and are not compared with their sum."""
    said = f"，全市{city}" if city else ""
    return f"{year}年{name}{said}，{total}个{COUNTIES}中{there}个有数据"


def span_words(years: Sequence[int]) -> str:
    """2022—2024年; a single year stands alone."""
    if not years:
        return ""
    first, last = min(years), max(years)
    return f"{last}年" if first == last else f"{first}—{last}年"


def series_finding(
    name: str, span: str, ends: Sequence[tuple[str, float, float]], unit: Unit
) -> str:
    """The title of lines over years: where each area went; `ends` are (area, first, last value)."""
    if not ends:
        return f"{name}：所选年份没有可比的数据"
    moves = Counter(side_of(last, first, unit) for _area, first, last in ends)
    if len(ends) == 1:
        area, first, last = ends[0]
        return f"{span}，{area}{name}由{unit.value(first)}{_moved(first, last, unit)}"
    words = ((Side.ABOVE, "上升"), (Side.BELOW, "下降"), (Side.SAME, "持平"))
    return f"{span}，{name}：{len(ends)}个地区中" + "，".join(
        f"{moves[side]}个{word}" for side, word in words if moves[side]
    )


def _moved(first: float, last: float, unit: Unit) -> str:
    side = side_of(last, first, unit)
    if side is Side.SAME:
        return "起，首尾持平"
    return f"{'上升' if side is Side.ABOVE else '下降'}到{unit.value(last)}"
