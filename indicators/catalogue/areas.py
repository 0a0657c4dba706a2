"""Areas and breakdowns from the catalogue folder: what every database needs before plans."""

from pathlib import Path

from django.db import transaction

from indicators.models import Area, Breakdown

from .files import CATALOGUE_DIRECTORY, read_areas, read_breakdowns
from .nodes import CatalogueError
from .schema import AreaEntry


@transaction.atomic
def load_areas(*, demo: bool, directory: Path = CATALOGUE_DIRECTORY) -> int:
    """Add missing areas and breakdowns; returns how many were added. Existing rows stay.

    `demo` chooses the invented city and its counties in place of the real ones.
    """
    added = load_breakdowns(directory)
    for entry in read_areas(directory, demo=demo):
        added += _add_area(entry)
    return added


def load_breakdowns(directory: Path = CATALOGUE_DIRECTORY) -> int:
    """Add missing breakdowns; returns how many were added."""
    added = 0
    for entry in read_breakdowns(directory):
        _, created = Breakdown.objects.get_or_create(
            id=entry.id,
            defaults={
                "name": entry.name,
                "sex": entry.sex,
                "residence": entry.residence,
                "age": entry.age,
            },
        )
        added += created
    return added


def _add_area(entry: AreaEntry) -> int:
    parent = Area.objects.filter(code=entry.parent).first() if entry.parent else None
    if entry.parent and parent is None:
        raise CatalogueError(entry.place, f"上级行政区划“{entry.parent}”须列在前面")
    _, created = Area.objects.get_or_create(
        code=entry.code,
        defaults={
            "name": entry.name,
            "level": entry.level,
            "parent": parent,
            "path": f"{parent.path if parent else '/'}{entry.code}/",
            "position": entry.position,
            "in_parent_sum": entry.in_parent_sum,
        },
    )
    return int(created)
