"""Roles of accounts: granted, ended and handed over by 安全管理员, never one's own."""

import datetime

from django.db import transaction

from indicators.clock import today
from indicators.models import Membership, Organisation, User
from indicators.people.administration import check_secure, check_secure_account
from indicators.people.audit import record_act
from indicators.people.memberships import (
    ONE_DAY,
    close_membership,
    facts_of,
    lasting_memberships,
    locked,
    open_membership,
)
from indicators.people.reasons import stated
from indicators.people.refusal import NotPossible, Refused
from indicators.people.separation import check_administrator_remains


@transaction.atomic
def grant_role(
    *,
    account: User,
    organisation: Organisation,
    role: str,
    first_day: datetime.date,
    last_day: datetime.date | None = None,
    by: User,
    reason: str,
) -> Membership:
    """Give an account a role at a unit from `first_day` to `last_day`, both included."""
    check_secure_account(by, account)
    check_secure(by, organisation.area)
    _check_others(by, account)
    row = locked(account)
    _check_active(row)
    membership = open_membership(
        account=row,
        organisation=organisation,
        role=role,
        first_day=first_day,
        last_day=last_day,
    )
    record_act(
        by=by, action="role.grant", subject=row, new=facts_of(membership), reason=stated(reason)
    )
    return membership


@transaction.atomic
def end_role(*, membership: Membership, last_day: datetime.date, by: User, reason: str) -> None:
    """End a role after the day; yesterday means at once."""
    check_secure_account(by, membership.user)
    _check_others(by, membership.user)
    account = locked(membership.user)
    row = Membership.objects.select_related("organisation__area", "user").get(pk=membership.pk)
    old = facts_of(row)
    check_administrator_remains(row)
    close_membership(row, last_day)
    record_act(
        by=by,
        action="role.end",
        subject=account,
        old=old,
        new=old | {"last_day": str(last_day)},
        reason=stated(reason),
    )


@transaction.atomic
def hand_over(
    *,
    predecessor: User,
    successor: User,
    organisation: Organisation,
    first_day: datetime.date,
    by: User,
    reason: str,
) -> int:
    """The successor takes over every role at the unit from the day on; how many they were.

    What the unit still owes stays with the unit, so nothing that is open is lost.
    """
    for account in (predecessor, successor):
        check_secure_account(by, account)
        _check_others(by, account)
    check_secure(by, organisation.area)
    if predecessor.pk == successor.pk:
        raise NotPossible("接任人和移交人是同一个账号，请另选接任人。")
    if first_day < today():
        raise NotPossible("交接日不能早于今天。")
    parts = {predecessor.pk: predecessor, successor.pk: successor}  # locked in one order
    rows = {pk: locked(account) for pk, account in sorted(parts.items())}
    _check_active(rows[successor.pk])
    leaving = _roles_at(organisation, rows[predecessor.pk], first_day)
    if not leaving:
        raise NotPossible(f"{predecessor}在{organisation}没有可移交的角色，请核对单位和交接日。")
    for membership in leaving:
        _pass_on(membership, rows[successor.pk], first_day, by, stated(reason))
    return len(leaving)


def _pass_on(
    old: Membership, successor: User, first_day: datetime.date, by: User, reason: str
) -> None:
    before = facts_of(old)
    new: dict[str, str | None] = {"successor": successor.username}
    if not _goes_on(old, successor, first_day):
        membership = open_membership(
            account=successor,
            organisation=old.organisation,
            role=old.role,
            first_day=max(first_day, old.first_day),
            last_day=old.last_day,
        )
        new |= facts_of(membership)
    close_membership(old, first_day - ONE_DAY)
    record_act(by=by, action="role.hand_over", subject=old.user, old=before, new=new, reason=reason)


def _goes_on(old: Membership, successor: User, first_day: datetime.date) -> bool:
    """The successor holds the role already, from before the day and without an end."""
    return any(
        held.role == old.role and held.last_day is None and held.first_day <= first_day
        for held in _roles_at(old.organisation, successor, first_day)
    )


def _roles_at(organisation: Organisation, account: User, day: datetime.date) -> list[Membership]:
    return [
        membership
        for membership in lasting_memberships(account, day)
        if membership.organisation_id == organisation.pk
    ]


def _check_others(by: User, account: User) -> None:
    if by.pk == account.pk:
        raise Refused("任何人都不能变更自己的角色，请由另一位安全管理员办理。")


def _check_active(account: User) -> None:
    if not account.is_active:
        raise NotPossible(f"账号 {account.username} 已停用，请先由系统管理员启用。")
