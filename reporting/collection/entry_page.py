"""The entry page of a unit: its own return by domain, the counties' returns with areas as columns.

A city department that holds the counties' figures owes a return for each county besides its own;
they stand on one page, whichever of them is opened.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from indicators.models import Area, Breakdown, Indicator, Organisation, OrganisationKind, User
from reporting.collection.cells import CellsRefused, contents_seen
from reporting.collection.context import demands, past_figures_of, past_years, place_of
from reporting.collection.entry import SeenCell, populations_of
from reporting.collection.entry_domains import Heading, headings_of
from reporting.collection.entry_findings import shown_findings
from reporting.collection.entry_grid import EntryCell, entry_cell, past_words, referenced_of
from reporting.collection.states import may_type
from reporting.models import Attachment, Item, Submission
from reporting.permissions import can_enter


@dataclass(frozen=True)
class Block:
    """An indicator of the own return: its cells, the total first, groups indented below it."""

    indicator: Indicator
    cells: tuple[EntryCell, ...]

    @property
    def groups(self) -> int:
        """How many cells stand below the first one."""
        return len(self.cells) - 1


@dataclass(frozen=True)
class Group:
    """The rows under one heading: blocks of the own return, or rows of the matrix."""

    title: str
    rows: tuple[Any, ...]


@dataclass(frozen=True)
class MatrixRow:
    """One figure across the areas; None where it is not asked of an area."""

    indicator: Indicator
    breakdown: Breakdown
    cells: tuple[EntryCell | None, ...]

    @property
    def first(self) -> EntryCell:
        return next(cell for cell in self.cells if cell is not None)


@dataclass(frozen=True)
class Asked:
    """What the request adds to what is stored: posted cells, why they were refused, one opened."""

    cells: Mapping[int, SeenCell] = field(default_factory=dict)
    refusal: CellsRefused | None = None
    opened: int = 0


@dataclass(frozen=True)
class EntryPage:
    """Everything in the grid. `own` is the return of the unit's own area, if it owes one."""

    returns: tuple[Submission, ...]
    own: Submission | None
    areas: tuple[Submission, ...]
    years: tuple[int, ...]
    groups: tuple[Group, ...]
    matrix: tuple[Group, ...]
    cells: tuple[EntryCell, ...]

    @property
    def filled(self) -> int:
        return sum(cell.item.is_filled for cell in self.cells)

    @property
    def is_open(self) -> bool:
        """There is a cell to type into."""
        return any(cell.may_type for cell in self.cells)

    @property
    def open_cells(self) -> list[EntryCell]:
        """Where something is still to be done before handing in."""
        return [cell for cell in self.cells if cell.open_word]

    @property
    def open_words(self) -> str:
        """How much that is: 未填 3 · 须修改 1."""
        words = [cell.open_word for cell in self.open_cells]
        kinds = [kind for kind in ("未填", "须修改", "请说明") if kind in words]
        return " · ".join(f"{kind} {words.count(kind)}" for kind in kinds) or "没有未完成的填报项"

    @property
    def state(self) -> list[dict[str, Any]]:
        """What the page's scripts know about the cells."""
        return [cell.state for cell in self.cells]


def returns_beside(submission: Submission) -> QuerySet[Submission]:
    """All returns that the unit owes in this round, this one among them."""
    return (
        Submission.objects.filter(
            round=submission.round_id, organisation=submission.organisation_id
        )
        .select_related("round__area", "organisation__area", "area")
        .order_by("area__path")
    )


def entry_page(submission: Submission, *, user: User, asked: Asked | None = None) -> EntryPage:
    """The page of the unit that owes `submission`. The number of queries does not grow."""
    returns = list(returns_beside(submission))
    own = _own(returns)
    cells = _cells(returns, own, can_enter(user, submission), asked or Asked())
    others = tuple(row for row in returns if row != own)
    headings = headings_of({cell.item.indicator for cell in cells}, returns[0].area, _year(returns))
    mine = [cell for cell in cells if own and cell.item.submission_id == own.pk]
    rest = [cell for cell in cells if not own or cell.item.submission_id != own.pk]
    return EntryPage(
        returns=tuple(returns),
        own=own,
        areas=others,
        years=tuple(past_years(returns[0])),
        groups=_grouped(_blocks(mine), headings),
        matrix=_grouped(_matrix(rest, others), headings),
        cells=tuple(cells),
    )


def _own(returns: Sequence[Submission]) -> Submission | None:
    """The return of the unit's own area; a single one is always the own one."""
    if len(returns) == 1:
        return returns[0]
    home = returns[0].organisation.area_id
    return next((row for row in returns if row.area_id == home), None)


def _year(returns: Sequence[Submission]) -> int:
    return returns[0].round.year


def _cells(
    returns: Sequence[Submission], own: Submission | None, may_enter: bool, asked: Asked
) -> list[EntryCell]:
    items = _items(returns)
    posted = [item for item in items if item.pk in asked.cells]
    seen = contents_seen(posted, {item.pk: asked.cells[item.pk].version for item in posted})
    years = past_years(returns[0])
    past = past_figures_of(returns, items)
    wanted = demands(returns, items)
    populations = populations_of(items)
    bureaus = _bureaus(returns)
    findings = shown_findings(returns)
    evidence = _evidence(returns)
    cells = []
    for item in items:
        known = past.get(place_of(item), {})
        cells.append(
            entry_cell(
                item,
                asked.cells.get(item.pk),
                seen.get(item.pk),
                asked.refusal,
                may_type=may_enter and may_type(item.submission.state, item),
                past=tuple((year, past_words(item.indicator, known.get(year))) for year in years),
                last=known.get(years[-1]),
                demands=tuple(wanted.get(place_of(item), ())),
                referenced=referenced_of(item, populations, bureaus[item.submission.area_id]),
                findings=tuple(findings.get(item.pk, ())),
                evidence=evidence.get(item.pk, ()),
                is_opened=item.pk == asked.opened,
                place="" if item.submission == own else item.submission.area.name,
            )
        )
    return cells


def _items(returns: Sequence[Submission]) -> list[Item]:
    by_pk = {row.pk: row for row in returns}
    items = list(
        Item.objects.filter(submission__in=returns)
        .select_related("indicator__denominator_indicator", "breakdown", "edited_by", "reviewed_by")
        .order_by("indicator__position", "indicator__code", "breakdown", "submission__area__path")
    )
    for item in items:
        item.submission = by_pk[item.submission_id]
    return items


def _evidence(returns: Sequence[Submission]) -> dict[int, list[Attachment]]:
    """The files of each cell, in one query."""
    found: dict[int, list[Attachment]] = {}
    for row in Attachment.objects.present().filter(item__submission__in=returns).order_by("pk"):
        found.setdefault(row.item_id, []).append(row)
    return found


def _bureaus(returns: Sequence[Submission]) -> dict[int, str]:
    """Who enters the populations of each return's area: the nearest bureau. One query."""
    codes = {code for row in returns for code in row.area.path_codes}
    bureaus = list(
        Organisation.objects.filter(
            kind=OrganisationKind.STATISTICS, active=True, area__code__in=codes
        ).select_related("area")
    )
    return {row.area_id: _nearest(bureaus, row.area) for row in returns}


def _nearest(bureaus: Iterable[Organisation], area: Area) -> str:
    above = [each for each in bureaus if area.path.startswith(each.area.path)]
    nearest = max(above, key=lambda each: len(each.area.path), default=None)
    return nearest.name if nearest else "统计部门"


def _blocks(cells: Iterable[EntryCell]) -> list[Block]:
    return [
        Block(indicator, tuple(rows))
        for indicator, rows in groupby(cells, key=lambda cell: cell.item.indicator)
    ]


def _matrix(cells: Iterable[EntryCell], areas: Sequence[Submission]) -> list[MatrixRow]:
    rows = []
    for (indicator, breakdown), group in groupby(
        cells, key=lambda cell: (cell.item.indicator, cell.item.breakdown)
    ):
        by_return = {cell.item.submission_id: cell for cell in group}
        rows.append(MatrixRow(indicator, breakdown, tuple(by_return.get(a.pk) for a in areas)))
    return rows


def _grouped(
    rows: Iterable[Block | MatrixRow], headings: Mapping[int, Heading]
) -> tuple[Group, ...]:
    ordered = sorted(rows, key=lambda row: headings[row.indicator.pk])  # stable within a heading
    return tuple(
        Group(heading.title, tuple(group))
        for heading, group in groupby(ordered, key=lambda row: headings[row.indicator.pk])
    )
