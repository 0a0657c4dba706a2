"""Running an open round: more time for one unit, reminders to the late, closing, opening again."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from indicators.clock import today
from indicators.models import AuditEvent, User
from indicators.people.audit import record_act
from indicators.people.reasons import stated
from indicators.people.refusal import NotPossible, Overtaken
from reporting.collection.cells import lock_submission
from reporting.collection.round_notices import (
    tell_closed,
    tell_extended,
    tell_late,
    tell_reopened,
)
from reporting.collection.rounds import lock_round
from reporting.collection.states import StateRefused
from reporting.models import Round, RoundState, Submission
from reporting.permissions import check_open_round

LONGEST_REASON = Submission._meta.get_field("due_reason").max_length or 0
LONGEST_EXTENSION = datetime.timedelta(days=366)
REMIND = "return.remind"


@transaction.atomic
def extend(
    *, submission: Submission, version: int, due_on: datetime.date, reason: str, by: User
) -> Submission:
    """Give one return more time; its cells with an earlier day of their own get it too.

    Raises PermissionRefused, StateRefused, Overtaken, NotPossible for a day that gives no time.
    """
    locked = lock_submission(submission)
    check_open_round(by, locked.round.area)
    if locked.round.state != RoundState.OPEN:
        raise StateRefused("报告期已经关闭，不能延期；请先重新开启。")
    if locked.version != version:
        raise Overtaken("这张报表在您打开以后有改动，请刷新页面。")
    if locked.first_submitted_at is not None:
        raise NotPossible("这张报表已经提交过，不需要延期。")
    words = stated(reason)
    if len(words) > LONGEST_REASON:
        raise NotPossible(f"原因请缩短到{LONGEST_REASON}字以内。")
    if due_on <= locked.due or due_on < today():
        raise NotPossible(f"新的截止日期要晚于现在的 {locked.due}，也不能是过去的日期。")
    if due_on > locked.round.due_on + LONGEST_EXTENSION:
        raise NotPossible("最多延期到截止日期后一年，请核对日期。")
    old = locked.due
    locked.due_on, locked.due_reason = due_on, words
    locked.version += 1
    locked.save(update_fields=["due_on", "due_reason", "version"])
    locked.items.filter(due_on__lt=due_on).update(due_on=due_on)
    record_act(
        by=by,
        action="return.extend",
        subject=locked,
        old={"due_on": str(old)},
        new={"due_on": str(due_on)},
        reason=words,
    )
    tell_extended(locked)
    return locked


def late_returns(round_: Round) -> list[Submission]:
    """The returns past their day that were never handed in, in the order of areas and units."""
    rows = round_.submissions.filter(first_submitted_at=None).filter(
        Q(due_on__lt=today()) | Q(due_on=None, round__due_on__lt=today())
    )
    related = rows.select_related("round", "organisation", "area")
    return list(related.order_by("area__path", "organisation__position", "pk"))


def reminded_today(round_: Round) -> set[int]:
    """The returns of the round that were reminded today. One query."""
    keys = [str(pk) for pk in round_.submissions.values_list("pk", flat=True)]
    events = AuditEvent.objects.filter(
        action=REMIND, object_type="Submission", object_id__in=keys, new__day=str(today())
    )
    return {int(key) for key in events.values_list("object_id", flat=True)}


@transaction.atomic
def remind_late(*, round_: Round, by: User) -> list[Submission]:
    """Remind the late ones, each at most once a day; those that were reminded now.

    Raises PermissionRefused, StateRefused for a closed round.
    """
    check_open_round(by, round_.area)
    locked = lock_round(round_)
    if locked.state != RoundState.OPEN:
        raise StateRefused("报告期已经关闭，不再催报。")
    already = reminded_today(locked)
    reminded = [row for row in late_returns(locked) if row.pk not in already]
    for row in reminded:
        told = tell_late(row, str(today()))
        record_act(
            by=by,
            action=REMIND,
            subject=row,
            new={"day": str(today()), "due_on": str(row.due), "people_told": told},
        )
    return reminded


@transaction.atomic
def close_round(*, round_: Round, by: User) -> Round:
    """Take no more first-time figures. Raises PermissionRefused, StateRefused."""
    check_open_round(by, round_.area)
    locked = lock_round(round_)
    if locked.state != RoundState.OPEN:
        raise StateRefused("报告期已经关闭。")
    locked.state, locked.closed_at, locked.closed_by = RoundState.CLOSED, timezone.now(), by
    locked.save(update_fields=["state", "closed_at", "closed_by"])
    record_act(
        by=by, action="round.close", subject=locked, new={"open_returns": open_count(locked)}
    )
    tell_closed(locked, f"closed {locked.closed_at:%Y%m%dT%H%M%S}")
    return locked


@transaction.atomic
def reopen_round(*, round_: Round, reason: str, by: User) -> Round:
    """Go on collecting. Raises PermissionRefused, StateRefused, NotPossible without a reason."""
    check_open_round(by, round_.area)
    locked = lock_round(round_)
    if locked.state != RoundState.CLOSED:
        raise StateRefused("报告期没有关闭。")
    words = stated(reason)
    closed_at = locked.closed_at
    locked.state, locked.closed_at, locked.closed_by = RoundState.OPEN, None, None
    locked.save(update_fields=["state", "closed_at", "closed_by"])
    record_act(
        by=by,
        action="round.reopen",
        subject=locked,
        old={"closed_at": str(closed_at)},
        reason=words,
    )
    tell_reopened(locked, f"reopened {timezone.now():%Y%m%dT%H%M%S}", words)
    return locked


def open_count(round_: Round) -> int:
    """How many returns are not complete."""
    return round_.submissions.filter(completed_at=None).count()
