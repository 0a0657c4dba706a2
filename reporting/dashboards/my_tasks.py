"""What is mine to do? One list for every role: returns, cells that came back, 补报, reviews, years.

Each part is read only for those who can act on it; the number of queries does not grow.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from indicators.clock import today
from indicators.models import Area, Assignment, Installation, Role
from indicators.people.access import ADMINISTRATION_ROLES, access_of
from reporting import outbox
from reporting.assessment.release import YearState, year_states
from reporting.collection.correction_permissions import decidable_corrections
from reporting.collection.reads import (
    FILLING_ROLES,
    Progress,
    WaitingReturn,
    progress_rows,
    reviews_of,
    tasks_of,
)
from reporting.collection.review_permissions import active_members
from reporting.models import (
    Item,
    ItemChange,
    MissingKind,
    ObservationStatus,
    Release,
    ReviewState,
    RoundState,
    Submission,
)
from reporting.permissions import can_release, can_sign

LONGEST_LIST = 30  # cells that are listed one by one; the rest stands behind the return


@dataclass(frozen=True)
class MyTasks:
    """Everything on the page; None: not for this person's roles, empty: nothing to do."""

    returns: Sequence[Progress] | None = None
    came_back: Sequence[Item] = ()
    supplements: Sequence[Item] = ()
    unsigned: Sequence[Progress] = ()  # wait for a head where nobody can sign any more
    to_review: Sequence[WaitingReturn] | None = None
    late: Sequence[Progress] | None = None
    corrections: int = 0
    years: Sequence[YearState] = ()
    may_sign: bool = False
    may_release: bool = False
    duties: int = 0
    parked: int | None = None
    released: Release | None = None

    @property
    def my_turn(self) -> int:
        """Returns that the unit has to act on."""
        return sum(row.is_my_turn for row in self.returns or ())

    @property
    def today(self) -> datetime.date:
        """The day with which expected days are compared."""
        return today()

    @property
    def is_empty(self) -> bool:
        """No part of the page has anything to do in it."""
        return not any(
            (
                self.returns,
                self.supplements,
                self.to_review,
                self.late,
                self.corrections,
                self.years,
                self.duties,
                self.parked,
            )
        )


def my_tasks(user: Any) -> MyTasks:
    """The page of one person."""
    access = access_of(user)
    fills, reviews = access.holds(FILLING_ROLES), access.holds([Role.REVIEWER])
    oversees = access.holds([Role.REVIEWER, Role.OFFICE])
    area = _area() if oversees else None
    may_sign = area is not None and can_sign(user, area)
    may_release = area is not None and can_release(user, area)
    returns = tasks_of(user) if fills else None
    return MyTasks(
        returns=returns,
        came_back=_came_back(user) if fills else (),
        supplements=_supplements(user) if fills else (),
        unsigned=_unsigned(user, returns or ()),
        to_review=reviews_of(user) if reviews or access.holds([Role.UNIT_HEAD]) else None,
        late=_late(user) if oversees else None,
        corrections=decidable_corrections(user).filter(decided_at=None).count() if reviews else 0,
        years=_years(area, may_sign, may_release) if area else (),
        may_sign=may_sign,
        may_release=may_release,
        duties=_duties(user) if access.holds([Role.OFFICE]) else 0,
        parked=outbox.parked().count() if access.holds([Role.SYSTEM_ADMINISTRATOR]) else None,
        released=None if access.holds(ADMINISTRATION_ROLES) else _released(user),
    )


def _area() -> Area | None:
    installation = Installation.objects.select_related("area").first()
    return installation.area if installation else None


def _came_back(user: Any) -> list[Item]:
    """Cells that were sent back, with the reason; they stay until they are handed in again."""
    rows = _cells_of_units(user, [Role.STATISTICIAN]).filter(review=ReviewState.RETURNED)
    return list(rows.order_by("-reviewed_at", "pk")[:LONGEST_LIST])


def _supplements(user: Any) -> list[Item]:
    """Approved cells that are still owed, the nearest expected day first, 初步数 at the end."""
    rows = _cells_of_units(user, [Role.STATISTICIAN]).filter(
        Q(missing_kind=MissingKind.NOT_YET_PRODUCED) | Q(status=ObservationStatus.PROVISIONAL),
        review=ReviewState.APPROVED,
    )
    return list(rows.order_by("expected_on", "pk")[:LONGEST_LIST])


def _unsigned(user: Any, returns: Sequence[Progress]) -> list[Progress]:
    """Returns of one's own that wait for a signature that nobody can give. Two queries."""
    mine = access_of(user).organisation_ids([Role.STATISTICIAN])
    waiting = [
        row for row in returns if row.unit_pending and row.submission.organisation_id in mine
    ]
    typed = set(
        ItemChange.objects.filter(
            item__submission__in=[row.submission for row in waiting],
            item__review=ReviewState.UNIT_PENDING,
        ).values_list("item__submission", "by")
    )
    heads = set(
        active_members(Role.UNIT_HEAD)
        .filter(organisation__in={row.submission.organisation_id for row in waiting})
        .values_list("organisation", "user")
    )
    return [
        row
        for row in waiting
        if not any(
            unit == row.submission.organisation_id
            and head != row.submission.submitted_by_id
            and (row.submission.pk, head) not in typed
            for unit, head in heads
        )
    ]


def _cells_of_units(user: Any, roles: list[str]) -> QuerySet[Item]:
    units = access_of(user).organisation_ids(roles)
    return Item.objects.filter(submission__organisation__in=units).select_related(
        "indicator", "breakdown", "reviewed_by", "submission__area", "submission__round"
    )


def _late(user: Any) -> list[Progress]:
    """Returns of the open rounds that are past their day, of the areas that one oversees."""
    rows = Submission.objects.visible_to(user).filter(
        Q(due_on__lt=today()) | Q(due_on=None, round__due_on__lt=today()),
        round__state=RoundState.OPEN,
        first_submitted_at=None,
    )
    return progress_rows(rows)


def _years(area: Area, may_sign: bool, may_release: bool) -> list[YearState]:
    """Years that wait: signed ones for the release, collected ones for the signature."""
    if not (may_sign or may_release):
        return []
    states = year_states(area)
    return [
        state
        for state in states
        if (may_release and state.signed)
        or (may_sign and not state.signed and not state.released and not state.obstacle)
    ]


def _duties(user: Any) -> int:
    """Duties that the office has not confirmed yet."""
    within = access_of(user).area_filter([Role.OFFICE], "area__path")
    return Assignment.objects.filter(within, confirmed_at=None, last_year=None).count()


def _released(user: Any) -> Release | None:
    """The newest released year that this person may read."""
    rows = Release.objects.visible_to(user).released().select_related("area")
    return rows.order_by("-year", "-number").first()
