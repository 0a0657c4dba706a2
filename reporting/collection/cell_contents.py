"""What a cell is: the rule of its indicator, the texts typed, the content, a finding. Pure."""

import datetime
from dataclasses import dataclass, fields
from decimal import Decimal

from reporting.collection.typed_numbers import number_text

NORMAL = "A"  # obs_status of an ordinary figure; typed as nothing
COLUMNS = {
    "value": "数值",
    "numerator": "分子",
    "denominator": "分母",
    "missing_kind": "缺失原因",
    "expected_on": "预计产生日期",
    "note": "说明",
    "qualifier": "限定词",
    "status": "数据状态",
    "reference_period": "统计期",
}


@dataclass(frozen=True)
class CellRule:
    """What an indicator demands of its cell; `scale` is share, rate or value.

    `population` names the population that the statistics bureau enters for all, where the
    denominator is one of those; then nobody types it.
    """

    name: str
    unit: str
    is_ratio: bool
    multiplier: int | None = None
    scale: str = "value"
    gross: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    population: str = ""

    @property
    def lowest(self) -> Decimal:
        """Zero, unless the indicator says that it may be negative (or starts higher)."""
        return Decimal(0) if self.minimum is None else self.minimum

    @property
    def highest(self) -> Decimal | None:
        """The indicator's own limit; a share that is not gross never exceeds 100."""
        own = [] if self.maximum is None else [self.maximum]
        natural = [Decimal(100)] if self.scale == "share" and not self.gross else []
        return min(own + natural, default=None)

    @property
    def is_part_of_whole(self) -> bool:
        """The numerator counts some of what the denominator counts."""
        return self.is_ratio and self.scale in ("share", "rate") and not self.gross


@dataclass(frozen=True)
class TypedCell:
    """The texts of one cell as they came from a person."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    missing_kind: str = ""
    expected_on: str = ""
    note: str = ""
    qualifier: str = ""
    status: str = ""
    reference_period: str = ""

    def stripped(self) -> "TypedCell":
        """Without blanks around, so that two entries can be compared."""
        return TypedCell(*(getattr(self, field.name).strip() for field in fields(self)))


@dataclass(frozen=True)
class CellContent:
    """What a cell holds: a value (with counts or without), a reason, or nothing yet."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing_kind: str = ""
    expected_on: datetime.date | None = None
    note: str = ""
    qualifier: str = ""
    status: str = NORMAL
    reference_period: str = ""

    @property
    def is_filled(self) -> bool:
        """A number or a reason."""
        return self.value is not None or bool(self.missing_kind)

    def as_typed(self) -> TypedCell:
        """The texts that would have to be typed to get this content."""
        return TypedCell(
            value=number_text(self.value),
            numerator=number_text(self.numerator),
            denominator=number_text(self.denominator),
            missing_kind=self.missing_kind,
            expected_on=self.expected_on.isoformat() if self.expected_on else "",
            note=self.note,
            qualifier=self.qualifier,
            status="" if self.status == NORMAL else self.status,
            reference_period=self.reference_period,
        )


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or to be asked about: where, what, and what to do about it.

    `rule` is the code of the rule in `rules.RULES`, empty where a text could not be read. A hard
    finding must be mended, a soft one may also be explained.
    """

    row: str
    column: str
    message: str
    rule: str = ""
    is_hard: bool = True

    def __str__(self) -> str:
        return f"{self.row} · {COLUMNS[self.column]}：{self.message}"
