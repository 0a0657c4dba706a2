"""Opening a round: every unit finds its return ready, with a cell for each figure it owes."""

import datetime
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Min, Value
from django.db.models.functions import Coalesce

from indicators.models import Area, AreaLevel, Indicator, User
from indicators.people.audit import record_act
from indicators.people.reasons import stated
from reporting.collection.asking import breakdowns_owed, due_lines, lines_of, owed_cells
from reporting.collection.indicator_sets import day_in, first_set, newest_set
from reporting.collection.round_notices import tell_opened
from reporting.collection.states import StateRefused
from reporting.models import Item, Round, RoundState, Submission, SubmissionState
from reporting.permissions import check_open_round

EARLIER_DAY = "按指标体系规定的期限"
FIRST_YEAR = 2010
Days = Mapping[int, datetime.date | None]  # by indicator


@transaction.atomic
def open_round(
    *, area: Area, year: int, opens_on: datetime.date, due_on: datetime.date, by: User
) -> Round:
    """Open the year's round of a city for the newest version of its indicators.

    No plan needs to be in force. Called again with the same days it adds what new assignments ask
    for, to returns that nobody has handed in. Raises PermissionRefused, or StateRefused for a
    county, for days out of order, for a closed round and for a round with other days.
    """
    check_open_round(by, area)
    if area.level in (AreaLevel.COUNTY, AreaLevel.ZONE):
        raise StateRefused("报告期由市级开启，县（市、区）的报表随之生成。")
    if due_on < opens_on:
        raise StateRefused("截止日期不能早于开始日期。")
    if not FIRST_YEAR <= year <= due_on.year:
        raise StateRefused(f"{year}年度的数据不能在{due_on}截止，请核对数据年份和截止日期。")
    indicator_set = newest_set(area) or first_set(area=area, by=by)
    round_, is_new = Round.objects.select_for_update().get_or_create(
        area=area,
        year=year,
        defaults={
            "opens_on": opens_on,
            "due_on": due_on,
            "state": RoundState.OPEN,
            "indicator_set": indicator_set,
        },
    )
    if round_.state != RoundState.OPEN:
        raise StateRefused(f"{year}年度的报告期已经关闭。")
    if (round_.opens_on, round_.due_on) != (opens_on, due_on):
        raise StateRefused(f"{year}年度的报告期已经开启，截止日期为{round_.due_on}。")
    lines = due_lines(round_)
    days = {line.indicator_id: day_in(round_.year, line) for line in lines}
    made = _make_cells(round_, days, only_drafts=True)
    if is_new or made:
        record_act(
            by=by,
            action="round.open",
            subject=round_,
            new={
                "year": year,
                "due_on": str(due_on),
                "indicator_set": indicator_set.version,
                "cells_made": made,
            },
        )
    if is_new:
        tell_opened(round_)
    return round_


@transaction.atomic
def add_to_round(*, round_: Round, indicators: Iterable[Indicator], reason: str, by: User) -> int:
    """Ask for indicators of the version in this round although they are not due; how many cells.

    A return that was handed in already gets the cells too, and hands them in later. Raises
    PermissionRefused, NotPossible without a reason, StateRefused where nobody would owe them.
    """
    check_open_round(by, round_.area)
    locked = lock_round(round_)
    if locked.state != RoundState.OPEN:
        raise StateRefused(f"{locked.year}年度的报告期已经关闭，请先重新开启。")
    wanted = {indicator.pk for indicator in indicators}
    lines = [line for line in lines_of(locked) if line.indicator_id in wanted]
    days = {line.indicator_id: day_in(locked.year, line) for line in lines}
    made = _make_cells(locked, days, only_drafts=False)
    if not made:
        raise StateRefused("没有可以增加的填报项：指标不在本期的指标体系中，或没有单位承担。")
    record_act(
        by=by,
        action="round.add_indicators",
        subject=locked,
        new={"indicators": [line.indicator.code for line in lines], "cells_made": made},
        reason=stated(reason),
    )
    return made


def lock_round(round_: Round) -> Round:
    """The round as it stands, locked until the transaction ends."""
    rounds = Round.objects.select_for_update(of=("self",)).select_related("area")
    return rounds.get(pk=round_.pk)


def _make_cells(round_: Round, days: Days, *, only_drafts: bool) -> int:
    """Make the missing returns and cells of these indicators; how many cells are new.

    A constant number of statements.
    """
    owed = owed_cells(round_, days)
    Submission.objects.bulk_create(
        [
            Submission(
                round=round_,
                organisation_id=organisation_id,
                area_id=area_id,
                state=SubmissionState.DRAFT,
            )
            for organisation_id, area_id in owed
        ],
        ignore_conflicts=True,
    )
    returns = round_.submissions.select_for_update().order_by("id")
    if only_drafts:
        returns = returns.filter(state=SubmissionState.DRAFT, first_submitted_at=None)
    chosen = list(returns)
    there = set(
        Item.objects.filter(submission__in=chosen).values_list(
            "submission_id", "indicator_id", "breakdown_id"
        )
    )
    breakdowns = breakdowns_owed(round_, days)
    missing = [
        Item(
            submission=submission,
            indicator_id=indicator_id,
            breakdown_id=breakdown_id,
            due_on=days[indicator_id],
        )
        for submission in chosen
        for indicator_id in sorted(owed.get((submission.organisation_id, submission.area_id), ()))
        for breakdown_id in breakdowns[indicator_id]
        if (submission.pk, indicator_id, breakdown_id) not in there
    ]
    Item.objects.bulk_create(missing, batch_size=2000)
    _set_days(round_, chosen)
    return len(missing)


def _set_days(round_: Round, returns: Iterable[Submission]) -> None:
    """A return is due on the earliest day of its cells; an extended one keeps its day. One query
    and one statement.
    """
    rows = {row.pk: row for row in returns if row.due_reason in ("", EARLIER_DAY)}
    earliest = (
        Item.objects.filter(submission__in=rows)
        .order_by()
        .values_list("submission")
        .annotate(day=Min(Coalesce("due_on", Value(round_.due_on))))
    )
    changed = []
    for pk, day in earliest:
        own = None if day == round_.due_on else day
        if rows[pk].due_on != own:
            rows[pk].due_on, rows[pk].due_reason = own, EARLIER_DAY if own else ""
            changed.append(rows[pk])
    Submission.objects.bulk_update(changed, ["due_on", "due_reason"])
