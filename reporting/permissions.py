"""Who may do what: pairs of check_x (raises a sentence a user can read) and can_x (for pages).

Whether a thing may be done in its present state is for the stage that does it; here it is only
about the person. Objects reach a face through `get_or_404_for` alone.
"""

from typing import Any, TypeVar

from django.db import models
from django.shortcuts import get_object_or_404

from indicators.models import Area, Role
from indicators.people.access import OVERSIGHT_ROLES, access_of
from indicators.people.refusal import Refused
from reporting.models import Submission

Row = TypeVar("Row", bound=models.Model)


class PermissionRefused(Refused):
    """The person may not do this to these figures."""


def get_or_404_for(user: Any, model: type[Row], pk: int) -> Row:
    """The object if this user may have it, else 404: it looks as if it did not exist."""
    return get_object_or_404(model.objects.visible_to(user), pk=pk)


def can_enter(user: Any, submission: Submission) -> bool:
    units = access_of(user).organisation_ids([Role.STATISTICIAN])
    return submission.organisation_id in units


def check_enter(user: Any, submission: Submission) -> None:
    if not can_enter(user, submission):
        raise PermissionRefused("只有本单位的统计员可以填报这张报表。")


def can_open_round(user: Any, area: Area) -> bool:
    return access_of(user).covers(area.path, [Role.REVIEWER])


def check_open_round(user: Any, area: Area) -> None:
    if not can_open_round(user, area):
        raise PermissionRefused("报告期由本级统计部门开启。")


def can_see_live(user: Any, area: Area) -> bool:
    """The year being collected is for the bureau and the office; everyone else reads releases."""
    return access_of(user).covers(area.path, OVERSIGHT_ROLES)


def check_see_live(user: Any, area: Area) -> None:
    if not can_see_live(user, area):
        raise PermissionRefused("采集中的数据仅限统计部门和妇儿工委办公室查看。")


def can_sign(user: Any, area: Area) -> bool:
    return access_of(user).covers(area.path, [Role.REVIEWER])


def check_sign(user: Any, area: Area) -> None:
    if not can_sign(user, area):
        raise PermissionRefused("年度数据由统计部门核定。")


def can_release(user: Any, area: Area) -> bool:
    return access_of(user).covers(area.path, [Role.OFFICE])


def check_release(user: Any, area: Area) -> None:
    if not can_release(user, area):
        raise PermissionRefused("年度数据由妇儿工委办公室发布。")
