"""The soft check for powers of ten: a lost zero, 人 for 万人, ‰ for %. Pure."""

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from reporting.collection.cell_contents import CellContent, Finding
from reporting.collection.changes import chance, could_be_chance
from reporting.collection.checked_return import CheckedCell
from reporting.collection.finding_words import power_words, shown, value_shown
from reporting.collection.hard_checks import COLUMN_NAMES
from reporting.collection.rules import RULES
from reporting.collection.soft_checks import recent
from reporting.collection.thresholds import CLOSE_TO_POWER, FEWEST_COUNTIES, RARE
from reporting.collection.typed_numbers import number_text

MIXED = {"%": ("‰", 1), "‰": ("%", -1)}
# Nobody is asked to imagine that a known rate was counted among more people than this many times.
AS_KNOWN = 100


def slips(cell: CheckedCell, year: int) -> Iterator[Finding]:
    """The first of denominator, numerator and value that is off by a power of ten."""
    past = [content for _, content in recent(cell)]
    found = _on_the_past(cell, past) if past else _on_others(cell)
    yield from found[:1]


def _on_the_past(cell: CheckedCell, past: Sequence[CellContent]) -> list[Finding]:
    # Of a ratio the value is looked at too: its past may be known without the counts.
    columns = ["denominator", "numerator", "value"] if cell.indicator.rule.is_ratio else ["value"]
    found = []
    for column in columns:
        now = getattr(cell.content, column)
        if column == "denominator" and cell.indicator.rule.population:
            continue
        known = [float(n) for each in past if (n := getattr(each, column)) is not None]
        power = _power(now, median(known)) if known else 0
        if power and not _is_chance(cell, past, column):
            found.append(_finding(cell, column, now, known, power))
    return found


def _finding(
    cell: CheckedCell, column: str, now: Decimal, known: Sequence[float], power: int
) -> Finding:
    unit = cell.indicator.rule.unit
    is_last = _power(now, known[-1]) == power
    basis = "上年" if is_last else f"近{len(known)}年的中位数"
    before = known[-1] if is_last else median(known)
    wrong, direction = MIXED.get(unit, ("", 0))
    if not cell.indicator.rule.is_ratio and wrong and power == direction:
        return RULES["per_mille"].finding(
            cell.row,
            column,
            now=number_text(now),
            basis=basis,
            before=value_shown(cell, before),
            wrong=wrong,
            unit=unit,
        )
    is_value = column == "value"
    return RULES["power_of_ten"].finding(
        cell.row,
        cell.first_column if is_value else column,
        what="" if is_value else COLUMN_NAMES[column],
        now=value_shown(cell, float(now)) if is_value else number_text(now),
        basis=basis,
        before=value_shown(cell, before) if is_value else number_text(Decimal(str(before))),
        words=power_words(power),
    )


def _on_others(cell: CheckedCell) -> list[Finding]:
    """Without a past of its own: against the other counties, else against a published figure."""
    value = cell.content.value
    if value is None or cell.indicator.is_counted:
        return []
    there = [each for each in cell.counties.values() if each.value]
    if len(there) >= FEWEST_COUNTIES:
        basis, usual = "各县（市、区）的中位数", median(float(each.value or 0) for each in there)
        is_chance = could_be_chance(cell.indicator, cell.content, there, RARE)
    elif cell.references:
        reference = cell.references[0]
        basis, usual = f"{reference.area}{reference.year}年", float(reference.content.value or 0)
        is_chance = is_chance_of(cell, usual)
    else:
        return []
    power = _power(value, usual)
    if not power or is_chance:
        return []
    finding = RULES["power_of_ten"].finding(
        cell.row,
        cell.first_column,
        what="",
        now=shown(cell.indicator, cell.content),
        basis=basis,
        before=value_shown(cell, usual),
        words=power_words(power),
    )
    return [finding]


def is_chance_of(cell: CheckedCell, rate: float) -> bool:
    """The cell's counts agree with a rate that is known from elsewhere."""
    content, multiplier = cell.content, cell.indicator.rule.multiplier or 1
    if content.numerator is None or not content.denominator:
        return False
    exposure = AS_KNOWN * float(content.denominator)
    known = (exposure * rate / multiplier, exposure)
    return chance((float(content.numerator), float(content.denominator)), known) >= RARE


def _power(now: Decimal | None, usual: float) -> int:
    """k where now is close to usual × 10^k, else 0."""
    if now is None or now <= 0 or usual <= 0:
        return 0
    exponent = math.log10(float(now) / usual)
    return round(exponent) if abs(exponent - round(exponent)) <= CLOSE_TO_POWER else 0


def _is_chance(cell: CheckedCell, past: Sequence[CellContent], column: str) -> bool:
    if column == "denominator":
        sizes = [float(each.denominator) for each in past if each.denominator]
        now = float(cell.content.denominator or 0)
        return chance((now, 1.0), (sum(sizes), float(len(sizes)))) >= RARE
    return could_be_chance(cell.indicator, cell.content, past, RARE)
