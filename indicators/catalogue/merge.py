"""Three-way merge of one catalogue entry: who changed a field, the file or the system?

The base is what the file said at the last load. A field that the system left alone follows the
file; a field edited in the system stays; where both moved apart, or where the field of a plan in
force would change, a person decides with `take`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from .schema import Field, Fields

_UNKNOWN = object()


class Take(StrEnum):
    """Which side wins where a person has decided."""

    FILE = "file"
    DATABASE = "database"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field on which file and system disagree and nobody has decided."""

    field: str
    database: Field
    file: Field


@dataclass(frozen=True, slots=True)
class Merge:
    """The outcome for one existing entry."""

    write: Fields
    kept: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def merge_fields(
    *,
    base: Fields | None,
    database: Fields,
    file: Fields,
    guarded: Collection[str] = (),
    take: Take | None = None,
) -> Merge:
    """Compare field by field.

    `base` is None for an entry that the system made itself: every difference is a conflict. It may
    lack fields that the file has newly gained: those count as unedited. `guarded` fields never
    change without `take`. `kept` names fields edited in the system that stay.
    """
    write: Fields = {}
    kept: list[str] = []
    conflicts: list[Conflict] = []
    for field, wanted in file.items():
        current = database[field]
        if wanted == current:
            continue
        before = _UNKNOWN if base is None else base.get(field, current)
        if wanted == before:
            kept.append(field)
        elif (current == before and field not in guarded) or take is Take.FILE:
            write[field] = wanted
        elif take is Take.DATABASE:
            kept.append(field)
        else:
            conflicts.append(Conflict(field, current, wanted))
    return Merge(write, tuple(kept), tuple(conflicts))
