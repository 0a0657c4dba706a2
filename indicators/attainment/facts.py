"""One row of the results as typed facts, for the sentences about it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indicators.attainment.settings import METHOD, Settings
from indicators.wording import Wording

_UPWARDS = ("at_least", "increase", "full_coverage")


@dataclass(frozen=True)
class Facts:
    """A result row (pandas Series or mapping of column to value), the words for it, and the
    settings it was judged with.
    """

    row: Mapping[str, Any]
    wording: Wording
    settings: Settings = METHOD

    def number(self, column: str) -> float:
        """The number, NaN where it is missing."""
        return float(self.row[column])

    def known(self, column: str) -> bool:
        """Is there a number?"""
        return not math.isnan(self.number(column))

    def text(self, column: str) -> str:
        """A code's name."""
        return str(self.row[column])

    def because(self, reason: str) -> bool:
        """Does the result carry this reason?"""
        return reason in self.text("reasons").split("|")

    def value(self, column: str) -> str:
        """The number with unit and the decimals that are judged."""
        return self.wording.value(self.number(column))

    @property
    def upwards(self) -> bool:
        """Is improvement a rise? For 左右 with two edges: towards the target."""
        if self.wording.kind != "about":
            return self.wording.kind in _UPWARDS
        if self.wording.side != "band":
            return self.wording.side == "floor"
        return not self.number("value") > self.number("target_value")

    @property
    def has_bar(self) -> bool:
        """Is there a number to reach?"""
        return self.wording.kind in ("at_least", "at_most", "about", "full_coverage")

    @property
    def end_year(self) -> int:
        """The year of the target."""
        return int(self.number("latest_year") + self.number("years_left"))

    @property
    def running(self) -> bool:
        """The end year is still to come."""
        return self.text("phase") == "RUNNING"
