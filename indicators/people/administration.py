"""Who may keep units and accounts, who may give roles, and which of them are within reach.

系统管理员 keeps units and accounts, 安全管理员 gives roles and resets passwords, 审计员 reads the
trail; each of them in the areas of the own unit and below.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from indicators.clock import today
from indicators.models import Area, Installation, Membership, Organisation, Role, User
from indicators.people.access import access_of
from indicators.people.refusal import Refused

KEEPERS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR})


def areas_for(user: Any, roles: Iterable[str] = KEEPERS) -> QuerySet[Area]:
    """The areas in which one of the roles is held."""
    return Area.objects.filter(access_of(user).area_filter(roles, "path"))


def organisations_for(user: Any, roles: Iterable[str] = KEEPERS) -> QuerySet[Organisation]:
    """The units of those areas."""
    return Organisation.objects.filter(access_of(user).area_filter(roles, "area__path"))


def accounts_for(user: Any, roles: Iterable[str] = KEEPERS) -> QuerySet[User]:
    """Accounts at units within reach that hold nothing outside of it, today or later.

    An account that never held a role belongs to those who cover the whole installation.
    """
    access = access_of(user)
    inside = access.area_filter(roles, "organisation__area__path")
    held = Membership.objects.filter(user=OuterRef("pk"))
    lasting = held.filter(Q(last_day=None) | Q(last_day__gte=today()))
    within = Q(Exists(held.filter(inside))) & ~Q(Exists(lasting.exclude(inside)))
    if _covers_all(user, roles):
        within |= ~Q(Exists(held))
    return User.objects.filter(within)


def can_keep(user: Any, area: Area) -> bool:
    return access_of(user).covers(area.path, [Role.SYSTEM_ADMINISTRATOR])


def check_keep(user: Any, area: Area) -> None:
    if not can_keep(user, area):
        raise Refused(f"{area}的单位和账号由本级或上级的系统管理员管理。")


def can_keep_account(user: Any, account: User) -> bool:
    return accounts_for(user, [Role.SYSTEM_ADMINISTRATOR]).filter(pk=account.pk).exists()


def check_keep_account(user: Any, account: User) -> None:
    if not can_keep_account(user, account):
        raise Refused("这个账号由其单位所在地区的系统管理员管理。")


def can_secure(user: Any, area: Area) -> bool:
    return access_of(user).covers(area.path, [Role.SECURITY_ADMINISTRATOR])


def check_secure(user: Any, area: Area) -> None:
    if not can_secure(user, area):
        raise Refused(f"{area}各单位的角色由本级或上级的安全管理员授予。")


def can_secure_account(user: Any, account: User) -> bool:
    return accounts_for(user, [Role.SECURITY_ADMINISTRATOR]).filter(pk=account.pk).exists()


def check_secure_account(user: Any, account: User) -> None:
    if not can_secure_account(user, account):
        raise Refused("这个账号的角色和密码由其单位所在地区的安全管理员管理。")


def can_read_trail(user: Any) -> bool:
    return _covers_all(user, [Role.AUDITOR])


def check_read_trail(user: Any) -> None:
    if not can_read_trail(user):
        raise Refused("审计日志覆盖整个系统，仅限系统所在地区的审计员查看。")


def _covers_all(user: Any, roles: Iterable[str]) -> bool:
    installation = Installation.objects.select_related("area").first()
    return bool(installation and access_of(user).covers(installation.area.path, roles))
