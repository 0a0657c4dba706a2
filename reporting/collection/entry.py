"""Typing into a return: never over somebody else's figure, and nothing half stored.

A unit's returns of one round are typed into on one page (a city department holds the counties'
figures too), so a save may reach cells of all of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from django.db import transaction

from indicators.clock import today
from indicators.models import User
from reporting.collection.cell_contents import COLUMNS, CellContent, Finding, TypedCell
from reporting.collection.cells import (
    CellsRefused,
    Difference,
    content_of,
    contents_seen,
    rule_of,
    share_returns,
    write_contents,
)
from reporting.collection.checks import read_cell
from reporting.collection.states import may_type
from reporting.collection.typed_numbers import number_text
from reporting.models import ChangeRoute, Item, RoundState, Submission
from reporting.observations.populations import populations_of_areas
from reporting.permissions import check_enter

ALL_COLUMNS = frozenset(COLUMNS)
CLOSED = "closed"  # the rule of a finding: the cell is nobody's to type into now


@dataclass(frozen=True)
class SeenCell:
    """What was typed into a cell, and the version of the cell that was on the page.

    Columns that were not on the page keep what stood there.
    """

    version: int
    typed: TypedCell
    columns: frozenset[str] = ALL_COLUMNS

    def completed(self, seen: CellContent | None) -> TypedCell:
        """The texts of all columns."""
        if seen is None or self.columns == ALL_COLUMNS:
            return self.typed.stripped()
        return replace(
            seen.as_typed(),
            **{column: getattr(self.typed, column).strip() for column in self.columns},
        )


class Outcome(StrEnum):
    """What became of a typed cell."""

    SAVED = "saved"
    SAME = "same"  # it read as before, or as it stands by now
    REFUSED = "refused"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class CellOutcome:
    """One typed cell: stored (then `content` is new), left alone, or why not."""

    item: Item
    outcome: Outcome
    content: CellContent | None = None
    findings: tuple[Finding, ...] = ()
    difference: Difference | None = None


Populations = Mapping[tuple[int, int, int], Decimal]  # area, population indicator, breakdown


@transaction.atomic
def save_cells(
    *,
    submission: Submission,
    cells: Mapping[int, SeenCell],
    by: User,
    via: str = ChangeRoute.GRID,
) -> int:
    """Store what was typed (cells by item id), all or nothing; how many cells changed.

    A cell that still reads as it was shown is left alone, also where somebody else has changed
    it meanwhile. Raises PermissionRefused or CellsRefused (then nothing is stored).
    """
    outcomes = _judge_all(submission, cells, by)
    findings = {each.item.pk: list(each.findings) for each in outcomes if each.findings}
    differences = [each.difference for each in outcomes if each.difference]
    if findings or differences:
        raise CellsRefused(findings, differences)
    return _store(outcomes, by, via)


@transaction.atomic
def save_each(
    *,
    submission: Submission,
    cells: Mapping[int, SeenCell],
    by: User,
    via: str = ChangeRoute.GRID,
) -> list[CellOutcome]:
    """Store every cell that can be stored and tell what became of each; a cell wholly or not.

    Raises PermissionRefused. Ids that are no cells of the unit's returns have no outcome.
    """
    outcomes = _judge_all(submission, cells, by)
    _store(outcomes, by, via)
    return outcomes


def first_column(item: Item) -> str:
    """The column to which a message about the whole cell leads."""
    return "numerator" if rule_of(item.indicator).is_ratio else "value"


def population_key(item: Item) -> tuple[int, int, int] | None:
    """Where the denominator comes from that the bureau enters; None where the unit types it."""
    population = item.indicator.denominator_indicator_id
    if population is None:
        return None
    return (item.submission.area_id, population, item.breakdown_id)


def populations_of(items: Sequence[Item]) -> Populations:
    """The denominators that these cells refer to. One query, none where no cell refers to any."""
    keys = {key for item in items if (key := population_key(item))}
    if not keys:
        return {}
    areas = {item.submission.area_id: item.submission.area for item in items}
    year = items[0].submission.round.year
    return populations_of_areas(areas.values(), year, {key[1:] for key in keys})


def _judge_all(
    submission: Submission, cells: Mapping[int, SeenCell], by: User
) -> list[CellOutcome]:
    check_enter(by, submission)
    share_returns(submission)
    items = _lock(submission, cells)
    populations = populations_of(items)
    seen = contents_seen(items, {item.pk: cells[item.pk].version for item in items})
    return [_judge(item, cells[item.pk], seen.get(item.pk), populations) for item in items]


def _lock(submission: Submission, ids: Iterable[int]) -> list[Item]:
    """The cells that are typed into, locked in the order of their ids; no other ones."""
    return list(
        Item.objects.filter(
            pk__in=list(ids),
            submission__round=submission.round_id,
            submission__organisation=submission.organisation_id,
        )
        .select_for_update(of=("self",))
        .select_related(
            "indicator__denominator_indicator",
            "edited_by",
            "submission__round",
            "submission__area",
        )
        .order_by("pk")
    )


def _judge(
    item: Item, cell: SeenCell, seen: CellContent | None, populations: Populations
) -> CellOutcome:
    typed = cell.completed(seen)
    key = population_key(item)
    if key is not None:  # whatever was typed or shown: the bureau's number counts
        typed = replace(typed, denominator=_referenced(typed, populations.get(key)))
    current = content_of(item)
    if seen is not None and _by_hand(typed, key) == _by_hand(seen.as_typed(), key):
        return CellOutcome(item, Outcome.SAME, current)
    content, findings = read_cell(typed, rule_of(item.indicator), today())
    if findings:
        return CellOutcome(item, Outcome.REFUSED, findings=tuple(findings))
    if content in (seen, current):
        return CellOutcome(item, Outcome.SAME, current)
    if not may_type(item.submission.state, item):
        return CellOutcome(item, Outcome.REFUSED, findings=(_closed(item),))
    if cell.version != item.version and not _only_denominator_moved(seen, current, key):
        difference = Difference(item, theirs=content, current=current)
        return CellOutcome(item, Outcome.CONFLICT, difference=difference)
    return CellOutcome(item, Outcome.SAVED, content)


def _referenced(typed: TypedCell, population: Decimal | None) -> str:
    """The bureau's number, where there is a count to divide."""
    return number_text(population) if typed.numerator else ""


def _by_hand(typed: TypedCell, key: object) -> TypedCell:
    """The texts without those that nobody types."""
    shared = {"value": "", "denominator": ""} if key is not None else {}
    return replace(typed, **shared) if shared else typed


def _only_denominator_moved(seen: CellContent | None, current: CellContent, key: object) -> bool:
    """The bureau entered another population meanwhile; nobody touched what this unit typed."""
    return (
        key is not None
        and seen is not None
        and _by_hand(seen.as_typed(), key) == _by_hand(current.as_typed(), key)
    )


def _closed(item: Item) -> Finding:
    if item.submission.round.state != RoundState.OPEN:
        message = "这个报告期已经关闭，不能再填报。"
    else:
        message = f"这一项{item.get_review_display()}，不能修改。"
    return Finding(rule_of(item.indicator).name, first_column(item), message, rule=CLOSED)


def _store(outcomes: Iterable[CellOutcome], by: User, via: str) -> int:
    edits = {
        each.item: each.content
        for each in outcomes
        if each.outcome == Outcome.SAVED and each.content is not None
    }
    if edits:
        write_contents(edits, by=by, via=via)
    return len(edits)
