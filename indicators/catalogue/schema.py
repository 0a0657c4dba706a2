"""What a catalogue folder says, as typed values: the entries of its files.

Field names are those of the models, so that one comparison serves every kind of entry.
"""

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from .nodes import Place

Field = str | int | bool | list[str] | dict[str, str] | None
Fields = dict[str, Field]

_PARTS = ("domains", "objectives", "strategies", "targets")


def plain_number(value: Decimal | None) -> str | None:
    """An exact decimal as text without trailing zeros: 12.50 → "12.5", 1E+1 → "10"."""
    if value is None:
        return None
    return format(value.normalize() + 0, "f")


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """One indicator; see fixtures/README.md for what each field means."""

    place: Place
    code: str
    name: str
    short_name: str
    unit: str
    decimals: int
    better: int
    scale: str
    value_mode: str
    definition: str
    numerator: str
    denominator: str
    multiplier: int | None
    minimum: Decimal | None
    maximum: Decimal | None
    gross: bool
    is_population: bool
    denominator_indicator: str
    count_kind: str
    cadence_years: int
    by_term: bool
    ad_hoc: bool
    release_month: int | None
    reference_period: str
    city_value: str
    county_source: str
    dimensions: tuple[str, ...]
    required_dimensions: tuple[str, ...]
    sensitivity: str
    lead: str
    external_codes: dict[str, str]
    position: int


@dataclass(frozen=True, slots=True)
class RelationEntry:
    """What holds between two indicators, such as neonatal ≤ infant mortality."""

    place: Place
    kind: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """One demand on an indicator; `value` is due in the plan's end year.

    The two `other_` fields name the other side of a comparison, both empty where there is none.
    """

    place: Place
    code: str
    objective: str
    indicator: str
    breakdown: str
    other_indicator: str
    other_breakdown: str
    kind: str
    measurability: str
    value: Decimal | None
    unit: str
    side: str
    maintain: bool
    every_unit: bool
    cumulative: bool
    sustained: bool
    tolerance: Decimal | None
    softener: str
    note: str
    position: int


@dataclass(frozen=True, slots=True)
class ObjectiveEntry:
    """One main objective in our own words; `wording` is the official text, where attached."""

    place: Place
    number: int
    kind: str
    summary: str
    wording: str
    targets: tuple[TargetEntry, ...]


@dataclass(frozen=True, slots=True)
class StrategyEntry:
    """One strategy by its number in the document, with a short title of our own."""

    place: Place
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class DomainEntry:
    """One domain: one file of a plan's folder."""

    place: Place
    number: int
    name: str
    objectives: tuple[ObjectiveEntry, ...]
    strategies: tuple[StrategyEntry, ...]


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One plan; an empty `area` means the area that this installation serves."""

    place: Place
    code: str
    audience: str
    area: str
    title: str
    short_title: str
    document: str
    base_year: int
    start_year: int
    end_year: int
    state: str
    predecessor: str
    position: int
    domains: tuple[DomainEntry, ...]


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """One administrative area and where it hangs."""

    place: Place
    code: str
    name: str
    level: str
    parent: str
    position: int
    in_parent_sum: bool


@dataclass(frozen=True, slots=True)
class BreakdownEntry:
    """One combination of dimension codes."""

    place: Place
    id: int
    name: str
    sex: str
    residence: str
    age: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything in one folder, checked against itself."""

    breakdowns: tuple[BreakdownEntry, ...]
    indicators: tuple[IndicatorEntry, ...]
    relations: tuple[RelationEntry, ...]
    plans: tuple[PlanEntry, ...]

    def indicator(self, code: str) -> IndicatorEntry | None:
        """The indicator of that code, None where there is none."""
        return next((entry for entry in self.indicators if entry.code == code), None)


def fields_of(entry: object, *, without: tuple[str, ...] = ()) -> Fields:
    """The comparable fields of an entry: everything but its place, its parts and `without`."""
    return {
        field.name: comparable(getattr(entry, field.name))
        for field in dataclasses.fields(entry)  # type: ignore[arg-type]
        if field.name not in ("place", *_PARTS, *without)
    }


def comparable(value: object) -> Field:
    """A field as it is compared and remembered: decimals as plain text, tuples as lists."""
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, tuple):
        return list(value)
    return cast("Field", value)
