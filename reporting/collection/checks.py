"""Can a cell hold what was typed? Only what cannot be stored is refused here. Pure: no Django.

A cell holds a number, or the reason why there is none, or nothing yet. Where an indicator is a
ratio, numerator and denominator are typed and the value is computed here, never typed; as long as
one of them is missing there is no value. What is wrong with a stored figure is for the rules
(`rules.RULES`): so that whoever is still typing loses nothing.
"""

import datetime
import unicodedata
from dataclasses import fields
from decimal import ROUND_HALF_UP, Decimal, localcontext

from reporting.collection.cell_contents import (
    NORMAL,
    CellContent,
    CellRule,
    Finding,
    TypedCell,
)
from reporting.collection.typed_numbers import (
    LIMIT,
    STORED_DECIMALS,
    NotANumber,
    number_text,
    read_number,
)

NOT_REPORTED, NOT_YET_PRODUCED, NOT_APPLICABLE = (
    "not_reported",
    "not_yet_produced",
    "not_applicable",
)
MISSING_KINDS = ("", NOT_REPORTED, NOT_YET_PRODUCED, NOT_APPLICABLE)
STATUSES = ("A", "P", "E", "B", "M")
NOTE_LENGTH = 300
LENGTHS = {"note": NOTE_LENGTH, "qualifier": 10, "reference_period": 40}
COUNT_COLUMNS = ("numerator", "denominator")


def computed_value(numerator: Decimal, denominator: Decimal, multiplier: int) -> Decimal:
    """numerator / denominator × multiplier, half up to six decimals; `denominator` is positive."""
    with localcontext(prec=60):
        exact = numerator * multiplier / denominator
        return exact.quantize(Decimal(1).scaleb(-STORED_DECIMALS), rounding=ROUND_HALF_UP)


def has_control_characters(text: str) -> bool:
    """NUL, line ends and their like, which no cell and no reason may hold."""
    return any(unicodedata.category(character) == "Cc" for character in text)


def read_cell(
    typed: TypedCell, rule: CellRule, today: datetime.date
) -> tuple[CellContent, list[Finding]]:
    """The content that was typed and why it cannot be stored; with a finding nothing is stored.

    The value of a ratio is computed, whatever stands in `typed.value`. An expected date counts
    only together with 尚未产生.
    """
    typed = typed.stripped()
    findings = _unreadable_texts(typed, rule)
    if findings:
        return CellContent(), findings
    numbers = _numbers(typed, rule, findings)
    expected_on = _expected_on(typed, rule, today, findings)
    findings += _reason_findings(typed, rule, _has_typed_number(numbers, rule))
    if not findings:
        findings += _compute(numbers, rule)
    if findings:
        return CellContent(), findings
    content = CellContent(
        **numbers,
        missing_kind=typed.missing_kind,
        expected_on=expected_on,
        note=typed.note,
        qualifier=typed.qualifier,
        status=typed.status or NORMAL,
        reference_period=typed.reference_period,
    )
    return content, []


def _unreadable_texts(typed: TypedCell, rule: CellRule) -> list[Finding]:
    findings = []
    for field in fields(typed):
        text = getattr(typed, field.name)
        longest = LENGTHS.get(field.name, len(text))
        if has_control_characters(text):
            message = "含有不可见的控制字符，请删除后重新填写。"
            findings.append(Finding(rule.name, field.name, message))
        elif len(text) > longest:
            message = f"有{len(text)}个字，请缩短到{longest}字以内。"
            findings.append(Finding(rule.name, field.name, message))
    if typed.status and typed.status not in STATUSES:
        message = "没有这种数据状态，请从列表中选择。"
        findings.append(Finding(rule.name, "status", message))
    return findings


def _numbers(
    typed: TypedCell, rule: CellRule, findings: list[Finding]
) -> dict[str, Decimal | None]:
    numbers: dict[str, Decimal | None] = {}
    for column in COUNT_COLUMNS if rule.is_ratio else ("value",):
        try:
            numbers[column] = read_number(getattr(typed, column))
        except NotANumber as error:
            findings.append(Finding(rule.name, column, str(error)))
    return numbers


def _compute(numbers: dict[str, Decimal | None], rule: CellRule) -> list[Finding]:
    """Add the value of a ratio to `numbers`, where both counts are there."""
    if not rule.is_ratio:
        return []
    numerator, denominator = numbers["numerator"], numbers["denominator"]
    if denominator is not None and denominator <= 0:
        message = "分母须大于0；当年没有发生的，请选“不适用”并在说明中写明。"
        return [Finding(rule.name, "denominator", message)]
    if numerator is None or denominator is None:
        return []
    value = computed_value(numerator, denominator, rule.multiplier or 1)
    if abs(value) >= LIMIT:
        message = f"由分子、分母算出的 {number_text(value)} 过大，请核对两个数和单位。"
        return [Finding(rule.name, "numerator", message)]
    numbers["value"] = value
    return []


def _expected_on(
    typed: TypedCell, rule: CellRule, today: datetime.date, findings: list[Finding]
) -> datetime.date | None:
    if typed.missing_kind != NOT_YET_PRODUCED:
        return None
    try:
        expected_on = datetime.date.fromisoformat(typed.expected_on)
    except ValueError:
        message = "“尚未产生”要写明预计产生日期，如 2026-05-31。"
        findings.append(Finding(rule.name, "expected_on", message))
        return None
    if expected_on < today:
        message = "预计产生日期已经过去，请填今天以后的日期。"
        findings.append(Finding(rule.name, "expected_on", message))
    return expected_on


def _has_typed_number(numbers: dict[str, Decimal | None], rule: CellRule) -> bool:
    given = "denominator" if rule.population else ""
    return any(number is not None for column, number in numbers.items() if column != given)


def _reason_findings(typed: TypedCell, rule: CellRule, has_number: bool) -> list[Finding]:
    if typed.missing_kind not in MISSING_KINDS:
        return [Finding(rule.name, "missing_kind", "没有这种缺失原因，请从列表中选择。")]
    if typed.missing_kind and has_number:
        message = "已填数值又选了缺失原因，请清空其中之一（零也是数值）。"
        return [Finding(rule.name, "missing_kind", message)]
    if typed.missing_kind == NOT_APPLICABLE and not typed.note:
        return [Finding(rule.name, "note", "“不适用”要在说明中写明原因，如“当年无暴露人群”。")]
    return []
