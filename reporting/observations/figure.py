"""One figure as it is handed to the writer of figures."""

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from indicators.models import TOTAL, Area
from reporting.models import ObservationStatus, Source

STORED_STEP = Decimal("0.000001")
FigureKey = tuple[int, int, int, int, int | None]  # indicator, area, breakdown, year, source


@dataclass(frozen=True)
class Figure:
    """One figure to record: a value (with or without counts) or the reason why there is none."""

    indicator_id: int
    area: Area
    year: int
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    breakdown_id: int = TOTAL
    missing_kind: str = ""
    expected_on: datetime.date | None = None
    qualifier: str = ""
    status: str = ObservationStatus.NORMAL
    note: str = ""
    source: Source | None = None

    def __post_init__(self) -> None:
        for name in ("value", "numerator", "denominator"):
            number: Decimal | None = getattr(self, name)
            if number is not None:
                object.__setattr__(self, name, number.quantize(STORED_STEP, ROUND_HALF_UP))

    @property
    def key(self) -> FigureKey:
        """What one figure in force is unique by (within its flow)."""
        source_id = self.source.pk if self.source else None
        return (self.indicator_id, self.area.pk, self.breakdown_id, self.year, source_id)

    @property
    def content(self) -> tuple[object, ...]:
        """What makes two figures of the same key different."""
        return (
            self.value,
            self.numerator,
            self.denominator,
            self.missing_kind,
            self.expected_on,
            self.qualifier,
            self.status,
            self.note,
        )
