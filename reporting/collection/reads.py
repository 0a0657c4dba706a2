"""Who owes what, how far each return is, and whose turn it is: lists for the pages."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from indicators.clock import today
from indicators.models import Role
from indicators.people.access import access_of
from reporting.collection.states import SUBMISSION_OWNERS, Owner
from reporting.models import ReviewState, Round, RoundState, Submission, SubmissionState

FILLING_ROLES = frozenset({Role.STATISTICIAN, Role.UNIT_HEAD})

_FILLED = Q(items__value__isnull=False) | ~Q(items__missing_kind="")


@dataclass(frozen=True)
class Progress:
    """One return with its cells counted."""

    submission: Submission
    cells: int
    filled: int
    pending: int
    returned: int
    approved: int

    @property
    def is_overdue(self) -> bool:
        """Past its day and never handed in: what was sent back had been in time."""
        round_ = self.submission.round
        return (
            round_.state == RoundState.OPEN
            and self.submission.submitted_at is None
            and today() > round_.due_on
        )

    @property
    def days_left(self) -> int:
        """Days to the due day; negative when it has passed."""
        return (self.submission.round.due_on - today()).days

    @property
    def is_my_turn(self) -> bool:
        """The unit has to act."""
        return (
            SUBMISSION_OWNERS[self.submission.state] is Owner.UNIT
            and self.submission.round.state == RoundState.OPEN
        )

    @property
    def next_action(self) -> str:
        """What the unit does next, in the words of its button."""
        if self.submission.state == SubmissionState.RETURNED:
            return f"修改退回的 {self.returned} 项" if self.returned else "核对并提交"
        if self.submission.state == SubmissionState.DRAFT:
            if self.filled == 0:
                return "开始填报"
            return "继续填报" if self.filled < self.cells else "核对并提交"
        return "查看"

    @property
    def state_class(self) -> str:
        """The colour of the state's badge; its word always stands beside it."""
        return _STATE_CLASSES[self.submission.state]


_STATE_CLASSES = {
    SubmissionState.DRAFT: "bg-yellow-lt",
    SubmissionState.SUBMITTED: "bg-blue-lt",
    SubmissionState.RETURNED: "bg-red-lt",
    SubmissionState.COMPLETE: "bg-green-lt",
}


@dataclass(frozen=True)
class RoundOverview:
    """One round and the returns of it that a person oversees."""

    round: Round
    rows: tuple[Progress, ...]

    @property
    def filed(self) -> int:
        """Returns that were handed in at least once."""
        return sum(row.submission.submitted_at is not None for row in self.rows)

    @property
    def complete(self) -> int:
        return sum(row.submission.state == SubmissionState.COMPLETE for row in self.rows)

    @property
    def overdue(self) -> int:
        return sum(row.is_overdue for row in self.rows)


def tasks_of(user: Any) -> list[Progress]:
    """What this person's units owe: their turn first, then the nearest day. One query."""
    units = access_of(user).organisation_ids(FILLING_ROLES)
    rows = _progress(Submission.objects.visible_to(user).filter(organisation__in=units))
    return sorted(
        rows,
        key=lambda row: (
            not row.is_my_turn,
            row.submission.round.due_on if row.is_my_turn else -row.submission.round.year,
            row.submission.area.path,
        ),
    )


def reviews_of(user: Any) -> list[Progress]:
    """The returns with cells that wait for this person's review, the longest waiting first."""
    mine = access_of(user).area_filter([Role.REVIEWER], "area__path")
    waiting = Submission.objects.visible_to(user).filter(mine, items__review=ReviewState.PENDING)
    rows = _progress(Submission.objects.filter(pk__in=waiting.values("pk")))
    return sorted(rows, key=lambda row: (row.submission.submitted_at, row.submission.pk))


def rounds_of(user: Any) -> list[Round]:
    """The rounds in which this person oversees returns, the newest first."""
    overseen = Submission.objects.visible_to(user).values("round")
    rounds = Round.objects.filter(pk__in=overseen).select_related("area")
    return list(rounds.order_by("-year", "area__path"))


def overview(user: Any, round_: Round) -> RoundOverview:
    """Every return of the round that this person oversees, in the order of areas and units."""
    rows = _progress(Submission.objects.visible_to(user).filter(round=round_))
    return RoundOverview(round_, tuple(rows))


def progress_of(submission: Submission) -> Progress:
    """One return with its cells counted."""
    return _progress(Submission.objects.filter(pk=submission.pk))[0]


def _progress(submissions: QuerySet[Submission]) -> list[Progress]:
    counted = submissions.select_related("round__area", "organisation", "area").annotate(
        cells=Count("items"),
        filled=Count("items", filter=_FILLED),
        pending=Count("items", filter=Q(items__review=ReviewState.PENDING)),
        returned=Count("items", filter=Q(items__review=ReviewState.RETURNED)),
        approved=Count("items", filter=Q(items__review=ReviewState.APPROVED)),
    )
    return [
        Progress(row, row.cells, row.filled, row.pending, row.returned, row.approved)
        for row in counted.order_by("area__path", "organisation__position", "pk")
    ]
