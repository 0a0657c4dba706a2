"""The versions of the 监测指标体系: made from the duties, changed only by a next version.

A line may have a day of its own, in the year after the reference year; without one it is due with
the round.
"""

import calendar
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q

from indicators.clock import today
from indicators.models import Area, AreaLevel, Assignment, AssignmentRole, Indicator, User
from indicators.people.audit import record_act
from indicators.people.reasons import stated
from indicators.people.refusal import NotPossible, Overtaken
from reporting.models import IndicatorSet, IndicatorSetLine
from reporting.permissions import PermissionRefused, can_open_round, check_open_round

TITLE = "妇女儿童发展监测指标体系"
LEAP_YEAR = 2024
Day = tuple[int, int]  # month, day


@dataclass(frozen=True)
class SetChanges:
    """What a new version does differently: ids of indicators, and days (None: with the round)."""

    added: frozenset[int] = frozenset()
    retired: frozenset[int] = frozenset()
    days: Mapping[int, Day | None] = field(default_factory=dict)


def newest_set(area: Area) -> IndicatorSet | None:
    """The version that the next round opens for."""
    return IndicatorSet.objects.filter(area=area).order_by("-version").first()


def can_keep_sets(user: Any, area: Area) -> bool:
    return can_open_round(user, area) and area.level == AreaLevel.CITY


def check_keep_sets(user: Any, area: Area) -> None:
    if not can_keep_sets(user, area):
        raise PermissionRefused("监测指标体系由市级统计部门维护。")


@transaction.atomic
def first_set(*, area: Area, by: User) -> IndicatorSet:
    """The first version: what units of the area and below it are assigned to report.

    Raises PermissionRefused, Overtaken where there is a version already.
    """
    check_open_round(by, area)
    _lock(area)
    if newest_set(area) is not None:
        raise Overtaken("已经有监测指标体系，请刷新页面。")
    made = IndicatorSet.objects.create(area=area, version=1, title=TITLE, made_by=by)
    indicators = assigned_indicators(area)
    IndicatorSetLine.objects.bulk_create(
        IndicatorSetLine(indicator_set=made, indicator_id=indicator) for indicator in indicators
    )
    record_act(by=by, action="indicator_set.make", subject=made, new={"lines": len(indicators)})
    return made


@transaction.atomic
def new_version(
    *, based_on: IndicatorSet, changes: SetChanges, reason: str, by: User
) -> IndicatorSet:
    """The next version with the changes; rounds that are open keep theirs.

    Raises PermissionRefused, Overtaken where `based_on` is no longer the newest, NotPossible
    where nothing changes, a day does not exist or nothing would be left.
    """
    area = based_on.area
    check_keep_sets(by, area)
    _lock(area)
    if newest_set(area) != based_on:
        raise Overtaken("已经有更新的版本，请刷新页面后在新版本上修改。")
    old = dict(_days(based_on))
    new = _changed(old, changes)
    if new == old:
        raise NotPossible("没有改动。请增加或停用指标，或修改期限。")
    if not new:
        raise NotPossible("指标体系中至少要有一项指标。")
    made = IndicatorSet.objects.create(
        area=area,
        version=based_on.version + 1,
        title=based_on.title,
        reason=stated(reason),
        made_by=by,
    )
    IndicatorSetLine.objects.bulk_create(
        IndicatorSetLine(
            indicator_set=made,
            indicator_id=indicator,
            due_month=day[0] if day else None,
            due_day=day[1] if day else None,
        )
        for indicator, day in new.items()
    )
    codes = Indicator.objects.in_bulk(old.keys() | new.keys())
    record_act(
        by=by,
        action="indicator_set.change",
        subject=made,
        old={"version": based_on.version},
        new={
            "version": made.version,
            "added": sorted(codes[pk].code for pk in new.keys() - old.keys()),
            "retired": sorted(codes[pk].code for pk in old.keys() - new.keys()),
            "days": {
                codes[pk].code: day and f"{day[0]}-{day[1]}"
                for pk, day in new.items()
                if pk in old and old[pk] != day
            },
        },
        reason=made.reason,
    )
    return made


def assigned_indicators(area: Area) -> list[int]:
    """The measured indicators that somebody in the area or below it reports for last year or on."""
    rows = Assignment.objects.filter(
        Q(last_year=None) | Q(last_year__gte=today().year - 1),
        role=AssignmentRole.REPORTS,
        area__path__startswith=area.path,
    )
    measured = Indicator.objects.measured().filter(pk__in=rows.values("indicator"))
    return list(measured.values_list("pk", flat=True))


def may_be_added(indicator_set: IndicatorSet) -> list[Indicator]:
    """The measured indicators of the library that the version does not ask for."""
    there = indicator_set.lines.values("indicator")
    return list(Indicator.objects.measured().exclude(pk__in=there))


def day_in(year: int, line: IndicatorSetLine) -> datetime.date | None:
    """The day of a line for a reference year; 29 February is the 28th where there is none."""
    if line.due_month is None or line.due_day is None:
        return None
    last = calendar.monthrange(year + 1, line.due_month)[1]
    return datetime.date(year + 1, line.due_month, min(line.due_day, last))


def check_day(month: int, day: int) -> None:
    """Raises NotPossible where no year has such a day."""
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(LEAP_YEAR, month)[1]:
        raise NotPossible(f"没有{month}月{day}日这一天，请改正期限。")


def _changed(old: Mapping[int, Day | None], changes: SetChanges) -> dict[int, Day | None]:
    measured = Indicator.objects.measured().filter(pk__in=changes.added)
    added = set(measured.values_list("pk", flat=True))
    if added != set(changes.added):
        raise NotPossible("增加的指标不在指标库中，或者是统计部门统一录入的人口数。")
    new = {pk: day for pk, day in old.items() if pk not in changes.retired}
    new |= dict.fromkeys(added - new.keys())
    for pk, day in changes.days.items():
        if day is not None:
            check_day(*day)
        if pk in new:
            new[pk] = day
    return new


def _days(indicator_set: IndicatorSet) -> list[tuple[int, Day | None]]:
    return [
        (line.indicator_id, (line.due_month, line.due_day) if line.due_month else None)
        for line in indicator_set.lines.all()
    ]


def _lock(area: Area) -> None:
    """Two people do not make the same version."""
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
