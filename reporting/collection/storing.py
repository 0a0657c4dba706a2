"""Approved cells become figures, each marked with why it replaces what stood there before."""

from collections import defaultdict
from collections.abc import Sequence

from indicators.models import User
from reporting.collection.cells import content_of
from reporting.collection.context import CellKey, cell_key
from reporting.models import (
    Flow,
    Item,
    Observation,
    ObservationStatus,
    RevisionKind,
    Submission,
)
from reporting.observations import Figure, record
from reporting.observations.work import owe_assessment


def store_approved(submission: Submission, approved: Sequence[Item], *, by: User) -> int | None:
    """Record the approved cells and file the assessment that they owe; the data version.

    A 初步数 replaced by another figure is 初步数→最终数; what was 尚未产生 is a first figure.
    """
    stored = stored_figures(submission, approved)
    by_kind: dict[str, list[Figure]] = defaultdict(list)
    for item in approved:
        kind = _kind(item, stored.get(cell_key(item)))
        by_kind[kind].append(_figure(submission, item))
    year = submission.round.year
    numbers = [
        record(
            figures,
            flow=Flow.RETURN,
            by=by,
            reason=f"{year}年度报表审核通过：{submission.organisation}",
            revision_kind=kind,
        )
        for kind, figures in sorted(by_kind.items())
    ]
    number = max((each for each in numbers if each is not None), default=None)
    if number is not None:
        owe_assessment(area=submission.area, year=year, data_version=number)
    return number


def stored_figures(submission: Submission, items: Sequence[Item]) -> dict[CellKey, Observation]:
    """The figures in force of these cells. One query."""
    rows = Observation.objects.in_force().filter(
        area=submission.area,
        year=submission.round.year,
        flow=Flow.RETURN,
        source=None,
        indicator__in={item.indicator_id for item in items},
    )
    return {(row.indicator_id, row.breakdown_id): row for row in rows}


def _kind(item: Item, old: Observation | None) -> str:
    if old is None or old.value is None:
        return RevisionKind.FIRST
    provisional = ObservationStatus.PROVISIONAL
    is_final = old.status == provisional and item.status != provisional
    return RevisionKind.FINAL if is_final else RevisionKind.CORRECTION


def _figure(submission: Submission, item: Item) -> Figure:
    content = content_of(item)
    return Figure(
        indicator_id=item.indicator_id,
        area=submission.area,
        year=submission.round.year,
        breakdown_id=item.breakdown_id,
        value=content.value,
        numerator=content.numerator,
        denominator=content.denominator,
        missing_kind=content.missing_kind,
        expected_on=content.expected_on,
        qualifier="" if content.missing_kind else content.qualifier,
        status=ObservationStatus.MISSING if content.missing_kind else content.status,
        note=content.note,
    )
