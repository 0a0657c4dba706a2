"""The hard checks of one cell alone: whole, in range, in its period. Pure."""

import datetime
from collections.abc import Iterator
from decimal import Decimal

from reporting.collection.cell_contents import CellContent, CellRule, Finding
from reporting.collection.checked_return import CheckedCell
from reporting.collection.rules import RULES
from reporting.collection.typed_numbers import LIMIT, number_text

# How a message names a column; the value needs no name.
COLUMN_NAMES = {"numerator": "分子", "denominator": "分母", "value": ""}


def content_findings(content: CellContent, rule: CellRule, row: str = "") -> list[Finding]:
    """What is wrong with the numbers of one cell, the first thing only; nothing if it is empty."""
    return list(_content_findings(content, rule, row or rule.name))[:1]


def _content_findings(content: CellContent, rule: CellRule, row: str) -> Iterator[Finding]:
    yield from _half_filled(content, rule, row)
    if content.value is None:
        return
    yield from _wrong_counts(content, rule, row)
    yield from _out_of_range(content.value, rule, row)


def own_findings(cell: CheckedCell, today: datetime.date) -> Iterator[Finding]:
    """Everything that can be said about a cell without looking at another one."""
    content, rule = cell.content, cell.indicator.rule
    alone = content_findings(content, rule, cell.row)
    if not content.is_filled and not alone:
        yield RULES["not_filled"].finding(cell.row, cell.first_column)
    yield from alone
    yield from _not_whole(cell)
    if cell.is_with_unit and content.expected_on and content.expected_on < today:
        yield RULES["expected_past"].finding(
            cell.row, "expected_on", day=content.expected_on.isoformat()
        )
    if cell.period != cell.indicator.reference_period:
        yield RULES["period_mixed"].finding(
            cell.row,
            "reference_period",
            stated=cell.period,
            wanted=cell.indicator.reference_period,
        )


def _half_filled(content: CellContent, rule: CellRule, row: str) -> Iterator[Finding]:
    if not rule.is_ratio or content.missing_kind:
        return
    if content.numerator is not None and content.denominator is None:
        if rule.population:
            found = RULES["population_missing"]
            yield found.finding(row, "denominator", population=rule.population)
        else:
            yield RULES["half_filled"].finding(row, "denominator", empty="分母")
    elif content.denominator is not None and content.numerator is None and not rule.population:
        yield RULES["half_filled"].finding(row, "numerator", empty="分子")


def _wrong_counts(content: CellContent, rule: CellRule, row: str) -> Iterator[Finding]:
    numerator, denominator = content.numerator, content.denominator
    if numerator is None or denominator is None:
        return
    if numerator < 0:
        yield RULES["negative"].finding(row, "numerator", value=f"分子 {number_text(numerator)}")
    if rule.is_part_of_whole and numerator > denominator:
        yield RULES["numerator_above_denominator"].finding(
            row,
            "numerator",
            numerator=number_text(numerator),
            denominator=number_text(denominator),
        )


def _out_of_range(value: Decimal, rule: CellRule, row: str) -> Iterator[Finding]:
    column = "numerator" if rule.is_ratio else "value"
    computed = "由分子、分母算出的" if rule.is_ratio else "填写的"
    shown = f"{computed} {number_text(value)}（{rule.unit}）"
    highest = LIMIT if rule.highest is None else rule.highest
    if value < 0 and not rule.lowest:
        yield RULES["negative"].finding(row, column, value=number_text(value))
    elif value < rule.lowest:
        limit = number_text(rule.lowest)
        yield RULES["below_minimum"].finding(row, column, value=shown, limit=limit)
    elif value > highest:
        limit = number_text(highest)
        yield RULES["above_maximum"].finding(row, column, value=shown, limit=limit)


def _not_whole(cell: CheckedCell) -> Iterator[Finding]:
    content, indicator = cell.content, cell.indicator
    whole = None
    if indicator.rule.is_ratio and indicator.count_kind == "events":
        whole = content.numerator
    elif indicator.is_counted and indicator.decimals == 0:
        whole = content.value
    if whole is not None and whole != whole.to_integral_value():
        found = RULES["not_whole"]
        yield found.finding(cell.row, cell.first_column, value=number_text(whole))
