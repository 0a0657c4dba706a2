"""The open year of the demonstration: returns approved, handed in, sent back and untouched.

Every return goes through the doors that people use; deadlines count from the day of loading.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from indicators.clock import today
from indicators.models import Area, Role, User
from reporting.collection.cell_contents import TypedCell
from reporting.collection.entry import SeenCell, save_cells
from reporting.collection.handing_in import submit
from reporting.collection.review import Decision, review_cells
from reporting.collection.rounds import open_round
from reporting.models import Item, MissingKind, Submission

from .figures import InventedFigure
from .past import NOBODY_EXPOSED

Figures = Mapping[tuple[str, str, str], InventedFigure]


def open_demonstration_round(
    *, city: Area, returns: Mapping[str, Any], figures: Iterable[InventedFigure]
) -> None:
    """Open the year and bring each unit's return to where `returns` says it stands."""
    reviewer = User.objects.get(username="tongji")
    round_ = open_round(
        area=city,
        year=returns["year"],
        opens_on=today() - datetime.timedelta(days=returns["days_since_opening"]),
        due_on=today() + datetime.timedelta(days=returns["days_left"]),
        by=reviewer,
    )
    drawn = {
        (figure.area, figure.indicator, figure.breakdown): figure
        for figure in figures
        if figure.year == returns["year"]
    }
    for submission in round_.submissions.select_related("organisation", "area"):
        code = submission.organisation.code
        if code in returns["untouched"]:
            continue
        _hand_in(submission, drawn, returns)
        if code not in returns["submitted"]:
            _review(submission, returns["returned"].get(code, {}), reviewer)


def _hand_in(submission: Submission, drawn: Figures, returns: Mapping[str, Any]) -> None:
    statistician = User.objects.get(
        memberships__organisation=submission.organisation, memberships__role=Role.STATISTICIAN
    )
    reasons = returns["missing"].get(submission.organisation.code, {})
    expected_on = today() + datetime.timedelta(days=returns["days_until_expected"])
    cells = {}
    for item in submission.items.select_related("indicator", "breakdown"):
        figure = drawn.get((submission.area.code, item.indicator.code, item.breakdown.name))
        reason = reasons.get(item.indicator.code)
        cells[item.pk] = SeenCell(item.version, typed_cell(figure, reason, expected_on))
    save_cells(submission=submission, cells=cells, by=statistician)
    submission.refresh_from_db()
    submit(submission=submission, version=submission.version, by=statistician)


def typed_cell(
    figure: InventedFigure | None, reason: Mapping[str, str] | None, expected_on: datetime.date
) -> TypedCell:
    """What the unit types: the figure, the reason given, or that it does not exist yet."""
    if reason:
        return TypedCell(missing_kind=reason["kind"], note=reason.get("note", ""))
    if figure is None:
        return TypedCell(
            missing_kind=MissingKind.NOT_YET_PRODUCED, expected_on=expected_on.isoformat()
        )
    if figure.nobody_exposed:
        return TypedCell(missing_kind=MissingKind.NOT_APPLICABLE, note=NOBODY_EXPOSED)
    if figure.value is not None:
        return TypedCell(value=str(figure.value))
    return TypedCell(numerator=str(figure.numerator), denominator=str(figure.denominator))


def _review(submission: Submission, returned: Mapping[str, str], reviewer: User) -> None:
    decisions = [_decision(item, returned) for item in submission.items.select_related("indicator")]
    review_cells(submission=submission, decisions=decisions, by=reviewer)


def _decision(item: Item, returned: Mapping[str, str]) -> Decision:
    reason = returned.get(item.indicator.code, "")
    return Decision(item_id=item.pk, version=item.version, approve=not reason, reason=reason)
