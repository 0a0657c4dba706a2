"""What the checks look at: a return with everything that its figures are compared with. Pure."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reporting.collection.cell_contents import CellContent, CellRule

TOTAL = 0
CellKey = tuple[int, int]  # indicator, breakdown
Codes = tuple[str, str, str]  # of a breakdown: sex, residence, age; "_T" is the total
Contents = Mapping[str, CellContent]  # by the name of an area
# What is counted one by one, in units or in ten thousands.
COUNTED_UNITS = frozenset("人个项名张户件例起所家次")


@dataclass(frozen=True)
class CheckedIndicator:
    """What the checks must know of an indicator beside the rule of its cell.

    `denominator` is the name of what is counted there, `is_yearly` means a new figure every year.
    """

    id: int
    rule: CellRule
    decimals: int
    count_kind: str = "complete_count"
    reference_period: str = ""
    denominator: str = ""
    is_yearly: bool = True

    @property
    def is_counted(self) -> bool:
        """The value is a number of things, which can be added up: 人, 万人, 个."""
        return not self.rule.is_ratio and self.rule.unit.lstrip("百千万亿") in COUNTED_UNITS

    @property
    def is_bounded(self) -> bool:
        """A share between 0 and 100."""
        return self.rule.scale == "share" and not self.rule.gross


@dataclass(frozen=True)
class Reference:
    """A published figure of an area above: its name, the year and the value."""

    area: str
    year: int
    content: CellContent


@dataclass(frozen=True)
class CheckedCell:
    """One cell with what it is compared with.

    `past`: the figures in force by year, from the last change of definition on. `counties`: this
    year's figures of the city's counties, without the cell's own; where the cell is the city's,
    `counties_complete` tells that all of them which count towards the city are there.
    """

    key: CellKey
    indicator: CheckedIndicator
    content: CellContent
    breakdown: str = ""
    past: Mapping[int, CellContent] = field(default_factory=dict)
    counties: Contents = field(default_factory=dict)
    counties_complete: bool = False
    references: Sequence[Reference] = ()
    is_with_unit: bool = True

    @property
    def row(self) -> str:
        """How a finding names the cell: 新生儿死亡率（男）."""
        name = self.indicator.rule.name
        return name if self.key[1] == TOTAL else f"{name}（{self.breakdown}）"

    @property
    def first_column(self) -> str:
        return "numerator" if self.indicator.rule.is_ratio else "value"

    @property
    def period(self) -> str:
        """The period that the figure covers."""
        return self.content.reference_period or self.indicator.reference_period


@dataclass(frozen=True)
class Relation:
    """left is nested in, or a component of, right; both are indicators."""

    kind: str
    left: int
    right: int


@dataclass(frozen=True)
class CheckedReturn:
    """The cells of one return; `others` are cells of the area that other units handed in."""

    year: int
    today: datetime.date
    is_city: bool
    cells: Mapping[CellKey, CheckedCell]
    others: Mapping[CellKey, CheckedCell] = field(default_factory=dict)
    relations: Sequence[Relation] = ()
    breakdowns: Mapping[int, Codes] = field(default_factory=dict)

    def cell(self, key: CellKey) -> CheckedCell | None:
        """The cell of the return, or the one that another unit handed in."""
        return self.cells.get(key) or self.others.get(key)
