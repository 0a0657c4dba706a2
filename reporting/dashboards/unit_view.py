"""One unit: what it leads and how that stands, what it reports, how it has filed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from indicators.models import Assignment, AssignmentRole, Organisation, Role
from indicators.people.readers import readable_units
from reporting.assessment.reading import Reading
from reporting.dashboards.reads import Line, lines_from
from reporting.models import (
    Correction,
    CorrectionState,
    ItemNote,
    NoteKind,
    Submission,
    SubmissionState,
)


@dataclass(frozen=True)
class FiledReturn:
    """One return of the unit: in time or not, how much was sent back, how much corrected later."""

    submission: Submission
    cells: int
    returned: int
    corrected: int

    @property
    def is_in_time(self) -> bool | None:
        """First handed in by its due day; None while it has not been handed in."""
        first = self.submission.first_submitted_at
        return None if first is None else timezone.localdate(first) <= self.submission.due

    @property
    def is_overdue(self) -> bool:
        """Not handed in though its day has passed."""
        return self.is_in_time is None and timezone.localdate() > self.submission.due

    @property
    def is_complete(self) -> bool:
        return self.submission.state == SubmissionState.COMPLETE


@dataclass(frozen=True)
class UnitView:
    """Everything on the page of one unit."""

    unit: Organisation
    lines: list[Line]
    unjudged: list[Assignment]
    reports: list[Assignment]
    returns: list[FiledReturn]
    corrections: list[Correction]

    @property
    def open_corrections(self) -> list[Correction]:
        return [row for row in self.corrections if row.state == CorrectionState.REQUESTED]


def unit_for(user: Any, pk: int) -> Organisation:
    """The unit if this person may open its page, else 404."""
    return get_object_or_404(readable_units(user), pk=pk)


def unit_view(reading: Reading, unit: Organisation) -> UnitView:
    """The unit in the reading's year; the filing record is of all years. Constant queries."""
    duties = list(
        Assignment.objects.in_year(reading.year)
        .filter(organisation=unit, role__in=[AssignmentRole.LEADS, AssignmentRole.REPORTS])
        .select_related("indicator", "area")
        .order_by("area__path", "indicator__position")
    )
    leads = [row for row in duties if row.role == AssignmentRole.LEADS]
    own = [row.indicator_id for row in leads if row.area_id == reading.area.pk]
    lines = lines_from(reading, reading.judgements().filter(target__indicator__in=own))
    judged = {line.target.indicator_id for line in lines}
    return UnitView(
        unit=unit,
        lines=lines,
        unjudged=[row for row in leads if row.indicator_id not in judged],
        reports=[row for row in duties if row.role == AssignmentRole.REPORTS],
        returns=filed_returns(Submission.objects.filter(organisation=unit)),
        corrections=list(
            corrections_of([unit.pk])
            .select_related("indicator", "area", "breakdown", "requested_by")
            .order_by("-id")
        ),
    )


def filed_returns(submissions: QuerySet[Submission]) -> list[FiledReturn]:
    """The returns, the newest year first, with what was sent back and corrected. Three queries."""
    rows = list(
        submissions.select_related("round", "area", "organisation")
        .annotate(cells=Count("items"))
        .order_by("-round__year", "area__path", "pk")
    )
    returned = _returned_cells([row.pk for row in rows])
    corrected = _corrected({row.organisation_id for row in rows})
    return [
        FiledReturn(
            row,
            row.cells,
            returned.get(row.pk, 0),
            corrected.get((row.organisation_id, row.area_id, row.round.year), 0),
        )
        for row in rows
    ]


def corrections_of(units: Sequence[int]) -> QuerySet[Correction]:
    """What people of the units asked to correct."""
    asked = Q(requested_by__memberships__organisation__in=units)
    found = Correction.objects.filter(asked, requested_by__memberships__role=Role.STATISTICIAN)
    return Correction.objects.filter(pk__in=found.values("pk"))


def _returned_cells(submissions: Sequence[int]) -> dict[int, int]:
    """{return: how many of its cells were sent back at least once}."""
    rows = ItemNote.objects.filter(kind=NoteKind.RETURN, item__submission__in=submissions)
    counts = rows.order_by().values_list("item__submission")
    return dict(counts.annotate(cells=Count("item", distinct=True)))


def _corrected(units: set[int]) -> dict[tuple[int, int, int], int]:
    """{(unit, area, year): accepted corrections}."""
    rows = (
        Correction.objects.filter(
            state=CorrectionState.ACCEPTED,
            requested_by__memberships__organisation__in=units,
            requested_by__memberships__role=Role.STATISTICIAN,
        )
        .order_by()
        .values_list("requested_by__memberships__organisation", "area", "year")
        .annotate(number=Count("pk", distinct=True))
    )
    return {(unit, area, year): number for unit, area, year, number in rows}
