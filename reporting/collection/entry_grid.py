"""The rows of the entry grid: what stands in each cell, beside it, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators import wording
from indicators.models import Indicator
from reporting.collection.cell_contents import CellContent, CellRule, TypedCell
from reporting.collection.cells import CellsRefused, content_of, contents_seen, rule_of
from reporting.collection.context import (
    Demand,
    cell_key,
    demands,
    past_figures,
    past_years,
)
from reporting.collection.entry import SeenCell
from reporting.collection.states import may_type
from reporting.models import Item, MissingKind, Observation, RoundState, Submission


@dataclass(frozen=True)
class EntryRow:
    """One cell of the return as the page shows it; `typed` is what its inputs hold."""

    item: Item
    rule: CellRule
    typed: TypedCell
    version: int
    may_type: bool
    past: tuple[str, ...]
    demands: tuple[Demand, ...]
    findings: Mapping[str, str]  # by column
    difference: str = ""
    unsaved: str = ""

    @property
    def direction(self) -> str:
        """越高越好 or 越低越好, printed with every row."""
        return wording.better_text(self.item.indicator.better)

    @property
    def value(self) -> str:
        """The stored value as it will be judged."""
        return figure_words(self.item.indicator, self.item)


@dataclass(frozen=True)
class EntryGrid:
    """The page's rows, the past years above their columns, and how many cells are filled."""

    years: tuple[int, ...]
    rows: tuple[EntryRow, ...]

    @property
    def filled(self) -> int:
        return sum(row.item.is_filled for row in self.rows)

    @property
    def is_open(self) -> bool:
        """There is a cell to type into."""
        return any(row.may_type for row in self.rows)


def entry_grid(
    submission: Submission,
    *,
    may_enter: bool,
    cells: Mapping[int, SeenCell] | None = None,
    refusal: CellsRefused | None = None,
) -> EntryGrid:
    """The grid of a return; with `cells` it keeps what was typed but could not be stored."""
    cells = cells or {}
    items = list(submission.items.select_related("indicator", "edited_by"))
    posted = [item for item in items if item.pk in cells]
    seen = contents_seen(posted, {item.pk: cells[item.pk].version for item in posted})
    years = past_years(submission)
    past = past_figures(submission, items)
    asked = demands(submission, items)
    is_open = may_enter and submission.round.state == RoundState.OPEN
    rows = []
    for item in items:
        known = past.get(cell_key(item), {})
        rows.append(
            _row(
                item,
                cells.get(item.pk),
                seen.get(item.pk),
                refusal,
                may_type=is_open and may_type(submission.state, item.review),
                past=tuple(past_words(item.indicator, known.get(year)) for year in years),
                demands=tuple(asked.get(cell_key(item), ())),
            )
        )
    return EntryGrid(tuple(years), tuple(rows))


def figure_words(indicator: Indicator, row: Item | Observation) -> str:
    """A figure as it is judged and printed, the reason why there is none, or nothing."""
    if row.value is not None:
        return wording.number(float(row.value), indicator.decimals)
    return str(MissingKind(row.missing_kind).label) if row.missing_kind else ""


def past_words(indicator: Indicator, figure: Observation | None) -> str:
    """A past year's figure, a dash where there is none."""
    return figure_words(indicator, figure) if figure else wording.MISSING


def _row(
    item: Item,
    cell: SeenCell | None,
    seen: CellContent | None,
    refusal: CellsRefused | None,
    *,
    may_type: bool,
    past: tuple[str, ...],
    demands: tuple[Demand, ...],
) -> EntryRow:
    typed, version = content_of(item).as_typed(), item.version
    unsaved = ""
    findings: dict[str, str] = {}
    difference = None
    if refusal:
        findings = {f.column: f.message for f in refusal.findings.get(item.pk, ())}
        difference = next((d for d in refusal.differences if d.item.pk == item.pk), None)
    was_changed = cell is not None and (seen is None or cell.typed.stripped() != seen.as_typed())
    if cell is not None and was_changed:
        if may_type:
            # Once both figures have been shown, the next save may replace the other one.
            typed, version = cell.typed, difference.item.version if difference else cell.version
        else:
            unsaved = "、".join(text for text in vars(cell.typed).values() if text.strip())
    return EntryRow(
        item=item,
        rule=rule_of(item.indicator),
        typed=typed,
        version=version,
        may_type=may_type,
        past=past,
        demands=demands,
        findings=findings,
        difference=difference.sentence if difference else "",
        unsaved=unsaved,
    )
