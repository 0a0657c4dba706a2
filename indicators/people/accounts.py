"""Accounts: made, renamed, closed and opened by 系统管理员; reset by 安全管理员."""

import re

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from indicators.clock import today
from indicators.models import Organisation, Role, User
from indicators.people.access import ADMINISTRATION_ROLES
from indicators.people.administration import (
    check_keep,
    check_keep_account,
    check_secure_account,
)
from indicators.people.audit import record_act
from indicators.people.memberships import (
    facts_of,
    lasting_memberships,
    locked,
    open_membership,
)
from indicators.people.one_time_passwords import IssuedPassword, issue
from indicators.people.reasons import noted, stated
from indicators.people.refusal import NotPossible, Overtaken, Refused
from indicators.people.separation import check_administrator_remains, holders

IDENTITY_NUMBER = re.compile(r"[0-9]{17}[0-9Xx]")


@transaction.atomic
def create_account(
    *,
    username: str,
    display_name: str,
    organisation: Organisation,
    role: str,
    by: User,
    reason: str = "",
) -> IssuedPassword:
    """A new account with its first role from today; `role` "" leaves that to 安全管理员.

    Raises Refused outside the own areas and for administration roles, NotPossible for a name that
    is taken or bad and for a role that does not stand at this kind of unit.
    """
    check_keep(by, organisation.area)
    if role in ADMINISTRATION_ROLES:
        _check_first_of_kind(role, organisation)
    account = User(username=username.strip(), display_name=display_name.strip())
    check_username(account.username)
    check_display_name(account.display_name)
    try:
        with transaction.atomic():
            issued = issue(account)
    except IntegrityError:
        raise NotPossible(_taken(account.username)) from None
    new: dict[str, str | None] = {"username": account.username, "name": account.display_name}
    if role:
        membership = open_membership(
            account=account, organisation=organisation, role=role, first_day=today()
        )
        new |= facts_of(membership)
    record_act(by=by, action="account.create", subject=account, new=new, reason=noted(reason))
    return issued


@transaction.atomic
def rename_account(*, account: User, seen_name: str, display_name: str, by: User) -> User:
    """Another name to show. Raises Overtaken where it is no longer the name that was seen."""
    check_keep_account(by, account)
    row = locked(account)
    if row.display_name != seen_name:
        raise Overtaken(f"显示名已被别人改为“{row.display_name}”，请核对后再改。")
    row.display_name = display_name.strip()
    check_display_name(row.display_name)
    row.save(update_fields=["display_name"])
    record_act(
        by=by,
        action="account.rename",
        subject=row,
        old={"username": row.username, "name": seen_name},
        new={"username": row.username, "name": row.display_name},
    )
    return row


@transaction.atomic
def deactivate_account(*, account: User, by: User, reason: str) -> User:
    """Close an account. Its password dies, and with it every session, at once and for good."""
    check_keep_account(by, account)
    _check_not_oneself(by, account, "停用")
    row = locked(account)
    if not row.is_active:
        raise Overtaken(f"账号 {row.username} 已经停用。")
    for membership in lasting_memberships(row, today()):
        check_administrator_remains(membership)
    row.is_active = False
    row.set_unusable_password()
    row.save(update_fields=["is_active", "password"])
    _record(by, "account.close", row, stated(reason))
    return row


@transaction.atomic
def reactivate_account(*, account: User, by: User, reason: str) -> IssuedPassword:
    """Open a closed account again, with a one-time password and the roles that still last."""
    check_keep_account(by, account)
    row = locked(account)
    if row.is_active:
        raise Overtaken(f"账号 {row.username} 已经启用。")
    row.is_active = True
    issued = issue(row)
    _record(by, "account.open", row, stated(reason))
    return issued


@transaction.atomic
def reset_password(*, account: User, by: User, reason: str) -> IssuedPassword:
    """A one-time password in place of a lost one; every session of the account ends."""
    check_secure_account(by, account)
    _check_not_oneself(by, account, "重置密码，请用“修改密码”")
    row = locked(account)
    if not row.is_active:
        raise NotPossible(f"账号 {row.username} 已停用，请先由系统管理员启用。")
    issued = issue(row)
    _record(by, "account.reset_password", row, stated(reason))
    return issued


def check_username(username: str) -> None:
    """Raises NotPossible where the name cannot become an account's."""
    _check_field("username", username)
    if User.objects.filter(username__iexact=username).exists():
        raise NotPossible(_taken(username))


def check_display_name(name: str) -> None:
    """Raises NotPossible where the name cannot be shown."""
    _check_field("display_name", name)


def _check_field(name: str, text: str) -> None:
    field = User._meta.get_field(name)
    if IDENTITY_NUMBER.search(text):
        raise NotPossible(f"{field.verbose_name}不能含身份证号，请改用单位简称加姓名拼音等。")
    try:
        field.clean(text, None)
    except ValidationError as error:
        raise NotPossible(f"{field.verbose_name}：{'；'.join(error.messages)}") from None


def _record(by: User, action: str, account: User, reason: str) -> None:
    record_act(
        by=by,
        action=action,
        subject=account,
        new={"username": account.username},
        reason=reason,
    )


def _check_not_oneself(by: User, account: User, act: str) -> None:
    if by.pk == account.pk:
        raise Refused(f"不能对自己的账号{act}。")


def _check_first_of_kind(role: str, organisation: Organisation) -> None:
    """系统管理员 appoints the first 安全管理员 and 审计员, and no later one."""
    if role == Role.SYSTEM_ADMINISTRATOR or holders(role, organisation).exists():
        raise Refused(
            f"“{Role(role).label}”由安全管理员授予：请先建不带角色的账号，再由安全管理员授予角色。"
        )


def _taken(username: str) -> str:
    return f"用户名“{username}”已被使用，请换一个，例如加上单位简称或序号。"
