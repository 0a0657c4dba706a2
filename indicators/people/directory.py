"""The lists of units and accounts as administrators see them, in a constant number of queries."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from indicators.clock import today
from indicators.models import Area, Membership, Organisation, User
from indicators.people.administration import accounts_for, areas_for, organisations_for


@dataclass(frozen=True)
class AccountFilter:
    """What the list of accounts is narrowed to; "" everywhere means all."""

    text: str = ""
    area: str = ""
    role: str = ""
    state: str = ""


def areas_with_units(user: Any) -> QuerySet[Area]:
    """The areas within reach, each with the number of its units in use."""
    in_use = Count("organisations", filter=Q(organisations__active=True))
    return areas_for(user).annotate(units=in_use).order_by("path")


def units_of(user: Any, area: Area) -> QuerySet[Organisation]:
    """The units of one area: `accounts` that are open there, `duties` that last."""
    lasting = Q(memberships__last_day=None) | Q(memberships__last_day__gte=today())
    return (
        organisations_for(user)
        .filter(area=area)
        .annotate(
            accounts=Count(
                "memberships__user",
                filter=lasting & Q(memberships__user__is_active=True),
                distinct=True,
            ),
            duties=Count(
                "assignments",
                filter=Q(assignments__last_year=None) | Q(assignments__last_year__gte=today().year),
                distinct=True,
            ),
        )
        .order_by("-active", "position", "code")
    )


def accounts_of(user: Any, wanted: AccountFilter) -> QuerySet[User]:
    """The accounts within reach that pass the filter, with their lasting memberships."""
    held = Membership.objects.filter(user=OuterRef("pk"))
    lasting = held.filter(Q(last_day=None) | Q(last_day__gte=today()))
    rows = accounts_for(user)
    if wanted.text:
        rows = rows.filter(
            Q(username__icontains=wanted.text)
            | Q(display_name__icontains=wanted.text)
            | Q(Exists(held.filter(organisation__name__icontains=wanted.text)))
        )
    if wanted.area:
        rows = rows.filter(Exists(held.filter(organisation__area__code=wanted.area)))
    if wanted.role:
        rows = rows.filter(Exists(lasting.filter(role=wanted.role)))
    if wanted.state == "closed":
        rows = rows.filter(is_active=False)
    elif wanted.state == "open":
        rows = rows.filter(is_active=True)
    elif wanted.state == "without_role":
        rows = rows.filter(~Exists(lasting), is_active=True)
    elif wanted.state == "waiting":
        rows = rows.filter(is_active=True, password_expires_at__isnull=False)
    return rows.order_by("username").prefetch_related(
        Prefetch("memberships", queryset=lasting_first(), to_attr="roles_held")
    )


def lasting_first() -> QuerySet[Membership]:
    """Memberships with their units: those without an end first, the ended ones last."""
    return Membership.objects.select_related("organisation__area").order_by(
        "-last_day", "organisation__area__path", "role"
    )


def state_of(account: User) -> str:
    """The state of an account in words."""
    if not account.is_active:
        return "已停用"
    expires = account.password_expires_at
    if expires is None:
        return "启用"
    if expires <= timezone.now():
        return "一次性密码已失效"
    return f"待首次登录（一次性密码{_day(timezone.localdate(expires))}前有效）"


def _day(day: datetime.date) -> str:
    return f"{day.month}月{day.day}日"
