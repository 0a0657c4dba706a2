"""Returns made of the demonstration's figures: one for each area and year, with its past."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from indicators.catalogue.files import read_areas, read_breakdowns, read_catalogue
from indicators.catalogue.nodes import CATALOGUE_DIRECTORY
from indicators.catalogue.reference import read_reference
from indicators.catalogue.schema import IndicatorEntry
from reporting.collection.cell_contents import CellContent, CellRule
from reporting.collection.checked_return import (
    CellKey,
    CheckedCell,
    CheckedIndicator,
    CheckedReturn,
    Reference,
    Relation,
)
from reporting.collection.checks import NOT_APPLICABLE, computed_value
from reporting.collection.thresholds import REFERENCE_AGE
from reporting.demonstration.figures import Form, InventedFigure, invent
from reporting.demonstration.specification import read_specification

YEARS = (2022, 2023, 2024, 2025)  # the years that have four years before them
NATION, PROVINCE = "100000", "140000"
Contents = dict[tuple[str, CellKey, int], CellContent]  # area, cell, year


@dataclass(frozen=True)
class World:
    """Everything that the returns are made of; `areas` are the city and its parts."""

    indicators: Mapping[int, CheckedIndicator]
    relations: tuple[Relation, ...]
    breakdowns: Mapping[int, tuple[str, str, str]]
    names: Mapping[int, str]
    contents: Contents
    references: Mapping[CellKey, list[Reference]]
    city: str
    counties: tuple[str, ...]
    zones: tuple[str, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        return (self.city, *self.counties, *self.zones)


def read_world(seed: int | None = None) -> World:
    """The demonstration drawn once, with the catalogue's relations and reference figures.

    Another `seed` draws other figures around the same levels.
    """
    catalogue = read_catalogue()
    numbers = {entry.code: number for number, entry in enumerate(catalogue.indicators)}
    entries = {entry.code: entry for entry in catalogue.indicators if not entry.is_population}
    breakdowns = read_breakdowns()
    specification = read_specification()
    if seed is not None:
        specification = replace(specification, seed=seed)
    forms = {
        entry.code: Form(entry.decimals, entry.multiplier if _is_ratio(entry) else None)
        for entry in catalogue.indicators
    }
    ids = {entry.name: entry.id for entry in breakdowns}
    drawn = [
        figure
        for figure in invent(specification, forms)
        if figure.indicator in entries
        and (figure.area == specification.city or entries[figure.indicator].county_source != "none")
    ]
    return World(
        indicators={
            numbers[code]: checked_indicator(numbers[code], entries[code]) for code in entries
        },
        relations=tuple(
            Relation(entry.kind, numbers[entry.left], numbers[entry.right])
            for entry in catalogue.relations
        ),
        breakdowns={entry.id: (entry.sex, entry.residence, entry.age) for entry in breakdowns},
        names={entry.id: entry.name for entry in breakdowns},
        contents={
            (f.area, (numbers[f.indicator], ids[f.breakdown]), f.year): content_of(
                f, entries[f.indicator]
            )
            for f in drawn
        },
        references=_references(numbers),
        city=specification.city,
        counties=tuple(specification.counties),
        zones=tuple(specification.zones),
    )


def checked_indicator(number: int, entry: IndicatorEntry) -> CheckedIndicator:
    """A catalogue entry as the checks see it."""
    return CheckedIndicator(
        id=number,
        rule=CellRule(
            name=entry.name,
            unit=entry.unit,
            is_ratio=_is_ratio(entry),
            multiplier=entry.multiplier,
            scale=entry.scale,
            gross=entry.gross,
            minimum=entry.minimum,
            maximum=entry.maximum,
            population=entry.denominator_indicator,
        ),
        decimals=entry.decimals,
        count_kind=entry.count_kind,
        reference_period=entry.reference_period,
        denominator=entry.denominator,
        is_yearly=entry.cadence_years == 1 and not entry.by_term and not entry.ad_hoc,
    )


def content_of(figure: InventedFigure, entry: IndicatorEntry) -> CellContent:
    """An invented figure as a unit would type it."""
    if figure.nobody_exposed:
        return CellContent(missing_kind=NOT_APPLICABLE, note="当年无暴露")
    if figure.numerator is None or figure.denominator is None:
        return CellContent(value=figure.value)
    numerator, denominator = Decimal(figure.numerator), Decimal(figure.denominator)
    value = computed_value(numerator, denominator, entry.multiplier or 1)
    return CellContent(value, numerator, denominator)


def make_return(world: World, area: str, year: int) -> CheckedReturn:
    """The area's return of the year, as all its units together would hand it in."""
    keys = [key for code, key, in_year in world.contents if (code, in_year) == (area, year)]
    cells = {key: _cell(world, area, key, year) for key in keys}
    return CheckedReturn(
        year=year,
        today=date(year + 1, 3, 1),
        is_city=area == world.city,
        cells=cells,
        relations=world.relations,
        breakdowns=world.breakdowns,
    )


def all_returns(world: World) -> Iterator[tuple[str, CheckedReturn]]:
    """(area, return) of every area and year."""
    for year in YEARS:
        for area in world.areas:
            yield area, make_return(world, area, year)


def with_content(checked: CheckedReturn, key: CellKey, content: CellContent) -> CheckedReturn:
    """The same return with another content in one cell."""
    return replace(
        checked, cells={**checked.cells, key: replace(checked.cells[key], content=content)}
    )


def _is_ratio(entry: IndicatorEntry) -> bool:
    return entry.value_mode == "ratio"


def _cell(world: World, area: str, key: CellKey, year: int) -> CheckedCell:
    past = {
        before: world.contents[area, key, before]
        for before in range(year - 12, year)
        if (area, key, before) in world.contents
    }
    around = world.counties if area == world.city else (*world.counties, *world.zones)
    counties = {
        code: world.contents[code, key, year]
        for code in around
        if code != area and (code, key, year) in world.contents
    }
    return CheckedCell(
        key=key,
        indicator=world.indicators[key[0]],
        content=world.contents[area, key, year],
        breakdown=world.names[key[1]],
        past=past,
        counties=counties,
        counties_complete=len(counties) >= len(world.counties),
        references=_fresh(world.references.get(key, []), year),
    )


def _fresh(references: list[Reference], year: int) -> list[Reference]:
    """The newest of each area up to the year, the province before the nation."""
    newest = {
        each.area: each
        for each in sorted(references, key=lambda each: each.year)
        if year - REFERENCE_AGE <= each.year <= year
    }
    return [newest[area] for area in ("山西省", "全国") if area in newest]


def _references(numbers: Mapping[str, int]) -> dict[CellKey, list[Reference]]:
    names = {area.code: area.name for area in read_areas(CATALOGUE_DIRECTORY, demo=False)}
    found: dict[CellKey, list[Reference]] = {}
    for file in ("national", "shanxi"):
        for row in read_reference(CATALOGUE_DIRECTORY / "reference" / f"{file}.csv"):
            reference = Reference(names[row.area], row.year, CellContent(value=row.value))
            found.setdefault((numbers[row.indicator], row.breakdown), []).append(reference)
    return found
