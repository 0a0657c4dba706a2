"""Which figures of counties could point at single people, and must not be shown? Pure.

A county's cell of a protected indicator with fewer than ten events is hidden (zero included: "no
case here" tells on the others). What could be worked out from the cells beside it is hidden with
it: the city's figure minus the other counties', the total minus the other sex. So of the counties
under one city figure never exactly one is hidden, nor several with fewer than ten events between
them: the smallest visible ones are hidden too, until that holds or nothing is left. The same along
each dimension of a breakdown. Where events are not known the cell is hidden.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

FEWEST_SHOWN = 10
HIDDEN = "少于10例，已隐藏"
HIDDEN_BESIDE = "防止推算，已隐藏"

CellKey = tuple[int, int, int, int]  # indicator, area, breakdown, year
Codes = tuple[str, ...]  # of a breakdown: sex, residence, age
TOTAL_CODE = "_T"


@dataclass(frozen=True)
class CountCell:
    """One county's cell of a protected indicator.

    `events`: what is counted; of a share the scarcer of events and non-events; None where it is
    not known. `in_sum`: the area is part of the city's figure.
    """

    indicator: int
    area: int
    breakdown: int
    year: int
    events: float | None
    in_sum: bool = True

    @property
    def key(self) -> CellKey:
        return (self.indicator, self.area, self.breakdown, self.year)

    @property
    def is_small(self) -> bool:
        """Too few events to be shown, whatever stands beside it."""
        return self.events is None or self.events < FEWEST_SHOWN


@dataclass(frozen=True)
class _Line:
    """Cells that add up to a figure that everyone sees or, where it is given, to `total`."""

    cells: tuple[CountCell, ...]
    total: CountCell | None = None

    def to_hide(self, hidden: Collection[CellKey]) -> set[CellKey]:
        """The cells to be hidden as well, so that none can be worked out."""
        within = [cell for cell in self.cells if cell.key in hidden]
        visible = sorted(
            (cell for cell in self.cells if cell.key not in hidden),
            key=lambda cell: (cell.events or 0, cell.key),
        )
        if self.total is not None and self.total.key in hidden:
            # A hidden total must not be the only unknown.
            return set() if within else {visible[0].key}
        more: set[CellKey] = set()
        between = sum(cell.events or 0 for cell in within)
        for cell in visible:
            number = len(within) + len(more)
            if number == 0 or (number > 1 and between >= FEWEST_SHOWN):
                break
            more.add(cell.key)
            between += cell.events or 0
        return more


def hidden_cells(cells: Iterable[CountCell], breakdowns: Mapping[int, Codes]) -> dict[CellKey, str]:
    """{key: the words in its place} of the cells that must not be shown.

    `cells` are all counties of a city in all breakdowns, of any indicators and years: what stands
    beside a cell decides with it. `breakdowns` gives the codes of every breakdown.
    """
    every = list(cells)
    hidden = {cell.key: HIDDEN for cell in every if cell.is_small}
    lines = [*_across_areas(every), *_along_dimensions(every, breakdowns)] if hidden else []
    while more := {key for line in lines for key in line.to_hide(hidden)}:
        hidden |= dict.fromkeys(more, HIDDEN_BESIDE)
    return hidden


def _across_areas(cells: Sequence[CountCell]) -> list[_Line]:
    """The counties under one figure of the city, which everyone sees."""
    groups: dict[tuple[int, int, int], list[CountCell]] = defaultdict(list)
    for cell in cells:
        if cell.in_sum:
            groups[cell.indicator, cell.breakdown, cell.year].append(cell)
    return [_Line(tuple(group)) for group in groups.values()]


def _along_dimensions(
    cells: Sequence[CountCell], breakdowns: Mapping[int, Codes]
) -> Iterator[_Line]:
    """In one county and year: the parts of one dimension (女 and 男) under their total."""
    by_place: dict[tuple[int, int, int], dict[Codes, CountCell]] = defaultdict(dict)
    for cell in cells:
        by_place[cell.indicator, cell.area, cell.year][breakdowns[cell.breakdown]] = cell
    for found in by_place.values():
        parts: dict[tuple[int, Codes], list[CountCell]] = defaultdict(list)
        for codes, cell in found.items():
            for dimension, total in _totals_over(codes):
                parts[dimension, total].append(cell)
        for (_dimension, total), members in parts.items():
            if total in found and len(members) > 1:
                yield _Line(tuple(members), found[total])


def _totals_over(codes: Codes) -> Iterator[tuple[int, Codes]]:
    """(dimension, codes of the total) of which a breakdown is a part, one dimension summed up."""
    for place, code in enumerate(codes):
        if code != TOTAL_CODE:
            yield place, (*codes[:place], TOTAL_CODE, *codes[place + 1 :])
