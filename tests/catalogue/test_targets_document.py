"""docs/targets.md says what the catalogue files say."""

from decimal import Decimal
from pathlib import Path

import pytest

from indicators.catalogue.consistency import targets_of
from indicators.catalogue.files import read_catalogue
from indicators.catalogue.schema import Catalogue, IndicatorEntry, TargetEntry, plain_number

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "targets.md"
SIGNS = {"at_least": "≥", "at_most": "≤", "about": "约"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


def _rows() -> dict[str, list[str]]:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0]: row[1:] for row in cells if len(row) == 7 and "." in row[0]}


def _targets(catalogue: Catalogue) -> list[TargetEntry]:
    plans = [plan for plan in catalogue.plans if plan.code in ("women", "children")]
    return [target for plan in plans for target in targets_of(plan)]


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
    return [cadence, f"{indicator.decimals} 位小数"]


def test_the_document_lists_exactly_the_numeric_targets(catalogue: Catalogue) -> None:
    assert set(_rows()) == {target.code for target in _targets(catalogue)}


def test_each_row_says_what_the_files_say(catalogue: Catalogue) -> None:
    rows = _rows()
    for target in _targets(catalogue):
        indicator = catalogue.indicator(target.indicator)
        assert indicator is not None
        place, name, demand, judging, source, lead = rows[target.code]
        domain, objective = target.objective.split(".")
        group = "" if target.breakdown == "合计" else f"（{target.breakdown}）"
        value = plain_number(target.value)
        assert place == f"领域 {domain} 目标 {objective}"
        assert name == indicator.name + group
        assert demand == f"{target.softener}{SIGNS[target.kind]} {value} {indicator.unit}"
        assert lead == indicator.lead
        words = _judging_words(target)
        assert [word for word in words if word not in judging.split("。")[0]] == [], target.code
        assert [word for word in _source_words(indicator) if word not in source] == []
