"""What can be stored of what was typed; the rates are worked out here by fractions."""

import datetime
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import pytest

from reporting.collection.cell_contents import CellContent, CellRule, TypedCell
from reporting.collection.checks import (
    MISSING_KINDS,
    STATUSES,
    computed_value,
    read_cell,
)
from reporting.models import MissingKind, ObservationStatus

TODAY = datetime.date(2026, 3, 1)
DEATHS = CellRule("孕产妇死亡率", "1/10万", True, 100_000, "rate", minimum=Decimal(0))
COVERAGE = CellRule("覆盖率", "%", True, 100, "share")
GROSS = CellRule("毛入园率", "%", True, 100, "share", gross=True)
WATER = CellRule("农村自来水普及率", "%", False, None, "share", maximum=Decimal(100))
GROWTH = CellRule("增长率", "%", False, None, "value", minimum=Decimal(-50))
PLACES = CellRule("托位数", "个", False)


def findings_of(rule: CellRule, **texts: str) -> list[tuple[str, str]]:
    _, findings = read_cell(TypedCell(**texts), rule, TODAY)
    return [(finding.column, finding.message) for finding in findings]


@pytest.mark.parametrize(
    ("rule", "texts", "column", "words"),
    [
        (WATER, {"value": "九十"}, "value", "不是数字"),
        (WATER, {"value": "95.5", "missing_kind": "not_reported"}, "missing_kind", "零也是数值"),
        (WATER, {"value": "0", "missing_kind": "not_reported"}, "missing_kind", "清空其中之一"),
        (WATER, {"value": "95\x00"}, "value", "控制字符"),
        (WATER, {"value": "95", "note": "a\x00b"}, "note", "控制字符"),
        (WATER, {"value": "95", "note": "字" * 301}, "note", "301个字"),
        (WATER, {"value": "95", "qualifier": "字" * 11}, "qualifier", "11个字"),
        (WATER, {"value": "95", "reference_period": "字" * 41}, "reference_period", "41个字"),
        (WATER, {"value": "95", "status": "X"}, "status", "没有这种"),
        (WATER, {"missing_kind": "maybe"}, "missing_kind", "没有这种"),
        (WATER, {"missing_kind": "not_applicable"}, "note", "写明原因"),
        (WATER, {"missing_kind": "not_applicable", "note": " \u3000"}, "note", "写明原因"),
        (WATER, {"missing_kind": "not_yet_produced"}, "expected_on", "2026-05-31"),
        (
            WATER,
            {"missing_kind": "not_yet_produced", "expected_on": "五月"},
            "expected_on",
            "2026-05-31",
        ),
        (
            WATER,
            {"missing_kind": "not_yet_produced", "expected_on": "2026-02-28"},
            "expected_on",
            "已经过去",
        ),
        (DEATHS, {"numerator": "0", "denominator": "0"}, "denominator", "不适用"),
        (DEATHS, {"numerator": "1", "denominator": "-5"}, "denominator", "大于0"),
        (
            GROSS,
            {"numerator": "9" * 14, "denominator": "0.000001"},
            "numerator",
            "过大",
        ),
        (
            DEATHS,
            {"numerator": "1", "denominator": "5", "missing_kind": "not_reported"},
            "missing_kind",
            "清空其中之一",
        ),
    ],
)
def test_is_refused(rule: CellRule, texts: dict[str, str], column: str, words: str) -> None:
    ((found_column, message),) = findings_of(rule, **texts)
    assert found_column == column
    assert words in message


def test_every_wrong_column_is_named_at_once() -> None:
    found = findings_of(DEATHS, numerator="a", denominator="b")
    assert [column for column, _ in found] == ["numerator", "denominator"]


def test_a_finding_names_row_and_column() -> None:
    _, (finding,) = read_cell(TypedCell(value="x"), WATER, TODAY)
    assert str(finding).startswith("农村自来水普及率 · 数值：")


@pytest.mark.parametrize(
    ("rule", "texts", "content"),
    [
        (WATER, {}, CellContent()),
        (WATER, {"value": "0"}, CellContent(value=Decimal(0))),
        (WATER, {"value": "100"}, CellContent(value=Decimal(100))),
        (GROWTH, {"value": "-50"}, CellContent(value=Decimal(-50))),
        # What is wrong but can be stored is stored: the rules speak of it afterwards.
        (WATER, {"value": "-1"}, CellContent(value=Decimal(-1))),
        (WATER, {"value": "955"}, CellContent(value=Decimal(955))),
        (DEATHS, {"numerator": "1"}, CellContent(numerator=Decimal(1))),
        (DEATHS, {"denominator": "2480"}, CellContent(denominator=Decimal(2480))),
        (
            COVERAGE,
            {"numerator": "101", "denominator": "100"},
            CellContent(Decimal(101), Decimal(101), Decimal(100)),
        ),
        (
            WATER,
            {"value": "95", "status": "P", "qualifier": "约", "reference_period": "学年"},
            CellContent(Decimal(95), status="P", qualifier="约", reference_period="学年"),
        ),
        (PLACES, {"value": "1,200"}, CellContent(value=Decimal(1200))),
        (WATER, {"missing_kind": "not_reported"}, CellContent(missing_kind="not_reported")),
        (
            WATER,
            {"missing_kind": "not_yet_produced", "expected_on": "2026-03-01"},
            CellContent(missing_kind="not_yet_produced", expected_on=TODAY),
        ),
        (
            WATER,
            {"missing_kind": "not_applicable", "note": "当年无暴露"},
            CellContent(missing_kind="not_applicable", note="当年无暴露"),
        ),
        # A day left over from 尚未产生 does not stand in the way of the number.
        (WATER, {"value": "95", "expected_on": "2026-02-01"}, CellContent(value=Decimal(95))),
        (
            GROSS,
            {"numerator": "105", "denominator": "100"},
            CellContent(Decimal(105), Decimal(105), Decimal(100)),
        ),
        (
            DEATHS,
            {"numerator": "0", "denominator": "2,480"},
            CellContent(Decimal(0), Decimal(0), Decimal(2480)),
        ),
    ],
)
def test_is_stored(rule: CellRule, texts: dict[str, str], content: CellContent) -> None:
    assert read_cell(TypedCell(**texts), rule, TODAY) == (content, [])


def test_the_value_of_a_ratio_is_computed_never_typed() -> None:
    typed = TypedCell(value="99", numerator="1", denominator="2480")
    content, _ = read_cell(typed, DEATHS, TODAY)
    assert content.value == Decimal("40.322581")


@pytest.mark.parametrize(
    ("numerator", "denominator", "multiplier"),
    [("7", "2480", 1000), ("2", "3", 100), ("1", "8000000", 1), ("0.5", "3.7", 100_000)],
)
def test_the_rate_agrees_with_fractions(numerator: str, denominator: str, multiplier: int) -> None:
    exact = Fraction(numerator) * multiplier / Fraction(denominator) * 10**6
    half_up = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    value = computed_value(Decimal(numerator), Decimal(denominator), multiplier)
    assert value == Decimal(half_up).scaleb(-6)


def test_half_goes_up() -> None:
    assert computed_value(Decimal(1), Decimal(2_000_000), 1) == Decimal("0.000001")


def test_a_population_of_the_bureau_stands_beside_a_reason() -> None:
    """Nobody typed it, so it contradicts no reason; a typed denominator does."""
    typed = TypedCell(denominator="2480", missing_kind="not_reported")
    given = CellRule("死亡率", "‰", True, 1000, "rate", population="活产数")
    content, findings = read_cell(typed, given, TODAY)
    assert findings == []
    assert (content.denominator, content.missing_kind) == (Decimal(2480), "not_reported")
    assert read_cell(typed, DEATHS, TODAY)[1]


def test_what_is_stored_reads_back_unchanged() -> None:
    content, _ = read_cell(TypedCell(numerator="７", denominator="2,480", note="注"), DEATHS, TODAY)
    assert read_cell(content.as_typed(), DEATHS, TODAY) == (content, [])


def test_the_kinds_are_those_of_the_database() -> None:
    assert set(MISSING_KINDS) - {""} == set(MissingKind.values)
    assert set(STATUSES) == set(ObservationStatus.values)


def test_the_checks_import_no_django() -> None:
    code = (
        "import sys; sys.modules['django'] = None; import reporting.collection.checks as c; "
        "print(c.computed_value.__module__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "reporting.collection.checks"
