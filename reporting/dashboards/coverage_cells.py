"""The state of one place in the coverage table: data for the year, since when, or why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.models import Indicator
from reporting.models import MissingKind

WITH_DATA = "有数据"
CARRIED = "按周期沿用"
NOT_YET = "尚未产生"
NOT_APPLICABLE = "不适用"
MISSING = "本年缺"
PARTLY = "部分有"
NEVER = "从未有"
NOT_ASKED = "不要求"
NOT_COLLECTED = "可分，未收集"
STATES = (WITH_DATA, CARRIED, NOT_YET, NOT_APPLICABLE, MISSING, NEVER)
#: Sign before the word, so that states differ without colour.
SIGNS = {
    WITH_DATA: "●",
    CARRIED: "◐",
    PARTLY: "◑",
    NOT_YET: "…",
    NOT_APPLICABLE: "–",
    MISSING: "○",
    NEVER: "✕",
    NOT_ASKED: "",
    NOT_COLLECTED: "",
}
#: How a state is coloured beside its sign.
_TONES = {WITH_DATA: "there", CARRIED: "part", PARTLY: "part", MISSING: "gone", NEVER: "gone"}
_KINDS = {
    MissingKind.NOT_YET_PRODUCED: NOT_YET,
    MissingKind.NOT_APPLICABLE: NOT_APPLICABLE,
    MissingKind.NOT_REPORTED: MISSING,
}


@dataclass(frozen=True)
class CoverageCell:
    """One place: its state in the year, and the first and last year with a number."""

    state: str
    first: int | None = None
    last: int | None = None

    @property
    def sign(self) -> str:
        return SIGNS[self.state]

    @property
    def tone(self) -> str:
        return _TONES.get(self.state, "open")

    @property
    def span(self) -> str:
        """2018—2024; "" where there never was a number."""
        if self.first is None:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}—{self.last}"


def state_of(
    indicator: Indicator, year: int, span: tuple[int, int] | None, reason: str
) -> CoverageCell:
    """The state in `year`; `reason` is the missing kind recorded for it, "" without a row.

    What is produced every few years, by term or now and then is carried over from its last year.
    """
    first, last = span or (None, None)
    if last == year:
        return CoverageCell(WITH_DATA, first, last)
    if last is not None and is_carried(indicator, year, last):
        return CoverageCell(CARRIED, first, last)
    if reason:
        return CoverageCell(_KINDS[MissingKind(reason)], first, last)
    return CoverageCell(NEVER if last is None else MISSING, first, last)


def is_carried(indicator: Indicator, year: int, last: int) -> bool:
    """The last figure still stands for `year` by the indicator's cadence."""
    return year - last < indicator.cadence_years or indicator.by_term


def joined(cells: Sequence[CoverageCell], *, is_required: bool) -> CoverageCell:
    """Several groups of one dimension as one: as good as all of them, or partly there."""
    if not cells:
        return CoverageCell(NOT_ASKED)
    if not is_required and all(cell.last is None for cell in cells):
        return CoverageCell(NOT_COLLECTED)
    firsts = [cell.first for cell in cells if cell.first is not None]
    lasts = [cell.last for cell in cells if cell.last is not None]
    states = {cell.state for cell in cells}
    if len(states) == 1:
        state = states.pop()
    else:
        state = PARTLY if states & {WITH_DATA, CARRIED} else MISSING
    return CoverageCell(state, min(firsts, default=None), max(lasts, default=None))
