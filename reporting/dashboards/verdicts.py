"""A finished plan by verdict: what was missed, nearly met, met early or in time, or unknown."""

from dataclasses import dataclass

from indicators.wording import Mark, standing_mark
from reporting.dashboards.counts import APART
from reporting.dashboards.reads import Line

#: Verdicts in the order of their urgency, with a note, and whether each target is told in full.
VERDICTS = (
    ("未实现", "", True),
    ("基本实现", "与目标的差距在规定的容差以内。", True),
    ("提前实现", "", False),
    ("如期实现", "", False),
    ("无法评价", "目标年没有可用的数据。", False),
    ("不适用", "", False),
)


@dataclass(frozen=True)
class VerdictGroup:
    """The targets under one verdict, those without a number of their own apart.

    What needs a decision is told in full, the rest by name.
    """

    word: str
    note: str
    is_full: bool
    is_apart: bool
    lines: tuple[Line, ...]

    @property
    def heading(self) -> str:
        return f"无数值目标：{self.word}" if self.is_apart else self.word

    @property
    def mark(self) -> Mark:
        return standing_mark(self.word)


def verdict_groups(over: list[Line]) -> tuple[VerdictGroup, ...]:
    """The verdicts that occur, the urgent ones first; `over` are targets of finished plans."""
    groups = [
        VerdictGroup(word, note, is_full, is_apart, tuple(_under(word, over, is_apart)))
        for is_apart in (False, True)
        for word, note, is_full in VERDICTS
    ]
    return tuple(group for group in groups if group.lines)


def _under(word: str, lines: list[Line], is_apart: bool) -> list[Line]:
    return [
        line
        for line in lines
        if line.standing_word == word and (line.target.kind in APART) == is_apart
    ]
