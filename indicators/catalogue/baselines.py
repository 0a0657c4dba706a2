"""Baselines (基期值): the number a target starts from, versioned and with its document."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction

from indicators.data_versions import next_data_version, scope_of
from indicators.models import Area, Baseline, Target, User
from indicators.people.audit import record_act


@dataclass(frozen=True)
class BaselineFigure:
    """One baseline to set: the target's starting value in an area and year."""

    target: Target
    year: int
    value: Decimal


@transaction.atomic
def set_baselines(
    *, area: Area, figures: Sequence[BaselineFigure], document: str, reason: str, by: User | None
) -> int | None:
    """Set baselines of one area in one step; returns the data version (None: nothing changed)."""
    in_force = {
        (row.target_id, row.year): row
        for row in Baseline.objects.select_for_update()
        .filter(area=area, valid_to=None, target__in=[figure.target for figure in figures])
        .order_by("id")
    }
    changed = [
        figure
        for figure in figures
        if (old := in_force.get((figure.target.pk, figure.year))) is None
        or old.value != figure.value
    ]
    if not changed:
        return None
    number = next_data_version(scope=scope_of(area), kind="baseline", reason=reason, by=by)
    replaced = [
        in_force[figure.target.pk, figure.year].pk
        for figure in changed
        if (figure.target.pk, figure.year) in in_force
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE indicators_baseline SET valid_to = %s WHERE id = ANY(%s)", [number, replaced]
        )
    Baseline.objects.bulk_create(
        Baseline(
            target=figure.target,
            area=area,
            year=figure.year,
            value=figure.value,
            document=document,
            reason=reason,
            valid_from=number,
            set_by=by,
        )
        for figure in changed
    )
    for figure in changed:
        old = in_force.get((figure.target.pk, figure.year))
        record_act(
            by=by,
            action="baseline.set",
            subject=figure.target,
            old={"value": str(old.value)} if old else None,
            new={"year": figure.year, "value": str(figure.value)},
            reason=reason,
        )
    return number
