"""What leaders read in two minutes: how many, which ones, whose, how far along. From one reading."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators.attainment import Counts, headline
from indicators.models import Domain, Plan
from reporting.dashboards.reads import Line

DANGER = frozenset({"ORANGE", "RED"})


@dataclass(frozen=True)
class StandingShare:
    """How many targets stand under one word, with the tone of its mark, for the bar and list."""

    word: str
    lines: tuple[Line, ...]
    start: int

    @property
    def count(self) -> int:
        return len(self.lines)
