"""Decisions on how a target in force is judged: kind, side, maintain, sustained, own tolerance."""

from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import transaction

from indicators.data_versions import next_data_version, scope_of
from indicators.models import Measurability, Side, Target, TargetKind, User
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
from .values import close_values, values_in_force

KINDS_WITH_BAR = (*KINDS_WITH_NUMBER, TargetKind.ISSUED, TargetKind.FULL_COVERAGE)
KINDS_OF_TWO = (TargetKind.NARROW_GAP, TargetKind.RELATIVE_TO)


@dataclass(frozen=True)
class Decision:
    """How a target is judged; field names are those of Target."""

    kind: str
    side: str
    maintain: bool
    sustained: bool
    tolerance: Decimal | None

    def state(self) -> State:
        return asdict(self) | {"tolerance": plain_number(self.tolerance)}


def decision_of(target: Target) -> Decision:
    """The decision in force."""
    return Decision(target.kind, target.side, target.maintain, target.sustained, target.tolerance)


def kinds_open_to(target: Target) -> list[str]:
    """The kinds that the target can take: a comparison needs something to compare with."""
    has_other = target.other_indicator_id is not None or target.other_breakdown_id is not None
    return [kind for kind in TargetKind.values if has_other or kind not in KINDS_OF_TWO]


@transaction.atomic
def decide_target(
    *, target: Target, decision: Decision, grounds: Grounds, seen: str, by: User
) -> tuple[Moved, ...]:
    """Judge a target otherwise from now on. A value that the new kind does not use is closed.

    Raises Refused, AdjustmentRefused or ChangedMeanwhile.
    """
    locked, grounds = lock_target(target, by), grounds.checked()
    old = decision_of(locked)
    check_seen(old.state(), seen)
    _check(decision, locked)
    changes = changed_fields(old.state(), decision.state())
    number = _store(locked, decision, changes, grounds, by)
    return (Moved(scope_of(locked.plan.area), number),)


def _check(decision: Decision, target: Target) -> None:
    if decision.kind not in kinds_open_to(target):
        raise AdjustmentRefused("kind", "这个目标没有可比较的另一方，不能改为比较或差距类目标。")
    if decision.side not in Side.values:
        raise AdjustmentRefused("side", "没有这种方向，请从列表中选择。")
    if decision.side != Side.BAND and decision.kind != TargetKind.ABOUT:
        raise AdjustmentRefused("side", "下限、上限只用于“左右”类目标，其他类型请选“双侧”。")
    if decision.tolerance is None:
        return
    if decision.kind not in KINDS_WITH_BAR:
        raise AdjustmentRefused("tolerance", "自定容差只用于有目标值的目标，请清空。")
    if decision.tolerance < 0:
        raise AdjustmentRefused("tolerance", "自定容差不能为负数。")


def _store(
    target: Target,
    decision: Decision,
    changes: dict[str, tuple[object, object]],
    grounds: Grounds,
    by: User,
) -> int:
    keeps_values = {target.kind, decision.kind} <= set(KINDS_WITH_NUMBER)
    closed = {} if keeps_values or "kind" not in changes else values_in_force(target)
    for year, row in closed.items():
        field = "value" if year == target.plan.end_year else f"year_{year}"
        changes[field] = (plain_number(row.value), None)
    has_number = decision.kind in KINDS_WITH_NUMBER
    if has_number != (target.measurability == Measurability.NUMERIC):
        new = Measurability.NUMERIC if has_number else Measurability.DIRECT
        changes["measurability"] = (target.measurability, str(new))
        target.measurability = new
    for name, value in asdict(decision).items():
        setattr(target, name, value)
    target.save(update_fields=[*asdict(decision), "measurability"])
    record_act(
        by=by,
        action="target.decide",
        subject=target,
        old={name: old for name, (old, _new) in changes.items()},
        new={name: new for name, (_old, new) in changes.items()},
        reason=grounds.reason,
    )
    number = next_data_version(
        scope=scope_of(target.plan.area), kind="target", reason=grounds.reason, by=by
    )
    close_values(target, closed, number)
    record_revisions(target_key(target), changes, grounds=grounds, data_version=number, by=by)
    return number
