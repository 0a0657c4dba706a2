"""The checks over published series of the nation and of provinces: how often do they ask?"""

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.catalogue.nodes import CATALOGUE_DIRECTORY
from reporting.collection.cell_contents import CellContent, CellRule, Finding
from reporting.collection.checked_return import CheckedCell, CheckedIndicator, CheckedReturn
from reporting.collection.return_findings import check_return
from reporting.collection.thresholds import JUMP_POINTS

FILES = ("reference/national.csv", "reference/shanxi.csv", "backtest/series.csv")
SCALES = {"%": "share", "‰": "rate", "1/10万": "rate", "1/万": "rate"}
GROSS = "毛入"


@dataclass(frozen=True)
class RealOutcome:
    """`figures` had a year before them, `long` at least as many years as a jump needs."""

    series: int
    figures: int
    long: int
    asked: Counter[str]


def real_outcome() -> RealOutcome:
    """Each published figure judged as a return against the years before it."""
    series = {key: points for key, points in _series().items() if len(points) > 1}
    asked: Counter[str] = Counter()
    figures = long = 0
    for (name, unit, _area, _breakdown), points in series.items():
        for year in sorted(points)[1:]:
            past = {each: points[each] for each in points if each < year}
            figures += 1
            long += len(past) >= JUMP_POINTS
            found = _findings(name, unit, points[year], past, year)
            asked.update(finding.rule for finding in found)
    return RealOutcome(len(series), figures, long, asked)


def _findings(
    name: str, unit: str, content: CellContent, past: Mapping[int, CellContent], year: int
) -> list[Finding]:
    values = [each.value for each in (*past.values(), content) if each.value is not None]
    decimals = max(-int(value.as_tuple().exponent) for value in values)
    gross = GROSS in name or name.endswith("gross_enrolment")
    rule = CellRule(name, unit, False, None, SCALES.get(unit, "value"), gross=gross)
    indicator = CheckedIndicator(1, rule, decimals)
    cell = CheckedCell((1, 0), indicator, content, past=past)
    checked = CheckedReturn(year, date(year + 1, 3, 1), False, {(1, 0): cell})
    return [finding for found in check_return(checked).values() for finding in found]


def _series() -> dict[tuple[str, str, str, str], dict[int, CellContent]]:
    found: dict[tuple[str, str, str, str], dict[int, CellContent]] = defaultdict(dict)
    for file in FILES:
        with (CATALOGUE_DIRECTORY / file).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                key = (row["indicator"], row["unit"], row["area"], row.get("breakdown", "合计"))
                found[key][int(row["year"])] = CellContent(value=Decimal(row["value"]))
    return found
