"""May a cell hold what was typed? The hard checks (强制性审核). Pure: no Django.

A cell holds a number, or the reason why there is none, or nothing yet. Where an indicator is a
ratio, numerator and denominator are typed and the value is computed here, never typed.
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
NOTE_LENGTH = 300


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
    """The content that was typed and what is wrong with it; with a finding it must not be stored.

    The value of a ratio is computed, whatever stands in `typed.value`. An expected date counts
    only together with 尚未产生.
    """
    typed = typed.stripped()
    findings = _unreadable_texts(typed, rule)
    if findings:
        return CellContent(), findings
    numbers = _numbers(typed, rule, findings)
    expected_on = _expected_on(typed, rule, today, findings)
    findings += _reason_findings(typed, rule, any(n is not None for n in numbers.values()))
    if not findings:
        findings += _count_findings(numbers, rule)
    if findings:
        return CellContent(), findings
    numerator, denominator = numbers.get("numerator"), numbers.get("denominator")
    if numerator is not None and denominator is not None:
        numbers["value"] = computed_value(numerator, denominator, rule.multiplier or 1)
    content = CellContent(
        **numbers,
        missing_kind=typed.missing_kind,
        expected_on=expected_on,
        note=typed.note,
        qualifier=typed.qualifier,
        status=typed.status or NORMAL,
        reference_period=typed.reference_period,
    )
    return content, content_findings(content, rule)


def content_findings(content: CellContent, rule: CellRule) -> list[Finding]:
    """What is wrong with the numbers of a complete cell."""
    column = "numerator" if rule.is_ratio else "value"
    value, numerator, denominator = content.value, content.numerator, content.denominator
    if value is None:
        return []
    if numerator is not None and denominator is not None:
        if numerator < 0:
            return [Finding(rule.name, column, "不能为负数，请核对。")]
        if rule.is_part_of_whole and numerator > denominator:
            message = (
                f"分子 {number_text(numerator)} 大于分母 {number_text(denominator)}，"
                "请核对两个数是否填反、统计范围是否一致。"
            )
            return [Finding(rule.name, column, message)]
    computed = "由分子、分母算出的" if rule.is_ratio else "填写的"
    shown = f"{computed} {number_text(value)}（{rule.unit}）"
    if value < rule.lowest:
        remedy = "请核对数值和单位。" if rule.lowest else "不能为负数，请核对。"
        return [Finding(rule.name, column, f"{shown}低于下限 {number_text(rule.lowest)}，{remedy}")]
    highest = LIMIT if rule.highest is None else rule.highest
    if value > highest:
        message = f"{shown}高于上限 {number_text(highest)}，请核对数值和单位。"
        return [Finding(rule.name, column, message)]
    return []


def _unreadable_texts(typed: TypedCell, rule: CellRule) -> list[Finding]:
    findings = []
    for field in fields(typed):
        text = getattr(typed, field.name)
        if has_control_characters(text):
            message = "含有不可见的控制字符，请删除后重新填写。"
            findings.append(Finding(rule.name, field.name, message))
    if len(typed.note) > NOTE_LENGTH:
        message = f"说明有{len(typed.note)}个字，请缩短到{NOTE_LENGTH}字以内。"
        findings.append(Finding(rule.name, "note", message))
    return findings


def _numbers(
    typed: TypedCell, rule: CellRule, findings: list[Finding]
) -> dict[str, Decimal | None]:
    numbers: dict[str, Decimal | None] = {}
    for column in ("numerator", "denominator") if rule.is_ratio else ("value",):
        try:
            numbers[column] = read_number(getattr(typed, column))
        except NotANumber as error:
            findings.append(Finding(rule.name, column, str(error)))
    return numbers


def _count_findings(numbers: dict[str, Decimal | None], rule: CellRule) -> list[Finding]:
    if not rule.is_ratio:
        return []
    numerator, denominator = numbers["numerator"], numbers["denominator"]
    if (numerator is None) != (denominator is None):
        empty = "numerator" if numerator is None else "denominator"
        return [Finding(rule.name, empty, "分子、分母要一起填写，比率由系统计算。")]
    if denominator is not None and denominator <= 0:
        message = "分母须大于0；当年没有发生的，请选“不适用”并在说明中写明。"
        return [Finding(rule.name, "denominator", message)]
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


def _reason_findings(typed: TypedCell, rule: CellRule, has_number: bool) -> list[Finding]:
    if typed.missing_kind not in MISSING_KINDS:
        return [Finding(rule.name, "missing_kind", "没有这种缺失原因，请从列表中选择。")]
    if typed.missing_kind and has_number:
        message = "已填数值又选了缺失原因，请清空其中之一（零也是数值）。"
        return [Finding(rule.name, "missing_kind", message)]
    if typed.missing_kind == NOT_APPLICABLE and not typed.note:
        return [Finding(rule.name, "note", "“不适用”要在说明中写明原因，如“当年无暴露人群”。")]
    return []
