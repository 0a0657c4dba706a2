"""Units: added, changed, closed and opened by 系统管理员 of their area or one above."""

import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q

from indicators.clock import today
from indicators.models import (
    Area,
    Assignment,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    User,
)
from indicators.people.administration import check_keep
from indicators.people.audit import record_act
from indicators.people.memberships import locked_unit
from indicators.people.reasons import noted, stated
from indicators.people.refusal import NotPossible, Overtaken
from indicators.people.separation import KINDS_OF_ROLE

LONGEST_NAME = Organisation._meta.get_field("name").max_length
NAMES_SHOWN = 5


@dataclass(frozen=True)
class Details:
    """What may be changed of a unit; its area and code stay."""

    name: str
    kind: str


@transaction.atomic
def add_organisation(
    *, area: Area, name: str, kind: str, by: User, reason: str = ""
) -> Organisation:
    """A new unit of an area, with the next free code of that area."""
    check_keep(by, area)
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    details = Details(name.strip(), kind)
    _check_details(details, area)
    last = Organisation.objects.filter(area=area).aggregate(Max("position"))["position__max"]
    organisation = Organisation.objects.create(
        code=_next_code(area),
        name=details.name,
        kind=kind,
        area=area,
        position=(last or 0) + 1,
    )
    record_act(
        by=by,
        action="unit.add",
        subject=organisation,
        new={"code": organisation.code, "area": area.code} | _facts(details),
        reason=noted(reason),
    )
    return organisation


@transaction.atomic
def change_organisation(
    *, organisation: Organisation, seen: Details, to: Details, by: User, reason: str
) -> Organisation:
    """Another name or kind. Raises Overtaken where it is no longer what was seen."""
    check_keep(by, organisation.area)
    row = locked_unit(organisation)
    now = Details(row.name, row.kind)
    if now != seen:
        raise Overtaken(
            f"这个单位已被别人改为“{row.name}”（{row.get_kind_display()}），请核对后再改。"
        )
    _check_details(to, row.area, but=row)
    if to.kind != row.kind:
        _check_roles_fit(row, to.kind)
    row.name, row.kind = to.name.strip(), to.kind
    row.save(update_fields=["name", "kind"])
    record_act(
        by=by,
        action="unit.change",
        subject=row,
        old=_facts(now),
        new=_facts(to),
        reason=stated(reason),
    )
    return row


@transaction.atomic
def deactivate_organisation(*, organisation: Organisation, by: User, reason: str) -> Organisation:
    """Close a unit that has no account and no duty left; the message says what is in the way."""
    check_keep(by, organisation.area)
    row = locked_unit(organisation)
    if not row.active:
        raise Overtaken(f"{row}已经停用。")
    _check_no_accounts(row)
    _check_no_duties(row)
    row.active = False
    row.save(update_fields=["active"])
    record_act(by=by, action="unit.close", subject=row, new=_identity(row), reason=stated(reason))
    return row


@transaction.atomic
def reactivate_organisation(*, organisation: Organisation, by: User, reason: str) -> Organisation:
    """Open a closed unit again."""
    check_keep(by, organisation.area)
    row = locked_unit(organisation)
    if row.active:
        raise Overtaken(f"{row}已经启用。")
    _check_details(Details(row.name, row.kind), row.area, but=row)
    row.active = True
    row.save(update_fields=["active"])
    record_act(by=by, action="unit.open", subject=row, new=_identity(row), reason=stated(reason))
    return row


def lasting_members(organisation: Organisation) -> list[Membership]:
    """The roles at the unit that active accounts hold today or later."""
    return list(
        Membership.objects.filter(organisation=organisation, user__is_active=True)
        .filter(Q(last_day=None) | Q(last_day__gte=today()))
        .select_related("user")
        .order_by("user__username")
    )


def _check_details(details: Details, area: Area, but: Organisation | None = None) -> None:
    name = details.name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise NotPossible(f"请填写单位名称，最多 {LONGEST_NAME} 个字。")
    if details.kind not in OrganisationKind.values:
        raise NotPossible("请从列表中选择单位类型。")
    namesakes = Organisation.objects.filter(area=area, name=name, active=True)
    if namesakes.exclude(pk=but.pk if but else None).exists():
        raise NotPossible(f"{area}已有名为“{name}”的单位，请直接使用它或换一个名称。")


def _check_roles_fit(organisation: Organisation, kind: str) -> None:
    for membership in lasting_members(organisation):
        if kind not in KINDS_OF_ROLE[membership.role]:
            raise NotPossible(
                f"{membership.user}在这里是“{Role(membership.role).label}”，"
                f"“{OrganisationKind(kind).label}”不设这个角色；请先由安全管理员结束它。"
            )


def _check_no_accounts(organisation: Organisation) -> None:
    names = sorted({membership.user.username for membership in lasting_members(organisation)})
    if names:
        raise NotPossible(
            f"{organisation}还有 {len(names)} 个启用的账号（{_some(names)}），"
            "请先停用账号，或由安全管理员结束它们在本单位的角色。"
        )


def _check_no_duties(organisation: Organisation) -> None:
    duties = Assignment.objects.filter(organisation=organisation).filter(
        Q(last_year=None) | Q(last_year__gte=today().year)
    )
    names = sorted(set(duties.values_list("indicator__name", flat=True)))
    if names:
        raise NotPossible(
            f"{organisation}还承担 {len(names)} 个指标（{_some(names)}），"
            "请先由妇儿工委办公室在“职责分工”中移交或结束。"
        )


def _some(names: list[str]) -> str:
    shown = "、".join(names[:NAMES_SHOWN])
    return f"{shown}等" if len(names) > NAMES_SHOWN else shown


def _next_code(area: Area) -> str:
    pattern = re.compile(rf"{re.escape(area.code)}-([0-9]+)")
    codes = Organisation.objects.filter(code__startswith=f"{area.code}-")
    numbers = [
        int(match[1])
        for code in codes.values_list("code", flat=True)
        if (match := pattern.fullmatch(code))
    ]
    return f"{area.code}-{max(numbers, default=0) + 1:02d}"


def _identity(organisation: Organisation) -> dict[str, str]:
    return {"code": organisation.code, "name": organisation.name}


def _facts(details: Details) -> dict[str, str]:
    return {"name": details.name.strip(), "kind": details.kind}
