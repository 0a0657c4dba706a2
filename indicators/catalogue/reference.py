"""Published reference figures: is each row complete, known and in its indicator's unit?"""

import csv
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from .files import CATALOGUE_DIRECTORY, read_areas, read_breakdowns, read_indicators
from .nodes import CatalogueError, Place

REFERENCE_COLUMNS = (
    "indicator",
    "area",
    "breakdown",
    "year",
    "value",
    "unit",
    "source",
    "publisher",
    "quality",
    "note",
)
# From the most to the least direct: the report itself, a copy of it, the press, a digest, a book.
QUALITIES = (
    "official",
    "official-repost",
    "official-press",
    "repost",
    "low-quality-repost",
    "press",
    "abstract",
    "quoted",
    "book",
)


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One published figure; `breakdown` is the id, `value` exact and in the indicator's unit."""

    place: Place
    indicator: str
    area: str
    breakdown: int
    year: int
    value: Decimal
    unit: str
    source: str
    publisher: str
    quality: str
    note: str


def read_reference(path: Path, *, directory: Path = CATALOGUE_DIRECTORY) -> list[ReferenceRow]:
    """Read one CSV file of reference figures, checked against the catalogue in `directory`.

    Raises CatalogueError naming file and line for a wrong header, an unknown indicator, area,
    breakdown or quality, a foreign unit, a bad number, and a figure given twice.
    """
    known = _Known(directory)
    rows: list[ReferenceRow] = []
    first: dict[tuple[str, str, int, int], Place] = {}
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file)
        if tuple(lines.fieldnames or ()) != REFERENCE_COLUMNS:
            raise CatalogueError(Place(path.name, 1), f"表头应为 {','.join(REFERENCE_COLUMNS)}")
        for line in lines:
            row = known.row(Place(path.name, lines.line_num), line)
            key = (row.indicator, row.area, row.breakdown, row.year)
            if key in first:
                raise CatalogueError(row.place, f"同一数据重复，首次出现在 {first[key]}")
            first[key] = row.place
            rows.append(row)
    return rows


class _Known:
    """What a row may name."""

    def __init__(self, directory: Path) -> None:
        self._units = {entry.code: entry.unit for entry in read_indicators(directory)}
        self._breakdowns = {entry.name: entry.id for entry in read_breakdowns(directory)}
        self._areas = {entry.code for entry in read_areas(directory, demo=False)}

    def row(self, place: Place, line: dict[str, str]) -> ReferenceRow:
        self._check_words(place, line)
        return ReferenceRow(
            place=place,
            indicator=line["indicator"],
            area=line["area"],
            breakdown=self._breakdowns[line["breakdown"]],
            year=_year(place, line["year"]),
            value=_value(place, line["value"]),
            unit=line["unit"],
            source=line["source"],
            publisher=line["publisher"],
            quality=line["quality"],
            note=line["note"],
        )

    def _check_words(self, place: Place, line: dict[str, str]) -> None:
        if None in line or None in line.values():
            raise CatalogueError(place, f"应有 {len(REFERENCE_COLUMNS)} 列")
        if line["indicator"] not in self._units:
            raise CatalogueError(place, f"指标库中没有“{line['indicator']}”")
        unit = self._units[line["indicator"]]
        if line["unit"] != unit:
            raise CatalogueError(place, f"单位应为“{unit}”，现为“{line['unit']}”")
        if line["area"] not in self._areas:
            raise CatalogueError(place, f"未知的行政区划代码“{line['area']}”")
        if line["breakdown"] not in self._breakdowns:
            allowed = "、".join(self._breakdowns)
            raise CatalogueError(place, f"未知的 breakdown“{line['breakdown']}”，可用：{allowed}")
        if line["quality"] not in QUALITIES:
            raise CatalogueError(place, f"quality 可用：{'、'.join(QUALITIES)}")
        if not line["source"] or not line["publisher"]:
            raise CatalogueError(place, "须写明 source 和 publisher")


def _year(place: Place, text: str) -> int:
    if not (text.isdecimal() and 1990 <= int(text) <= 2100):
        raise CatalogueError(place, f"year 应为四位年份，现为“{text}”")
    return int(text)


def _value(place: Place, text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise CatalogueError(place, f"value“{text}”不是数字") from None
    if not value.is_finite():
        raise CatalogueError(place, f"value“{text}”不是有限的数字")
    return value
