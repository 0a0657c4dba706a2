"""The open year of the demonstration: some returns approved, some handed in, some untouched."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from indicators.clock import today
from indicators.models import Area, AreaLevel, User
from reporting.collection.cell_contents import TypedCell
from reporting.collection.entry import SeenCell, save_cells, submit
from reporting.collection.review import Decision, review_cells
from reporting.collection.rounds import open_round
from reporting.models import Submission

from .figures import InventedFigure

DAYS_LEFT = datetime.timedelta(days=21)
DAYS_SINCE = datetime.timedelta(days=20)


def open_demonstration_round(
    *, city: Area, year: int, people: Mapping[str, Any], figures: Sequence[InventedFigure]
) -> None:
    """Open the year; deadlines count from the day of loading."""
    reviewer = User.objects.get(username="tongji")
    round_ = open_round(
        area=city,
        year=year,
        opens_on=today() - DAYS_SINCE,
        due_on=today() + DAYS_LEFT,
        by=reviewer,
    )
    counts = {(figure.area, figure.indicator): figure for figure in figures}
    left_open = set(people["county_returns_left_open"])
    for submission in round_.submissions.select_related("organisation", "area"):
        code = submission.organisation.code
        at_county = submission.area.level == AreaLevel.COUNTY
        approve = code in people["approved_returns"] or (at_county and code not in left_open)
        if approve or code in people["submitted_returns"]:
            _hand_in(submission, counts)
        if approve:
            _approve(submission, reviewer)


def _hand_in(submission: Submission, counts: Mapping[tuple[str, str], InventedFigure]) -> None:
    statistician = User.objects.get(
        memberships__organisation=submission.organisation, memberships__role="statistician"
    )
    cells = {}
    for item in submission.items.select_related("indicator"):
        figure = counts[submission.area.code, item.indicator.code]
        cells[item.pk] = SeenCell(version=item.version, typed=_typed(figure))
    save_cells(submission=submission, cells=cells, by=statistician)
    submission.refresh_from_db()
    submit(submission=submission, version=submission.version, by=statistician)


def _typed(figure: InventedFigure) -> TypedCell:
    if figure.value is not None:
        return TypedCell(value=str(figure.value))
    return TypedCell(numerator=str(figure.numerator), denominator=str(figure.denominator))


def _approve(submission: Submission, reviewer: User) -> None:
    decisions = [
        Decision(item_id=item.pk, version=item.version, approve=True)
        for item in submission.items.all()
    ]
    review_cells(submission=submission, decisions=decisions, by=reviewer)
