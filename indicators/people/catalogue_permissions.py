"""Who may adjust what is in force in the catalogue."""

from typing import Any

from indicators.models import Area, Installation, Role
from indicators.people.access import OVERSIGHT_ROLES, access_of
from indicators.people.refusal import Refused


def installed_area() -> Area:
    """The city that this system serves."""
    return Installation.objects.select_related("area").get().area


def can_adjust(user: Any, area: Area) -> bool:
    return access_of(user).covers(area.path, [Role.OFFICE])


def check_adjust(user: Any, area: Area) -> None:
    if not can_adjust(user, area):
        raise Refused(f"{area}的规划目标由本级妇儿工委办公室调整。")


def can_change_indicators(user: Any) -> bool:
    """Indicators are shared by all plans of the installation."""
    return can_adjust(user, installed_area())


def check_change_indicators(user: Any) -> None:
    if not can_change_indicators(user):
        raise Refused("指标由各规划共用，只能由市级妇儿工委办公室调整。")


def can_declare_break(user: Any, area: Area) -> bool:
    return access_of(user).covers(area.path, OVERSIGHT_ROLES)


def check_declare_break(user: Any, area: Area) -> None:
    if not can_declare_break(user, area):
        raise Refused(f"{area}的口径变化由同级或上级统计部门、妇儿工委办公室登记。")
