"""The one writer of memberships: which role an account holds at which unit, from day to day.

It keeps the rules of `separation`; who may ask for it is checked by its callers, `accounts` and
`roles`. The account is locked while its memberships are looked at and changed.
"""

import datetime

from django.db.models import Q

from indicators.clock import today
from indicators.models import Membership, Organisation, Role, User
from indicators.people.refusal import NotPossible, Overtaken
from indicators.people.separation import check_apart, check_kind

ONE_DAY = datetime.timedelta(days=1)


def locked(account: User) -> User:
    """The account as it stands now, locked until the transaction ends."""
    return User.objects.select_for_update(no_key=True).get(pk=account.pk)


def locked_unit(organisation: Organisation) -> Organisation:
    """The unit as it stands now; nobody closes it before the transaction ends."""
    units = Organisation.objects.select_for_update(of=("self",), no_key=True)
    return units.select_related("area").get(pk=organisation.pk)


def lasting_memberships(account: User, day: datetime.date) -> list[Membership]:
    """Those in force on the day or later, with unit and area."""
    return list(
        Membership.objects.filter(user=account)
        .filter(Q(last_day=None) | Q(last_day__gte=day))
        .select_related("organisation__area", "user")
        .order_by("pk")
    )


def open_membership(
    *,
    account: User,
    organisation: Organisation,
    role: str,
    first_day: datetime.date,
    last_day: datetime.date | None = None,
) -> Membership:
    """Give a locked account a role. Raises NotPossible, or Overtaken where it holds it already.

    A role that was held at the unit before goes on in the same row; the trail keeps the old days.
    """
    if first_day < today():
        raise NotPossible("起始日不能早于今天：过去的操作不能事后授权。")
    if last_day and last_day < first_day:
        raise NotPossible("终止日不能早于起始日。")
    check_kind(locked_unit(organisation), role)
    check_apart(account, role, first_day, last_day)
    earlier = Membership.objects.filter(user=account, organisation=organisation, role=role).first()
    if earlier and (earlier.last_day is None or earlier.last_day >= today()):
        raise Overtaken(
            f"{account}已经是{organisation}的“{Role(role).label}”（{days_of(earlier)}），无需重复授予。"
        )
    membership = earlier or Membership(user=account, organisation=organisation, role=role)
    membership.first_day, membership.last_day = first_day, last_day
    membership.save()
    return membership


def close_membership(membership: Membership, last_day: datetime.date) -> None:
    """End it after the day; one that would end before it began is removed."""
    if last_day < today() - ONE_DAY:
        raise NotPossible("终止日不能早于昨天：已经发生的操作不能事后取消授权。")
    if membership.last_day and membership.last_day <= last_day:
        raise Overtaken(f"这个角色已定于{_day(membership.last_day)}结束，请刷新页面。")
    if last_day < membership.first_day:
        membership.delete()
        return
    membership.last_day = last_day
    membership.save(update_fields=["last_day"])


def days_of(membership: Membership) -> str:
    """“2026年1月1日起” or “2026年1月1日至2026年6月30日”."""
    first = _day(membership.first_day)
    return f"{first}至{_day(membership.last_day)}" if membership.last_day else f"{first}起"


def facts_of(membership: Membership) -> dict[str, str | None]:
    """What the audit trail keeps of a membership."""
    return {
        "username": membership.user.username,
        "unit": f"{membership.organisation.code} {membership.organisation}",
        "role": membership.role,
        "first_day": str(membership.first_day),
        "last_day": str(membership.last_day) if membership.last_day else None,
    }


def _day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
