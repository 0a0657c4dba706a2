"""Read the indicators, a file a theme, and the relations between them."""

import re
from pathlib import Path

from django.db.models import Model

from indicators.models import (
    Better,
    CitySource,
    CountKind,
    CountySource,
    Indicator,
    RelationKind,
    Scale,
    Sensitivity,
    ValueMode,
)

from .nodes import CATALOGUE_DIRECTORY, CatalogueError, Entry, Place, read_listed
from .schema import IndicatorEntry, RelationEntry

INDICATOR_CODE = r"[a-z][a-z0-9_]*"
BETTER = {member.name.lower(): member.value for member in Better}
USUAL_PERIOD = "公历年度"

_LAST_POSITION = 32767


def read_indicators(directory: Path = CATALOGUE_DIRECTORY) -> tuple[IndicatorEntry, ...]:
    """Every indicator of the theme files, in file order."""
    return tuple(
        _read_indicator(entry, 100 * _theme(path, directory) + number)
        for path in sorted((directory / "indicators").glob("*.yaml"))
        for number, entry in enumerate(read_listed(path, directory, ("indicators",))["indicators"])
    )


def read_relations(directory: Path = CATALOGUE_DIRECTORY) -> tuple[RelationEntry, ...]:
    """What holds between indicators."""
    listed = read_listed(directory / "relations.yaml", directory, ("relations",))
    return tuple(_read_relation(entry) for entry in listed["relations"])


def length_limit(model: type[Model], field: str) -> int | None:
    """How many characters the model allows in a field; None for no limit."""
    return getattr(model._meta.get_field(field), "max_length", None)


def _theme(path: Path, directory: Path) -> int:
    """The number with which the name of a theme file begins; it orders the themes."""
    match = re.match(r"\d{2,3}(?=[-.])", path.name)
    if match is None:
        place = Place(path.relative_to(directory).as_posix(), 1)
        raise CatalogueError(place, "文件名须以两位主题序号开头，如 01-health.yaml")
    return int(match[0])


def _read_indicator(entry: Entry, position: int) -> IndicatorEntry:
    indicator = IndicatorEntry(
        place=entry.place,
        code=entry.text("code", limit=length_limit(Indicator, "code"), pattern=INDICATOR_CODE),
        name=_limited(entry, "name"),
        short_name=_limited(entry, "short_name", default=""),
        unit=_limited(entry, "unit"),
        decimals=entry.integer("decimals", lowest=0, highest=6),
        better=BETTER[entry.choice("better", list(BETTER))],
        scale=entry.choice("scale", Scale.values),
        value_mode=entry.choice("value_mode", ValueMode.values),
        definition=entry.text("definition", default=""),
        numerator=_limited(entry, "numerator", default=""),
        denominator=_limited(entry, "denominator", default=""),
        multiplier=entry.integer("multiplier", lowest=1, highest=10_000_000, default=0) or None,
        minimum=entry.number("minimum"),
        maximum=entry.number("maximum"),
        gross=entry.flag("gross"),
        is_population=entry.flag("is_population"),
        denominator_indicator=_code_or_none(entry, "denominator_indicator"),
        count_kind=entry.choice("count_kind", CountKind.values),
        cadence_years=entry.integer("cadence_years", lowest=1, highest=10, default=1),
        by_term=entry.flag("by_term"),
        ad_hoc=entry.flag("ad_hoc"),
        release_month=entry.integer("release_month", lowest=1, highest=12, default=0) or None,
        reference_period=_limited(entry, "reference_period", default=USUAL_PERIOD),
        city_value=entry.choice("city_value", CitySource.values, default=CitySource.REPORTED.value),
        county_source=entry.choice(
            "county_source", CountySource.values, default=CountySource.NONE.value
        ),
        dimensions=entry.words("dimensions"),
        required_dimensions=entry.words("required_dimensions"),
        sensitivity=entry.choice(
            "sensitivity", Sensitivity.values, default=Sensitivity.PUBLIC.value
        ),
        lead=_limited(entry, "lead", default=""),
        external_codes=entry.pairs("external_codes"),
        position=entry.integer("position", lowest=0, highest=_LAST_POSITION, default=position),
    )
    entry.finish()
    return indicator


def _code_or_none(entry: Entry, key: str) -> str:
    return entry.text(key, default="", pattern=f"({INDICATOR_CODE})?")


def _limited(entry: Entry, key: str, *, default: str | None = None) -> str:
    return entry.text(key, default=default, limit=length_limit(Indicator, key))


def _read_relation(entry: Entry) -> RelationEntry:
    relation = RelationEntry(
        place=entry.place,
        kind=entry.choice("kind", RelationKind.values),
        left=entry.text("left", pattern=INDICATOR_CODE),
        right=entry.text("right", pattern=INDICATOR_CODE),
    )
    entry.finish()
    return relation
