"""Adjust what a target in force demands: its value, its yearly issued values, how it is judged."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from indicators.data_versions import next_data_version, scope_of
from indicators.models import Target, TargetKind, User
from indicators.people.audit import record_act

from .adjusting import (
    AdjustmentRefused,
    Grounds,
    Moved,
    State,
    changed_fields,
    check_seen,
    lock_target,
    record_revisions,
)
from .consistency import KINDS_WITH_NUMBER
from .entry_keys import target_key
from .schema import plain_number
from .values import check_value, replace_values, values_in_force


def value_state(target: Target) -> State:
    """The value in force that a form shows."""
    row = values_in_force(target).get(target.plan.end_year)
    return {"value": plain_number(row.value) if row else None}


def issued_state(target: Target) -> State:
    """The issued value of every year of the plan, by "year_2024"."""
    values = values_in_force(target)
    return {
        year_field(year): plain_number(values[year].value) if year in values else None
        for year in range(target.plan.start_year, target.plan.end_year + 1)
    }


def year_field(year: int) -> str:
    """How the value of a year is called in a form and in a refusal."""
    return f"year_{year}"


@transaction.atomic
def set_target_value(
    *,
    target: Target,
    value: Decimal,
    first_year: int,
    grounds: Grounds,
    seen: str,
    by: User,
) -> tuple[Moved, ...]:
    """Give a target a new value for its plan's end, binding from the as-of year `first_year` on.

    Raises Refused, AdjustmentRefused or ChangedMeanwhile. Released years keep their value.
    """
    locked, grounds = lock_target(target, by), grounds.checked()
    if locked.kind not in KINDS_WITH_NUMBER:
        raise AdjustmentRefused("value", "这类目标没有目标值；要改为有数值的目标，请先调整类型。")
    old = value_state(locked)
    check_seen(old, seen)
    check_value("value", value, locked.indicator)
    plan = locked.plan
    if not plan.start_year <= first_year <= plan.end_year:
        raise AdjustmentRefused(
            "first_year", f"起始年度须在 {plan.start_year} 年至 {plan.end_year} 年之间。"
        )
    changed_fields(old, {"value": plain_number(value)})
    trace = {
        "value": (old["value"], plain_number(value)),
        "value_first_year": (None, first_year),
    }
    return _replace(locked, {plan.end_year: value}, trace, grounds, by, first_year)


@transaction.atomic
def set_issued_values(
    *,
    target: Target,
    values: Mapping[int, Decimal | None],
    grounds: Grounds,
    seen: str,
    by: User,
) -> tuple[Moved, ...]:
    """Set what was issued from above for each year; None takes a value back.

    Raises Refused, AdjustmentRefused or ChangedMeanwhile.
    """
    locked, grounds = lock_target(target, by), grounds.checked()
    if locked.kind != TargetKind.ISSUED:
        raise AdjustmentRefused("", "只有“上级逐年下达”的目标才按年度填写目标值。")
    old = issued_state(locked)
    check_seen(old, seen)
    for year, value in values.items():
        if year_field(year) not in old:
            raise AdjustmentRefused("", f"{year}年不在规划的起止年份内。")
        if value is not None:
            check_value(year_field(year), value, locked.indicator)
    changes = changed_fields(
        old, {year_field(year): plain_number(value) for year, value in values.items()}
    )
    moved = {year: value for year, value in values.items() if year_field(year) in changes}
    return _replace(locked, moved, changes, grounds, by)


def _replace(
    target: Target,
    values: Mapping[int, Decimal | None],
    trace: Mapping[str, tuple[object, object]],
    grounds: Grounds,
    by: User,
    first_year: int = 0,
) -> tuple[Moved, ...]:
    record_act(
        by=by,
        action="target.value",
        subject=target,
        old={name: old for name, (old, _new) in trace.items()},
        new={name: new for name, (_old, new) in trace.items()},
        reason=grounds.reason,
    )
    scope = scope_of(target.plan.area)
    number = next_data_version(scope=scope, kind="target", reason=grounds.reason, by=by)
    replace_values(
        target, values, grounds=grounds, data_version=number, by=by, first_year=first_year
    )
    record_revisions(target_key(target), trace, grounds=grounds, data_version=number, by=by)
    return (Moved(scope, number),)
