"""Who reports, leads or supports an indicator: set, confirmed, handed on by the office.

An indicator has one reporting and one leading unit in an area at a time. The lock on the indicator
keeps two people from appointing two; a transfer ends one duty and starts the next in one step, so
no year is without a unit. Rounds read the duties when they open: returns that exist stay.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from indicators.clock import today
from indicators.models import (
    Area,
    Assignment,
    AssignmentRole,
    Indicator,
    Organisation,
    OrganisationKind,
    Role,
    User,
)
from indicators.people.access import access_of
from indicators.people.audit import record_act
from indicators.people.memberships import locked_unit
from indicators.people.reasons import stated
from indicators.people.refusal import NotPossible, Overtaken, Refused

FIRST_YEAR, YEARS_AHEAD = 2010, 10


def can_assign(user: Any, area: Area) -> bool:
    return access_of(user).covers(area.path, [Role.OFFICE])


def check_assign(user: Any, area: Area) -> None:
    if not can_assign(user, area):
        raise Refused(f"{area}的职责分工由本级或上级妇儿工委办公室确定。")


@transaction.atomic
def set_assignment(
    *,
    indicator: Indicator,
    area: Area,
    organisation: Organisation,
    role: str,
    first_year: int,
    is_confirmed: bool,
    by: User,
    reason: str,
) -> Assignment:
    """Give a unit a duty from a data year on. Raises NotPossible where another unit has it then."""
    check_assign(by, area)
    _lock(indicator)
    _check_unit(locked_unit(organisation), area)
    _check_year(first_year)
    _check_free(indicator, area, organisation, role, first_year)
    assignment = _start(indicator, area, organisation, role, first_year, is_confirmed, by)
    _record(by, "duty.set", assignment, new=facts_of(assignment), reason=reason)
    return assignment


@transaction.atomic
def transfer_assignment(
    *,
    assignment: Assignment,
    successor: Organisation,
    first_year: int,
    is_confirmed: bool,
    by: User,
    reason: str,
) -> Assignment:
    """From `first_year` on the successor has the duty, until then the unit that has it now.

    A transfer from the very first year corrects the entry: the old one goes, the trail keeps it.
    """
    row = _locked(assignment, by)
    _check_lasting(row)
    _check_unit(locked_unit(successor), row.area)
    _check_year(first_year)
    if successor.pk == row.organisation_id:
        raise NotPossible(f"{successor}正是现在的单位，请选择接手的单位。")
    if first_year < row.first_year:
        raise NotPossible(f"这项职责从{row.first_year}年开始，移交年度不能更早。")
    old = facts_of(row)
    _stop(row, first_year - 1)
    _check_free(row.indicator, row.area, successor, row.role, first_year)
    new = _start(row.indicator, row.area, successor, row.role, first_year, is_confirmed, by)
    _record(by, "duty.transfer", new, old=old, new=facts_of(new), reason=reason)
    return new


@transaction.atomic
def end_assignment(*, assignment: Assignment, last_year: int, by: User, reason: str) -> None:
    """End a duty after a data year without a successor (an indicator that is given up)."""
    row = _locked(assignment, by)
    _check_lasting(row)
    _check_year(last_year)
    if last_year < row.first_year:
        raise NotPossible(f"这项职责从{row.first_year}年开始，终止年度不能更早。")
    old = facts_of(row)
    _stop(row, last_year)
    _record(by, "duty.end", row, old=old, new=facts_of(row), reason=reason)


@transaction.atomic
def confirm_assignments(*, assignments: Iterable[Assignment], by: User) -> int:
    """Mark duties as agreed with their units; how many were not before."""
    wanted = [assignment.pk for assignment in assignments]
    rows = Assignment.objects.select_for_update(of=("self",)).select_related(
        "area", "indicator", "organisation"
    )
    waiting = list(rows.filter(pk__in=wanted, confirmed_at=None).order_by("pk"))
    for row in waiting:
        check_assign(by, row.area)
        row.confirmed_at, row.confirmed_by = timezone.now(), by
        row.save(update_fields=["confirmed_at", "confirmed_by"])
        record_act(by=by, action="duty.confirm", subject=row, new=facts_of(row))
    return len(waiting)


def facts_of(assignment: Assignment) -> dict[str, str | int | None]:
    """What the audit trail keeps of a duty."""
    return {
        "indicator": assignment.indicator.code,
        "area": assignment.area.code,
        "unit": f"{assignment.organisation.code} {assignment.organisation}",
        "role": assignment.role,
        "first_year": assignment.first_year,
        "last_year": assignment.last_year,
    }


def _lock(indicator: Indicator) -> None:
    Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)


def _locked(assignment: Assignment, by: User) -> Assignment:
    check_assign(by, assignment.area)
    _lock(assignment.indicator)
    rows = Assignment.objects.select_related("area", "indicator", "organisation")
    row = rows.filter(pk=assignment.pk).first()
    if row is None:
        raise Overtaken("这项职责已被别人更正，请刷新页面。")
    return row


def _check_lasting(row: Assignment) -> None:
    if row.last_year is not None:
        raise Overtaken(f"这项职责已定于{row.last_year}年终止，请刷新页面。")


def _check_unit(organisation: Organisation, area: Area) -> None:
    if not organisation.active or organisation.kind == OrganisationKind.DATA_CENTRE:
        raise NotPossible(f"{organisation}已停用或是运维单位，不能承担指标，请另选单位。")
    if not area.path.startswith(organisation.area.path):
        raise NotPossible(
            f"{organisation}属于{organisation.area}，不能承担{area}的指标；"
            f"请选择{area}或其上级的单位。"
        )


def _check_year(year: int) -> None:
    last = today().year + YEARS_AHEAD
    if not FIRST_YEAR <= year <= last:
        raise NotPossible(f"年度应在 {FIRST_YEAR}—{last} 之间。")


def _check_free(
    indicator: Indicator, area: Area, organisation: Organisation, role: str, first_year: int
) -> None:
    rows = Assignment.objects.filter(indicator=indicator, area=area, role=role).filter(
        Q(last_year=None) | Q(last_year__gte=first_year)
    )
    if role == AssignmentRole.SUPPORTS:
        rows = rows.filter(organisation=organisation)
    taken = rows.select_related("organisation").order_by("first_year").first()
    if taken:
        until = f"至{taken.last_year}年" if taken.last_year else "起"
        raise NotPossible(
            f"{area}的“{indicator}”已由{taken.organisation}{taken.get_role_display()}"
            f"（{taken.first_year}年{until}），请改用“移交”，或从更晚的年度开始。"
        )


def _start(
    indicator: Indicator,
    area: Area,
    organisation: Organisation,
    role: str,
    first_year: int,
    is_confirmed: bool,
    by: User,
) -> Assignment:
    return Assignment.objects.create(
        indicator=indicator,
        area=area,
        organisation=organisation,
        role=role,
        first_year=first_year,
        confirmed_at=timezone.now() if is_confirmed else None,
        confirmed_by=by if is_confirmed else None,
    )


def _stop(row: Assignment, last_year: int) -> None:
    if last_year < row.first_year:
        row.delete()
        return
    row.last_year = last_year
    row.save(update_fields=["last_year"])


def _record(by: User, action: str, row: Assignment, *, reason: str, **facts: Any) -> None:
    record_act(by=by, action=action, subject=row, reason=stated(reason), **facts)
