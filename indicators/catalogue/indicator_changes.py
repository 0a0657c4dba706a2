"""Changes of an indicator: definition, counts, decimals, cadence. Shared by every plan."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Q

from indicators.data_versions import next_data_version, scope_of
from indicators.models import Area, Indicator, PlanState, Target, TargetValue, User, ValueMode
from indicators.people.audit import record_act
from indicators.people.catalogue_permissions import check_change_indicators, installed_area

from .adjusting import (
    AdjustmentRefused,
    Grounds,
    Moved,
    State,
    changed_fields,
    check_seen,
    checked_text,
    record_revisions,
)
from .entries import JUDGING_FIELDS
from .entry_keys import indicator_key
from .schema import plain_number
from .values import places

STORED_DECIMALS = 6
LONGEST_CADENCE = 20
_TEXTS = {
    "definition": ("指标解释", 2000),
    "numerator": ("分子", 200),
    "denominator": ("分母", 200),
}


@dataclass(frozen=True)
class Definition:
    """What an indicator measures and how often; field names are those of Indicator."""

    definition: str
    numerator: str
    denominator: str
    decimals: int
    reference_period: str
    cadence_years: int
    by_term: bool
    ad_hoc: bool
    release_month: int | None

    def state(self) -> State:
        return asdict(self)


def definition_of(indicator: Indicator) -> Definition:
    """The definition in force."""
    return Definition(**{name: getattr(indicator, name) for name in Definition.__annotations__})


@transaction.atomic
def change_indicator(
    *, indicator: Indicator, definition: Definition, grounds: Grounds, seen: str, by: User
) -> tuple[Moved, ...]:
    """Change the definition of an indicator; what moves a judgement takes data versions.

    Returns the scopes of the plans in force that use it and of the installation; none where the
    change moves no judgement. Raises Refused, AdjustmentRefused or ChangedMeanwhile.
    """
    check_change_indicators(by)
    locked = Indicator.objects.select_for_update().get(pk=indicator.pk)
    grounds, old = grounds.checked(), definition_of(locked)
    check_seen(old.state(), seen)
    new = _checked(definition, locked)
    changes = changed_fields(old.state(), new.state())
    for name in changes:
        setattr(locked, name, getattr(new, name))
    locked.save(update_fields=list(changes))
    record_act(
        by=by,
        action="indicator.change",
        subject=locked,
        old={name: before for name, (before, _after) in changes.items()},
        new={name: after for name, (_before, after) in changes.items()},
        reason=grounds.reason,
    )
    moved = _take_versions(locked, set(changes), grounds, by)
    home = installed_area()
    number = next((each.data_version for each in moved if each.scope == home), None)
    record_revisions(indicator_key(locked), changes, grounds=grounds, data_version=number, by=by)
    return moved


def _take_versions(
    indicator: Indicator, fields: set[str], grounds: Grounds, by: User
) -> tuple[Moved, ...]:
    if not fields & JUDGING_FIELDS["indicator"]:
        return ()
    return tuple(
        Moved(
            scope,
            next_data_version(scope=scope, kind="indicator", reason=grounds.reason, by=by),
        )
        for scope in _scopes(indicator)
    )


def _scopes(indicator: Indicator) -> list[Area]:
    """The installation's scope and those of the plans in force, in the order of their paths."""
    used = Area.objects.filter(
        pk__in=Target.objects.filter(
            Q(indicator=indicator) | Q(other_indicator=indicator), plan__state=PlanState.IN_FORCE
        ).values("plan__area")
    )
    scopes = {scope_of(area) for area in [installed_area(), *used]}
    return sorted(scopes, key=lambda scope: scope.path)


def _checked(definition: Definition, indicator: Indicator) -> Definition:
    texts: dict[str, Any] = {
        field: checked_text(
            field,
            word,
            getattr(definition, field).replace("\r\n", "\n").strip(),
            length,
            lines=field == "definition",
        )
        for field, (word, length) in _TEXTS.items()
    }
    new = replace(definition, **texts, reference_period=definition.reference_period.strip())
    _check_ratio(new, indicator)
    _check_period(new)
    if not 0 <= new.decimals <= STORED_DECIMALS:
        raise AdjustmentRefused("decimals", f"小数位须在 0 至 {STORED_DECIMALS} 之间。")
    _check_decimals(new.decimals, indicator)
    return new


def _check_ratio(new: Definition, indicator: Indicator) -> None:
    if indicator.value_mode != ValueMode.RATIO:
        return
    for field, word in (("numerator", "分子"), ("denominator", "分母")):
        if not getattr(new, field):
            raise AdjustmentRefused(field, f"这个指标由分子、分母计算，请写明{word}。")


def _check_period(new: Definition) -> None:
    checked_text("reference_period", "统计期", new.reference_period, 40)
    if not new.reference_period:
        raise AdjustmentRefused("reference_period", "请写明统计期，如“公历年度”。")
    if not 1 <= new.cadence_years <= LONGEST_CADENCE:
        raise AdjustmentRefused("cadence_years", f"数据周期须在 1 至 {LONGEST_CADENCE} 年之间。")
    if new.release_month is not None and not 1 <= new.release_month <= 12:
        raise AdjustmentRefused("release_month", "数据产生月份须在 1 至 12 之间。")


def _check_decimals(decimals: int, indicator: Indicator) -> None:
    """A target finer than what is published could never be met exactly."""
    values = TargetValue.objects.filter(target__indicator=indicator, valid_to=None)
    for row in values.select_related("target__plan"):
        if places(row.value) > decimals:
            raise AdjustmentRefused(
                "decimals",
                f"{row.target.plan.short_title} {row.target.code} 的目标值 "
                f"{plain_number(row.value)} 需要{places(row.value)}位小数，请先调整目标值。",
            )
