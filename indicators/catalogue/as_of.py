"""Targets and indicators as they were when a year was released, read back from the revisions."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q

from indicators.models import Indicator, Revision, Target

from .entries import Key
from .entry_keys import indicator_key, target_key


def restore(targets: Iterable[Target], data_version: int) -> None:
    """Set the fields that were revised after the data version back, in memory only.

    One query. `targets` carry their plan and indicator; relations are left as they are, for no
    page moves a target to another indicator.
    """
    rows: dict[Key, list[Any]] = {}
    for target in targets:
        rows.setdefault(target_key(target), []).append(target)
        rows.setdefault(indicator_key(target.indicator), []).append(target.indicator)
    wanted = Q(pk__in=[])
    for kind in ("target", "indicator"):
        wanted |= Q(kind=kind, key__in=[name for each, name in rows if each == kind])
    later = Revision.objects.filter(wanted, data_version__gt=data_version).order_by("-id")
    for revision in later:
        for row in rows[Key(revision.kind, revision.key)]:
            _set_back(row, revision)


def _set_back(row: Target | Indicator, revision: Revision) -> None:
    try:
        field = row._meta.get_field(revision.field)
    except FieldDoesNotExist:  # values and breaks have rows of their own
        return
    if field.concrete and not field.is_relation:
        setattr(row, field.name, field.to_python(revision.old))
