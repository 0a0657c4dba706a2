"""Mistakes that people make, planted into sound figures one at a time: are they noticed?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from benchmarks.checks.returns import World, all_returns, with_content
from reporting.collection.affected import affected_by
from reporting.collection.cell_contents import CellContent
from reporting.collection.checked_return import CellKey, CheckedCell, CheckedReturn
from reporting.collection.checks import computed_value
from reporting.collection.return_findings import check_return

EVERY = 5  # one cell of five, in the order of the catalogue
Plant = Callable[[CheckedCell, CheckedReturn], CellContent | None]


@dataclass
class Tally:
    """How many of one kind of mistake were planted, and how many the checks saw."""

    planted: int = 0
    hard: int = 0
    soft: int = 0

    @property
    def caught(self) -> int:
        return self.hard + self.soft


def tallies(world: World) -> dict[str, Tally]:
    """{name of the mistake: tally} over every fifth figure of the demonstration."""
    found = {name: Tally() for name in MISTAKES}
    number = 0
    for _area, checked in all_returns(world):
        for key in checked.cells:
            number += 1
            if number % EVERY == 0:
                _try_all(narrowed(checked, key), key, found)
    return found


def narrowed(checked: CheckedReturn, key: CellKey) -> CheckedReturn:
    """The part of the return that has to do with the cell."""
    below = {each.indicator.id: each.indicator.denominator for each in checked.cells.values()}
    kept = affected_by(affected_by({key[0]}, below, checked.relations), below, checked.relations)
    return replace(checked, cells={k: each for k, each in checked.cells.items() if k[0] in kept})


def _try_all(checked: CheckedReturn, key: CellKey, found: Mapping[str, Tally]) -> None:
    before = _marks(checked)
    for name, plant in MISTAKES.items():
        cell = checked.cells[key]
        wrong = plant(cell, checked)
        if wrong is None or _numbers(wrong) == _numbers(cell.content):
            continue
        new = _marks(with_content(checked, key, wrong)) - before
        found[name].planted += 1
        if any(is_hard for *_, is_hard in new):
            found[name].hard += 1
        elif new:
            found[name].soft += 1


def _marks(checked: CheckedReturn) -> set[tuple[CellKey, str, bool]]:
    return {
        (key, finding.rule, finding.is_hard)
        for key, findings in check_return(checked).items()
        for finding in findings
    }


def _numbers(content: CellContent) -> tuple[Decimal | None, ...]:
    return (content.value, content.numerator, content.denominator)


def _counted(
    cell: CheckedCell, numerator: Decimal | None, denominator: Decimal | None
) -> CellContent | None:
    if numerator is None or not denominator:
        return None
    multiplier = cell.indicator.rule.multiplier or 1
    return CellContent(computed_value(numerator, denominator, multiplier), numerator, denominator)


def _times(factor: str, column: str) -> Plant:
    """The column multiplied; a count that is no longer whole is rounded, as it would be typed."""

    def plant(cell: CheckedCell, checked: CheckedReturn) -> CellContent | None:
        numbers = {"numerator": cell.content.numerator, "denominator": cell.content.denominator}
        if column == "value":
            if cell.indicator.rule.is_ratio or cell.content.value is None:
                return None
            return CellContent(_typed(cell.content.value * Decimal(factor), cell))
        number = numbers[column]
        if number is None or (column == "denominator" and cell.indicator.rule.population):
            return None  # nobody types what the bureau has entered
        numbers[column] = (number * Decimal(factor)).quantize(Decimal(1))
        return _counted(cell, numbers["numerator"], numbers["denominator"])

    return plant


def _typed(value: Decimal, cell: CheckedCell) -> Decimal:
    places = 0 if cell.indicator.decimals == 0 else cell.indicator.decimals + 1
    return value.quantize(Decimal(1).scaleb(-places))


def _per_mille(cell: CheckedCell, checked: CheckedReturn) -> CellContent | None:
    factor = {"%": "10", "‰": "0.1"}.get(cell.indicator.rule.unit)
    return _times(factor, "value")(cell, checked) if factor else None


def _swapped(cell: CheckedCell, checked: CheckedReturn) -> CellContent | None:
    if cell.indicator.rule.population:
        return None
    return _counted(cell, cell.content.denominator, cell.content.numerator)


def _last_year(cell: CheckedCell, checked: CheckedReturn) -> CellContent | None:
    last = cell.past.get(checked.year - 1)
    if last is not None and cell.indicator.rule.population:
        return _counted(cell, last.numerator, cell.content.denominator)
    return None if last is None or last.value is None else last


def _other_county(cell: CheckedCell, checked: CheckedReturn) -> CellContent | None:
    if checked.is_city:
        return None
    there = [each for each in cell.counties.values() if each.value is not None]
    if there and cell.indicator.rule.population:
        return _counted(cell, there[0].numerator, cell.content.denominator)
    return there[0] if there else None


def _turned_digits(cell: CheckedCell, checked: CheckedReturn) -> CellContent | None:
    """The first two different neighbours of the numerator (or value) change places."""
    number = cell.content.numerator if cell.indicator.rule.is_ratio else cell.content.value
    digits = list("" if number is None else f"{number:f}")
    for at, (first, second) in enumerate(pairwise(digits)):
        if first != second and "." not in (first, second) and (at or second != "0"):
            digits[at], digits[at + 1] = second, first
            wrong = Decimal("".join(digits))
            if cell.indicator.rule.is_ratio:
                return _counted(cell, wrong, cell.content.denominator)
            return CellContent(wrong)
    return None


MISTAKES: Mapping[str, Plant] = {
    "分子多一个0（×10）": _times("10", "numerator"),
    "分子少一个0（÷10）": _times("0.1", "numerator"),
    "分母多一个0（×10）": _times("10", "denominator"),
    "分母少一个0（÷10）": _times("0.1", "denominator"),
    "直接填写的数值 ×10": _times("10", "value"),
    "直接填写的数值 ÷10": _times("0.1", "value"),
    "%、‰ 混用": _per_mille,
    "分子分母填反": _swapped,
    "误填上年数据": _last_year,
    "误填其他县的数据": _other_county,
    "最前的两个不同的相邻数字颠倒": _turned_digits,
}
