"""Catalogue entries as YAML that reads well: keys in a fixed order, what is usual left out."""

from collections.abc import Callable, Mapping
from typing import Any

import yaml

from indicators.models import Better, CitySource, CountySource, Sensitivity, Side

from .indicator_files import USUAL_PERIOD
from .plan_files import TOTAL_NAME
from .schema import Field, Fields

KEYS: dict[str, tuple[str, ...]] = {
    "plan": (
        "code",
        "audience",
        "area",
        "title",
        "short_title",
        "document",
        "base_year",
        "start_year",
        "end_year",
        "state",
        "predecessor",
        "position",
    ),
    "objective": ("number", "kind", "summary", "wording"),
    "strategy": ("number", "title"),
    "target": (
        "code",
        "indicator",
        "breakdown",
        "other_indicator",
        "other_breakdown",
        "kind",
        "measurability",
        "value",
        "unit",
        "side",
        "maintain",
        "every_unit",
        "cumulative",
        "sustained",
        "tolerance",
        "softener",
        "note",
        "position",
    ),
    "indicator": (
        "code",
        "name",
        "short_name",
        "unit",
        "decimals",
        "better",
        "scale",
        "value_mode",
        "definition",
        "numerator",
        "denominator",
        "multiplier",
        "minimum",
        "maximum",
        "gross",
        "is_population",
        "denominator_indicator",
        "count_kind",
        "cadence_years",
        "by_term",
        "ad_hoc",
        "release_month",
        "reference_period",
        "city_value",
        "county_source",
        "required_dimensions",
        "dimensions",
        "sensitivity",
        "lead",
        "external_codes",
        "position",
    ),
    "relation": ("kind", "left", "right"),
    "breakdown": ("id", "name", "sex", "residence", "age"),
}
USUAL: dict[str, Fields] = {
    "indicator": {
        "cadence_years": 1,
        "reference_period": USUAL_PERIOD,
        "city_value": CitySource.REPORTED.value,
        "county_source": CountySource.NONE.value,
        "sensitivity": Sensitivity.PUBLIC.value,
    },
    "target": {"breakdown": TOTAL_NAME, "side": Side.BAND.value},
    "breakdown": {"sex": "_T", "residence": "_T", "age": "_T"},
}
_EXACT_NUMBERS = ("value", "tolerance", "minimum", "maximum")


def written_entry(kind: str, fields: Fields) -> dict[str, Any]:
    """The entry as its file shows it: ordered, without empty and usual values."""
    usual = USUAL.get(kind, {})
    return {
        key: _shown(key, fields[key])
        for key in KEYS[kind]
        if not _is_empty(fields.get(key)) and fields[key] != usual.get(key)
    }


def yaml_text(document: Mapping[str, Any]) -> str:
    """The document in block style, a long text on one line, short lists in brackets."""
    text: str = yaml.dump(
        document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100_000
    )
    return text


class _Dumper(yaml.SafeDumper):
    """Lists stand two spaces in; exact numbers go out as written."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


class _Exact(str):
    """A decimal as text that needs no quotes."""


class _Words(list[str]):
    """A short list of words."""


def _is_empty(value: Field) -> bool:
    return value is None or value is False or value in ("", [], {})


def _shown(key: str, value: Field) -> Any:
    if key == "better":
        return Better(value).name.lower()
    if key in _EXACT_NUMBERS:
        return _Exact(value)
    return _Words(value) if isinstance(value, list) else value


def _exact_node(dumper: yaml.SafeDumper, value: _Exact) -> yaml.ScalarNode:
    tag: str = dumper.resolve(yaml.ScalarNode, str(value), (True, False))
    return dumper.represent_scalar(tag, str(value))


def _words_node(dumper: yaml.SafeDumper, value: _Words) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


_REPRESENTERS: dict[type, Callable[[Any, Any], yaml.Node]] = {
    _Exact: _exact_node,
    _Words: _words_node,
}
for _kind, _representer in _REPRESENTERS.items():
    _Dumper.add_representer(_kind, _representer)
