"""The office sets the baseline of a target in force, with its source."""

from decimal import Decimal

from django.db import transaction

from indicators.data_versions import scope_of
from indicators.models import Baseline, Target, User

from .adjusting import (
    Grounds,
    Moved,
    State,
    changed_fields,
    check_seen,
    lock_target,
    record_revisions,
)
from .baselines import BaselineFigure, set_baselines
from .entry_keys import target_key
from .schema import plain_number
from .values import check_value


def baseline_in_force(target: Target) -> Baseline | None:
    """The number the target starts from: of the plan's base year, in the plan's area."""
    return Baseline.objects.filter(
        target=target, area=target.plan.area_id, year=target.plan.base_year, valid_to=None
    ).first()


def baseline_state(target: Target) -> State:
    """The baseline that a form shows."""
    row = baseline_in_force(target)
    return {"baseline": plain_number(row.value) if row else None}


@transaction.atomic
def adjust_baseline(
    *, target: Target, value: Decimal, grounds: Grounds, seen: str, by: User
) -> tuple[Moved, ...]:
    """Set where a target starts; `grounds.document` is the source of the number.

    Raises Refused, AdjustmentRefused or ChangedMeanwhile.
    """
    locked, grounds = lock_target(target, by), grounds.checked()
    plan, old = locked.plan, baseline_state(locked)
    check_seen(old, seen)
    check_value("baseline", value, locked.indicator)
    changes = changed_fields(old, {"baseline": plain_number(value)})
    number = set_baselines(
        area=plan.area,
        figures=[BaselineFigure(locked, plan.base_year, value)],
        document=grounds.document,
        reason=grounds.reason,
        by=by,
    )
    record_revisions(target_key(locked), changes, grounds=grounds, data_version=number, by=by)
    return (Moved(scope_of(plan.area), number),) if number else ()
