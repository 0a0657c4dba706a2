"""Figures and administration stay apart, and every role stands at a unit of its kind.

An account holds either roles over figures, or exactly one of the three administration roles: who
keeps accounts does not give roles, and neither of them reads the trail of what was done.
"""

import datetime
from collections.abc import Mapping

from django.db.models import Q, QuerySet

from indicators.clock import today
from indicators.models import Membership, Organisation, OrganisationKind, Role, User
from indicators.people.access import ADMINISTRATION_ROLES, FIGURE_ROLES
from indicators.people.refusal import NotPossible

REPORTING_KINDS = frozenset(
    {OrganisationKind.DEPARTMENT, OrganisationKind.STATISTICS, OrganisationKind.OFFICE}
)
OPERATING_KINDS = frozenset({OrganisationKind.DATA_CENTRE, OrganisationKind.OFFICE})
KINDS_OF_ROLE: Mapping[str, frozenset[str]] = {
    Role.STATISTICIAN: REPORTING_KINDS,
    Role.UNIT_HEAD: REPORTING_KINDS,
    Role.LIAISON: REPORTING_KINDS,
    Role.REVIEWER: frozenset({OrganisationKind.STATISTICS}),
    Role.OFFICE: frozenset({OrganisationKind.OFFICE}),
    Role.LEADER: frozenset({OrganisationKind.GOVERNMENT, OrganisationKind.OFFICE}),
    Role.SYSTEM_ADMINISTRATOR: OPERATING_KINDS,
    Role.SECURITY_ADMINISTRATOR: OPERATING_KINDS,
    Role.AUDITOR: OPERATING_KINDS,
    Role.MACHINE: frozenset(OrganisationKind.values),
}


def check_kind(organisation: Organisation, role: str) -> None:
    """Raises NotPossible where the unit is closed or of another kind than the role asks for."""
    if not organisation.active:
        raise NotPossible(f"{organisation}已停用，请先启用单位或另选单位。")
    if organisation.kind not in KINDS_OF_ROLE[role]:
        kinds = "、".join(kind.label for kind in OrganisationKind if kind in KINDS_OF_ROLE[role])
        raise NotPossible(
            f"{organisation}是“{organisation.get_kind_display()}”，不能设“{Role(role).label}”；"
            f"这个角色设在：{kinds}。"
        )


def check_apart(
    account: User, role: str, first_day: datetime.date, last_day: datetime.date | None
) -> None:
    """Raises NotPossible where the account holds a role in those days that excludes this one.

    The caller has locked the account, so no other grant can slip in between.
    """
    held = Membership.objects.filter(user=account).filter(
        Q(last_day=None) | Q(last_day__gte=first_day)
    )
    if last_day:
        held = held.filter(first_day__lte=last_day)
    for membership in held.select_related("organisation"):
        if _exclude(role, membership.role):
            raise NotPossible(
                f"{account}在这段时间是{membership.organisation}的“"
                f"{membership.get_role_display()}”，不能同时是“{Role(role).label}”。"
                "数据角色与系统管理、安全管理、审计各用一个账号：请先结束原角色，或另建账号。"
            )


def _exclude(one: str, other: str) -> bool:
    if one in FIGURE_ROLES:
        return other in ADMINISTRATION_ROLES
    return other in FIGURE_ROLES or other != one


def check_administrator_remains(leaving: Membership) -> None:
    """Raises NotPossible where nobody else would keep the system, or its roles, in that area.

    All memberships of the role are locked first: of two administrators who close each other at
    the same moment, the second waits and is then refused.
    """
    role = leaving.role
    if role not in (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR) or leaving.last_day:
        return
    everyone = Membership.objects.filter(role=role).order_by("pk")
    list(everyone.select_for_update(of=("self",), no_key=True))
    if not holders(role, leaving.organisation).exclude(user=leaving.user_id).exists():
        raise NotPossible(
            f"{leaving.user}是{leaving.organisation.area}最后一位可用的“{Role(role).label}”，"
            "请先让另一个账号承担这个角色。"
        )


def holders(role: str, organisation: Organisation) -> QuerySet[Membership]:
    """The lasting memberships of active accounts in that role, in the unit's area or above."""
    return Membership.objects.on(today()).filter(
        role=role,
        last_day=None,
        user__is_active=True,
        organisation__active=True,
        organisation__area__code__in=organisation.area.path_codes,
    )
