"""Whom a changed population is told to: the units whose typed rates divide by it."""

from collections.abc import Collection

from django.urls import reverse

from indicators.clock import today
from indicators.models import Membership, Role, User
from reporting.models import Item
from reporting.notices import NoticeKind, tell


def tell_revised(items: Collection[Item], *, year: int, version: int | None) -> None:
    """To those who fill in and sign: the rates of cells that are not in store yet have changed."""
    returns = {item.submission_id for item in items}
    members = Membership.objects.on(today()).filter(
        role__in=[Role.STATISTICIAN, Role.UNIT_HEAD],
        organisation__active=True,
        organisation__submissions__in=returns,
    )
    tell(
        recipients=User.objects.filter(pk__in=members.values("user")),
        kind=NoticeKind.POPULATION_REVISED,
        occasion=f"populations {year} v{version} of {min(returns)}",
        title=f"{year}年人口数有更新，有关比率已重新计算",
        body="统计部门录入或更正了人口数，您单位报表中以它为分母、尚未入库的数据已按新的人口数计算，请核对。",
        address=reverse("my_tasks"),
    )
