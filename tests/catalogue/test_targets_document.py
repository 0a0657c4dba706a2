"""docs/targets.md says what the catalogue files say."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.catalogue.consistency import targets_of
from indicators.catalogue.files import read_catalogue
from indicators.catalogue.schema import Catalogue, IndicatorEntry, TargetEntry, plain_number
from indicators.models import TargetKind

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "targets.md"
SIGNS = {"at_least": "≥", "at_most": "≤", "about": "约"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


def _rows() -> dict[str, list[str]]:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0]: row[1:] for row in cells if len(row) == 7 and "." in row[0]}


def _targets(catalogue: Catalogue, measurability: str) -> list[TargetEntry]:
    return [
        target
        for plan in catalogue.plans
        if plan.code in ("women", "children")
        for target in targets_of(plan)
        if target.measurability == measurability
    ]


def _judging_words(target: TargetEntry) -> list[str]:
    assert target.value is not None
    flags = {
        "每年保持": target.maintain,
        "规划期内累计": target.cumulative,
        "各单元均须达到": target.every_unit,
    }
    bar = plain_number(target.value * Decimal("0.97") if target.kind == "about" else target.value)
    verb = "不高于" if target.kind == "at_most" else "不低于"
    return [f"{verb} {bar} 达标", *(word for word, is_set in flags.items() if is_set)]


def _source_words(indicator: IndicatorEntry) -> list[str]:
    cadence = "每年" if indicator.cadence_years == 1 else f"每 {indicator.cadence_years} 年"
    if indicator.ad_hoc:
        cadence = "不定期"
    return [cadence, f"{indicator.decimals} 位小数"]


def _indicator(catalogue: Catalogue, code: str) -> IndicatorEntry:
    indicator = catalogue.indicator(code)
    assert indicator is not None
    return indicator


def _place(target: TargetEntry) -> str:
    domain, objective = target.objective.split(".")
    return f"领域 {domain} 目标 {objective}"


def _name(catalogue: Catalogue, target: TargetEntry) -> str:
    name = _indicator(catalogue, target.indicator).name
    if target.other_indicator == target.indicator:
        return f"{name}（{target.breakdown}与{target.other_breakdown}）"
    group = "" if target.breakdown == "合计" else f"（{target.breakdown}）"
    if not target.other_indicator:
        return name + group
    return f"{name}{group}，对照{_indicator(catalogue, target.other_indicator).name}"


def test_the_document_lists_exactly_the_targets(catalogue: Catalogue) -> None:
    targets = _targets(catalogue, "numeric") + _targets(catalogue, "direct")
    assert set(_rows()) == {target.code for target in targets}


def test_each_numeric_row_says_what_the_files_say(catalogue: Catalogue) -> None:
    rows = _rows()
    for target in _targets(catalogue, "numeric"):
        indicator = _indicator(catalogue, target.indicator)
        place, name, demand, judging, source, lead = rows[target.code]
        value = plain_number(target.value)
        assert (place, name) == (_place(target), _name(catalogue, target))
        assert demand == f"{target.softener}{SIGNS[target.kind]} {value} {indicator.unit}"
        assert lead == indicator.lead
        words = _judging_words(target)
        assert [word for word in words if word not in judging.split("。")[0]] == [], target.code
        assert [word for word in _source_words(indicator) if word not in source] == []


def test_each_row_without_a_number_says_what_the_files_say(catalogue: Catalogue) -> None:
    rows = _rows()
    for target in _targets(catalogue, "direct"):
        indicator = _indicator(catalogue, target.indicator)
        place, name, demand, judging, source, lead = rows[target.code]
        assert (place, name) == (_place(target), _name(catalogue, target))
        assert demand.startswith(f"{TargetKind(target.kind).label}（")
        assert target.softener in demand
        assert (judging, lead) == (target.note, indicator.lead)
        assert [word for word in _source_words(indicator) if word not in source] == []


def test_each_section_counts_its_targets(catalogue: Catalogue) -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    for kind, number in Counter(target.kind for target in _targets(catalogue, "direct")).items():
        assert f"### {TargetKind(kind).label}（{number} 个）" in document
