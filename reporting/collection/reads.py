"""How far is each return, and whose turn is it? Returns with their cells counted, for the pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from indicators.clock import today
from indicators.models import Role
from indicators.people.access import access_of
from reporting.collection.review_permissions import (
    REVIEWING_ROLES,
    areas_with_reviewers,
    awaiting,
    stages_of,
)
from reporting.collection.states import SUBMISSION_OWNERS, WAITING, Owner, Stage
from reporting.models import (
    MissingKind,
    ObservationStatus,
    ReviewState,
    Round,
    RoundState,
    Submission,
    SubmissionState,
)

FILLING_ROLES = frozenset({Role.STATISTICIAN, Role.UNIT_HEAD})

_FILLED = Q(items__value__isnull=False) | ~Q(items__missing_kind="")
_UNFINISHED = Q(items__missing_kind=MissingKind.NOT_YET_PRODUCED) | Q(
    items__status=ObservationStatus.PROVISIONAL
)
_COUNTS = {
    "cells": Count("items"),
    "filled": Count("items", filter=_FILLED),
    "open": Count("items", filter=Q(items__review=ReviewState.OPEN)),
    "unit_pending": Count("items", filter=Q(items__review=ReviewState.UNIT_PENDING)),
    "pending": Count("items", filter=Q(items__review=ReviewState.PENDING)),
    "city_pending": Count("items", filter=Q(items__review=ReviewState.CITY_PENDING)),
    "returned": Count("items", filter=Q(items__review=ReviewState.RETURNED)),
    "approved": Count("items", filter=Q(items__review=ReviewState.APPROVED)),
    "supplements": Count("items", filter=_UNFINISHED & Q(items__review=ReviewState.APPROVED)),
}


@dataclass(frozen=True)
class Progress:
    """One return with its cells counted; `supplements` are approved but still owed (补报)."""

    submission: Submission
    cells: int
    filled: int
    open: int
    unit_pending: int
    pending: int
    city_pending: int
    returned: int
    approved: int
    supplements: int

    @property
    def is_locked(self) -> bool:
        """The round takes no first figures any more."""
        return self.submission.round.state == RoundState.CLOSED

    @property
    def is_overdue(self) -> bool:
        """Past its day and never handed in: what was sent back had been in time."""
        return (
            not self.is_locked
            and self.submission.first_submitted_at is None
            and today() > self.submission.due
        )

    @property
    def days_left(self) -> int:
        """Days to the due day; negative when it has passed."""
        return (self.submission.due - today()).days

    @property
    def days_late(self) -> int:
        return -self.days_left

    @property
    def is_my_turn(self) -> bool:
        """The unit has to act."""
        is_units = SUBMISSION_OWNERS[self.submission.state] is Owner.UNIT
        return is_units and (not self.is_locked or bool(self.returned))

    @property
    def is_again_open(self) -> bool:
        """A 补报 was typed and not handed in yet."""
        return self.open > 0 and self.submission.state == SubmissionState.COMPLETE

    @property
    def next_action(self) -> str:
        """What the unit does next, in the words of its button."""
        if self.returned:
            return f"修改退回的 {self.returned} 项"
        if self.submission.state == SubmissionState.RETURNED:
            return "核对并提交"
        if self.submission.state == SubmissionState.DRAFT and not self.is_locked:
            if self.filled == 0:
                return "开始填报"
            return "继续填报" if self.filled < self.cells else "核对并提交"
        if self.is_again_open:
            return "提交补报"
        return "补报" if self.supplements else "查看"

    @property
    def state_class(self) -> str:
        """The colour of the state's badge; its word always stands beside it."""
        if self.submission.state == SubmissionState.DRAFT and not self.filled:
            return "bg-secondary-lt"
        return _STATE_CLASSES[self.submission.state]

    @property
    def state_word(self) -> str:
        """The state as pages print it; a draft without any figure is 未填报."""
        if self.submission.state == SubmissionState.DRAFT and not self.filled:
            return "未填报"
        return str(self.submission.get_state_display())

    def waiting_at(self, stages: Iterable[Stage]) -> int:
        """How many cells wait at these stages."""
        return sum(getattr(self, WAITING[stage]) for stage in stages)


_STATE_CLASSES = {
    SubmissionState.DRAFT: "bg-yellow-lt",
    SubmissionState.UNIT_REVIEW: "bg-blue-lt",
    SubmissionState.SUBMITTED: "bg-blue-lt",
    SubmissionState.CITY_REVIEW: "bg-blue-lt",
    SubmissionState.RETURNED: "bg-red-lt",
    SubmissionState.COMPLETE: "bg-green-lt",
}


@dataclass(frozen=True)
class WaitingReturn:
    """A return with cells that wait for one person: how many, and at which of the stages."""

    progress: Progress
    stages: tuple[Stage, ...]

    @property
    def submission(self) -> Submission:
        return self.progress.submission

    @property
    def waiting(self) -> int:
        return self.progress.waiting_at(self.stages)


def tasks_of(user: Any) -> list[Progress]:
    """What this person's units owe: their turn first, then the nearest day. One query."""
    units = access_of(user).organisation_ids(FILLING_ROLES)
    rows = progress_rows(Submission.objects.visible_to(user).filter(organisation__in=units))
    return sorted(
        rows,
        key=lambda row: (
            not row.is_my_turn,
            row.submission.due.toordinal() if row.is_my_turn else -row.submission.round.year,
            row.submission.area.path,
        ),
    )


def reviews_of(user: Any) -> list[WaitingReturn]:
    """The returns with cells that wait for this person, longest waiting first. Three queries."""
    if not access_of(user).holds(REVIEWING_ROLES):
        return []
    # The ids first: nested in the query that counts, they would be sought again for every cell.
    waiting = Submission.objects.visible_to(user).filter(awaiting(user)).order_by()
    ids = set(waiting.values_list("pk", flat=True))
    rows = progress_rows(Submission.objects.filter(pk__in=ids))
    staffed = areas_with_reviewers()
    found = [_waiting(user, row, staffed) for row in rows]
    return sorted(found, key=lambda row: (row.submission.submitted_at, row.submission.pk))


def _waiting(user: Any, row: Progress, staffed: set[int]) -> WaitingReturn:
    mine = stages_of(user, row.submission, staffed)
    return WaitingReturn(
        row, tuple(each for each in Stage if each in mine and row.waiting_at([each]))
    )


def rounds_of(user: Any) -> list[Round]:
    """The rounds in which this person oversees returns, the newest first."""
    overseen = Submission.objects.visible_to(user).values("round")
    rounds = Round.objects.filter(pk__in=overseen).select_related("area", "indicator_set")
    return list(rounds.order_by("-year", "area__path"))


def progress_of(submission: Submission) -> Progress:
    """One return with its cells counted."""
    return progress_rows(Submission.objects.filter(pk=submission.pk))[0]


def progress_rows(submissions: QuerySet[Submission]) -> list[Progress]:
    """Returns with their cells counted, in the order of areas and units. One query."""
    counted = submissions.select_related(
        "round__area", "organisation__area", "area", "submitted_by", "signed_by"
    ).annotate(**{f"n_{name}": count for name, count in _COUNTS.items()})
    return [
        Progress(row, **{name: getattr(row, f"n_{name}") for name in _COUNTS})
        for row in counted.order_by("area__path", "organisation__position", "pk")
    ]
