"""From the YAML folder to typed entries: are the files whole and each field as it should be?"""

from collections.abc import Iterator
from pathlib import Path

from indicators.models import AreaLevel

from .consistency import check_catalogue
from .indicator_files import read_indicators, read_relations
from .nodes import CATALOGUE_DIRECTORY, Entry, read_listed
from .plan_files import read_plan
from .schema import AreaEntry, BreakdownEntry, Catalogue, PlanEntry

__all__ = [
    "CATALOGUE_DIRECTORY",
    "read_areas",
    "read_breakdowns",
    "read_catalogue",
    "read_indicators",
]


def read_catalogue(directory: Path = CATALOGUE_DIRECTORY) -> Catalogue:
    """Read and check the whole folder. Raises CatalogueError for the first mistake found."""
    catalogue = Catalogue(
        breakdowns=read_breakdowns(directory),
        indicators=read_indicators(directory),
        relations=read_relations(directory),
        plans=tuple(sorted(_plans(directory), key=lambda plan: (plan.start_year, plan.code))),
    )
    check_catalogue(catalogue)
    return catalogue


def read_areas(directory: Path, *, demo: bool) -> tuple[AreaEntry, ...]:
    """The areas that every database has, then the real or the demonstration's own."""
    blocks = read_listed(directory / "areas.yaml", directory, ("common", "real", "demo"))
    listed = blocks["common"] + blocks["demo" if demo else "real"]
    return tuple(_read_area(entry, number) for number, entry in enumerate(listed))


def read_breakdowns(directory: Path = CATALOGUE_DIRECTORY) -> tuple[BreakdownEntry, ...]:
    """The breakdowns that figures and targets may name."""
    listed = read_listed(directory / "breakdowns.yaml", directory, ("breakdowns",))
    return tuple(_read_breakdown(entry) for entry in listed["breakdowns"])


def _plans(directory: Path) -> Iterator[PlanEntry]:
    for folder in sorted((directory / "plans").iterdir()):
        if folder.is_dir():
            yield read_plan(folder, directory)


def _read_area(entry: Entry, position: int) -> AreaEntry:
    area = AreaEntry(
        place=entry.place,
        code=entry.text("code", limit=12),
        name=entry.text("name", limit=60),
        level=entry.choice("level", AreaLevel.values),
        parent=entry.text("parent", default=""),
        position=position,
        in_parent_sum=entry.choice("in_parent_sum", ("true", "false"), default="true") == "true",
    )
    entry.finish()
    return area


def _read_breakdown(entry: Entry) -> BreakdownEntry:
    breakdown = BreakdownEntry(
        place=entry.place,
        id=entry.integer("id", lowest=0, highest=999),
        name=entry.text("name", limit=40),
        sex=entry.text("sex", default="_T", limit=4),
        residence=entry.text("residence", default="_T", limit=4),
        age=entry.text("age", default="_T", limit=12),
    )
    entry.finish()
    return breakdown
