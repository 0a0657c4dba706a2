"""Every changed field of a draft goes into the history of the catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.models import Revision, RevisionOrigin, User

from .schema import plain_number


@dataclass(frozen=True)
class Change:
    """One entry before and after, as dataclasses of one kind; None where it did not exist."""

    kind: str
    key: str
    old: object | None
    new: object | None


def note_changes(
    changes: Iterable[Change], *, by: User, reason: str = "", data_version: int | None = None
) -> None:
    """One Revision a field that differs."""
    Revision.objects.bulk_create(
        Revision(
            kind=change.kind,
            key=change.key,
            field=field,
            old=old,
            new=new,
            origin=RevisionOrigin.PAGE,
            reason=reason,
            data_version=data_version,
            made_by=by,
        )
        for change in changes
        for field, old, new in _differences(change)
    )


def _differences(change: Change) -> Iterable[tuple[str, Any, Any]]:
    old, new = _fields(change.old), _fields(change.new)
    for field in {**old, **new}:
        if old.get(field) != new.get(field):
            yield field, old.get(field), new.get(field)


def _fields(content: object | None) -> dict[str, Any]:
    """Field → value as JSON holds it; the parts of an entry are entries of their own."""
    if content is None:
        return {}
    return {
        field: plain_number(value) if isinstance(value, Decimal) else value
        for field, value in vars(content).items()
        if not isinstance(value, tuple)
    }
