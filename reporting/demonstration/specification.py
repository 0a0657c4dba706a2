"""How the invented figures are to be drawn, read from the theme files of the demonstration."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DIRECTORY = Path(__file__).resolve().parents[2] / "fixtures" / "demonstration"
TOTAL_NAME = "合计"
Anchors = Mapping[int, float]


@dataclass(frozen=True)
class Part:
    """One breakdown of an indicator, or its total: its share of the population and its level.

    `cases` are scripted counts of the city by year, [events, exposed] or events alone.
    """

    breakdown: str
    share: float
    level: Anchors
    cases: Mapping[int, Any]


@dataclass(frozen=True)
class Drawing:
    """How one indicator is drawn; fixtures/demonstration/README.md says what each key means."""

    code: str
    draw: str
    population: str
    parts: tuple[Part, ...]
    years: tuple[int, ...]
    steps: bool
    spread: float
    wobble: float
    includes: tuple[str, ...]


@dataclass(frozen=True)
class Specification:
    """The areas with their shares of the city, the populations, and every indicator's drawing."""

    seed: int
    city: str
    counties: Mapping[str, float]
    zones: Mapping[str, float]
    populations: Mapping[str, Anchors]
    drawings: tuple[Drawing, ...]


def read_specification(directory: Path = DIRECTORY) -> Specification:
    """Read `populations.yaml` and `figures/*.yaml`. Raises ValueError for an unknown key."""
    frame = read_yaml(directory / "populations.yaml")
    years = tuple(range(frame["first_year"], frame["last_year"] + 1))
    drawings = [
        _drawing(code, entry, years)
        for file in sorted((directory / "figures").glob("*.yaml"))
        for code, entry in read_yaml(file).items()
    ]
    return Specification(
        seed=frame["seed"],
        city=frame["city"],
        counties=frame["counties"],
        zones=frame["zones"],
        populations=frame["populations"],
        drawings=tuple(drawings),
    )


def read_yaml(path: Path) -> Any:
    """The content of one file of the demonstration."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _drawing(code: str, entry: dict[str, Any], years: tuple[int, ...]) -> Drawing:
    rest = dict(entry)
    parts = rest.pop("parts", None) or {TOTAL_NAME: {"share": 1, **_levels(rest)}}
    drawing = Drawing(
        code=code,
        draw=rest.pop("draw"),
        population=rest.pop("of", ""),
        parts=tuple(_part(name, part) for name, part in parts.items()),
        years=tuple(rest.pop("years", years)),
        steps=rest.pop("steps", False),
        spread=rest.pop("spread", 0.0),
        wobble=rest.pop("wobble", 0.0),
        includes=tuple(rest.pop("includes", ())),
    )
    if rest:
        raise ValueError(f"{code}: unknown keys {sorted(rest)}")
    return drawing


def _levels(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: entry.pop(key) for key in ("level", "cases") if key in entry}


def _part(name: str, entry: dict[str, Any]) -> Part:
    return Part(name, entry["share"], entry.get("level", {}), entry.get("cases", {}))
