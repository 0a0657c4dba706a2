"""Domains × objectives with a mark for every target: judged, not judged yet, or not measured."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.models import (
    Area,
    Domain,
    Objective,
    Plan,
    PlanState,
    TargetKind,
)
from indicators.people.readers import readable_areas
from indicators.wording import MARKS, Mark, standing_mark
from reporting.assessment.reading import Reading
from reporting.dashboards.area_table import domain_code, domains_of
from reporting.dashboards.counts import APART, Headline, headline
from reporting.dashboards.matrix_tiles import UNJUDGED_MARK, Filters, Tile, hidden_values
from reporting.dashboards.reads import Lead, Line, leads_in, targets_beside

#: Statuses that rest on data.
JUDGED = ("MET", "NEAR", "NOT_MET")


@dataclass(frozen=True)
class Cell:
    """One objective of one domain; without tiles it is measured by no target."""

    objective: Objective | None
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Row:
    """One domain with a cell for every number an objective can have, and its counts."""

    domain: Domain
    cells: tuple[Cell, ...]

    @property
    def numeric(self) -> list[Tile]:
        """The targets with a number: only they are counted as met."""
        tiles = [tile for cell in self.cells for tile in cell.tiles]
        return [tile for tile in tiles if tile.target.kind not in APART]

    @property
    def met(self) -> int:
        return sum(tile.status == "MET" for tile in self.numeric)

    @property
    def with_data(self) -> int:
        return sum(tile.status in JUDGED for tile in self.numeric)


@dataclass(frozen=True)
class PlanRows:
    """The domains of one plan."""

    plan: Plan
    rows: tuple[Row, ...]
    headline: Headline


@dataclass(frozen=True)
class ColumnCount:
    """One column: how many targets stand under that objective number, and how many are met."""

    number: int
    met: int
    total: int


@dataclass(frozen=True)
class Choices:
    """What the filters offer: what occurs in the year."""

    plans: list[Plan]
    domains: list[tuple[str, str]]
    units: list[str]
    standings: list[tuple[str, int]]
    kinds: list[tuple[str, str]]


@dataclass(frozen=True)
class Matrix:
    """Everything on the page."""

    plans: tuple[PlanRows, ...]
    columns: tuple[ColumnCount, ...]
    standings: tuple[tuple[str, Mark, int], ...]
    choices: Choices
    shown: int
    total: int
    has_unjudged: bool


def matrix_areas(user: Any) -> list[Area]:
    """The areas with a plan in force of their own that this person may read, larger ones first."""
    rows = readable_areas(user).filter(plans__state=PlanState.IN_FORCE)
    return list(rows.distinct().order_by("path"))


def matrix_of(reading: Reading, viewer: Any, lines: Sequence[Line], filters: Filters) -> Matrix:
    """The matrix; `lines` are all judged targets of the reading. A few queries more."""
    tiles = _tiles(reading, viewer, lines)
    chosen = [tile for tile in tiles if filters.wants(tile)]
    objectives = _objectives(reading.area)
    if filters.unit or filters.standing or filters.kind:
        # Among some targets nothing can be said of objectives without any.
        kept = {tile.target.objective_id for tile in chosen}
        objectives = [row for row in objectives if row.pk in kept]
    else:
        objectives = [row for row in objectives if _within(filters, row.domain)]
    width = max((row.number for row in objectives), default=0)
    return Matrix(
        tuple(_plan_rows(objectives, chosen, width)),
        tuple(_columns(chosen, width)),
        tuple(_standings(chosen)),
        _choices(tiles, filters),
        len(chosen),
        len(tiles),
        any(tile.line is None for tile in chosen),
    )


def _within(filters: Filters, domain: Domain) -> bool:
    return filters.plan in ("", domain.plan.code) and filters.domain in ("", domain_code(domain))


def _tiles(reading: Reading, viewer: Any, lines: Sequence[Line]) -> list[Tile]:
    """Every target of the area's plans in force, in the order of the plans."""
    hidden = hidden_values(reading, viewer, lines)
    tiles = [
        Tile(line.target, line, line.lead, reading.year, hidden.get(line.target.pk, ""))
        for line in lines
    ]
    targets = targets_beside(reading.area, lines)
    leads = leads_in(reading)
    for target in targets:
        lead = leads.get(target.indicator_id) or Lead(target.indicator.lead, False)
        tiles.append(Tile(target, None, lead, reading.year))
    return sorted(tiles, key=_place)


def _place(tile: Tile) -> tuple[int, str, int, int, int, str]:
    target, objective = tile.target, tile.target.objective
    plan, domain = objective.domain.plan, objective.domain
    place = (domain.number, objective.number, target.position)
    return (plan.position, plan.code, *place, target.code)


def _objectives(area: Area) -> list[Objective]:
    """The objectives of the area's plans in force, in their order. Two queries."""
    domains = {row.pk: row for row in domains_of(area)}
    rows = list(Objective.objects.filter(domain__in=domains).order_by("number"))
    for row in rows:
        row.domain = domains[row.domain_id]
    order = {pk: place for place, pk in enumerate(domains)}
    return sorted(rows, key=lambda row: (order[row.domain_id], row.number))


def _plan_rows(
    objectives: Iterable[Objective], tiles: Sequence[Tile], width: int
) -> Iterable[PlanRows]:
    by_objective: dict[int, list[Tile]] = {}
    for tile in tiles:
        by_objective.setdefault(tile.target.objective_id, []).append(tile)
    plans: dict[Plan, dict[Domain, dict[int, Objective]]] = {}
    for row in objectives:
        plans.setdefault(row.domain.plan, {}).setdefault(row.domain, {})[row.number] = row
    for plan, domains in plans.items():
        rows = tuple(
            _row(domain, numbers, by_objective, width) for domain, numbers in domains.items()
        )
        within = [tile for tile in tiles if tile.target.plan_id == plan.pk]
        yield PlanRows(plan, rows, _headline(plan.short_title, within))


def _row(
    domain: Domain,
    numbers: dict[int, Objective],
    by_objective: dict[int, list[Tile]],
    width: int,
) -> Row:
    cells = []
    for number in range(1, width + 1):
        objective = numbers.get(number)
        tiles = by_objective.get(objective.pk, []) if objective else []
        cells.append(Cell(objective, tuple(tiles)))
    return Row(domain, tuple(cells))


def _headline(scope: str, tiles: Sequence[Tile]) -> Headline:
    lines = [tile.line for tile in tiles if tile.line]
    return headline(scope, lines, [tile.target for tile in tiles if not tile.line])


def _columns(tiles: Sequence[Tile], width: int) -> Iterable[ColumnCount]:
    for number in range(1, width + 1):
        within = [tile for tile in tiles if tile.target.objective.number == number]
        met = sum(tile.status == "MET" for tile in within)
        yield ColumnCount(number, met, len(within))


def _standings(tiles: Iterable[Tile]) -> list[tuple[str, Mark, int]]:
    """Every word that occurs with its mark, in the order of the legend."""
    counts = Counter(tile.group_word for tile in tiles)
    order = [*MARKS, *(word for word in counts if word not in MARKS)]
    return [
        (word, standing_mark(word) if word in MARKS else UNJUDGED_MARK, counts[word])
        for word in order
        if counts[word]
    ]


def _choices(tiles: Sequence[Tile], filters: Filters) -> Choices:
    domains = {tile.target.objective.domain for tile in tiles}
    in_plan = [each for each in domains if filters.plan in ("", each.plan.code)]
    in_plan.sort(key=lambda each: (each.plan.position, each.plan.code, each.number))
    kinds = {tile.target.kind for tile in tiles}
    return Choices(
        list({tile.target.objective.domain.plan: None for tile in tiles}),
        [
            (
                domain_code(each),
                each.name if filters.plan else f"{each.plan.short_title} · {each.name}",
            )
            for each in in_plan
        ],
        sorted({tile.lead.name for tile in tiles} - {""}),
        [(word, count) for word, _mark, count in _standings(tiles)],
        [(value, label) for value, label in TargetKind.choices if value in kinds],
    )
