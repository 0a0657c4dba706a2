"""Typing into a return: all or nothing, and never over somebody else's figure."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from indicators.clock import today
from indicators.models import User
from reporting.collection.cell_contents import CellContent, Finding, TypedCell
from reporting.collection.cells import (
    CellsRefused,
    Difference,
    content_of,
    contents_seen,
    lock_items,
    lock_submission,
    rule_of,
    write_contents,
)
from reporting.collection.checks import read_cell
from reporting.collection.states import (
    ENTRY_STATES,
    StateRefused,
    may_type,
)
from reporting.models import Item, RoundState, Submission
from reporting.permissions import check_enter


@dataclass(frozen=True)
class SeenCell:
    """What was typed into a cell, and the version of the cell that was on the page."""

    version: int
    typed: TypedCell


@dataclass(frozen=True)
class _Outcome:
    """What is to be done about one typed cell; nothing of it means: it was left as it was."""

    content: CellContent | None = None
    findings: tuple[Finding, ...] = ()
    difference: Difference | None = None


@transaction.atomic
def save_cells(*, submission: Submission, cells: Mapping[int, SeenCell], by: User) -> int:
    """Store what was typed (cells by item id) and return how many cells changed.

    A cell that still reads as it was shown is left alone, also where somebody else has changed
    it meanwhile. Raises PermissionRefused, StateRefused, or CellsRefused (then nothing is stored).
    """
    locked = lock_submission(submission)
    check_enter(by, locked)
    check_open_for_entry(locked)
    items = [item for item in lock_items(locked) if item.pk in cells]
    seen = contents_seen(items, {item.pk: cells[item.pk].version for item in items})
    outcomes = {item: _judge(locked, item, cells[item.pk], seen.get(item.pk)) for item in items}
    findings = {item.pk: list(o.findings) for item, o in outcomes.items() if o.findings}
    differences = [o.difference for o in outcomes.values() if o.difference]
    if findings or differences:
        raise CellsRefused(findings, differences)
    edits = {item: o.content for item, o in outcomes.items() if o.content is not None}
    if edits:
        write_contents(edits, by=by)
        locked.version += 1
        locked.save(update_fields=["version"])
    return len(edits)


def check_open_for_entry(submission: Submission) -> None:
    if submission.round.state != RoundState.OPEN:
        raise StateRefused("这个报告期已经关闭，不能再填报。")
    if submission.state not in ENTRY_STATES:
        raise StateRefused(f"报表{submission.get_state_display()}，现在不能填写。")


def _judge(
    submission: Submission, item: Item, cell: SeenCell, seen: CellContent | None
) -> _Outcome:
    if seen is not None and cell.typed.stripped() == seen.as_typed():
        return _Outcome()
    rule = rule_of(item.indicator)
    content, findings = read_cell(cell.typed, rule, today())
    if findings:
        return _Outcome(findings=tuple(findings))
    if content in (seen, content_of(item)):
        return _Outcome()
    if not may_type(submission.state, item.review):
        message = f"这一项{item.get_review_display()}，不能修改。"
        return _Outcome(findings=(Finding(rule.name, first_column(item), message),))
    if cell.version != item.version:
        return _Outcome(difference=Difference(item, theirs=content, current=content_of(item)))
    return _Outcome(content=content)


def first_column(item: Item) -> str:
    return "numerator" if rule_of(item.indicator).is_ratio else "value"
