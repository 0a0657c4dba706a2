"""One target in the matrix: its mark, where its series goes, and what filters ask of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from indicators.models import TOTAL, Target
from indicators.wording import Mark, standing_mark
from reporting.assessment.reading import Reading
from reporting.dashboards.area_table import domain_code
from reporting.dashboards.reads import Lead, Line
from reporting.observations.protection import protection_for

NOT_BEGUN = "规划尚未开始"
NOT_JUDGED = "暂无评估结果"
UNJUDGED_MARK = Mark("·", "grey", "point", "outlined")
#: Direction of the series: shape, word; whether it is good decides on the colour.
ARROWS = {"RISING": ("↗", "上升"), "FALLING": ("↘", "下降"), "STABLE": ("→", "平稳")}


@dataclass(frozen=True)
class Filters:
    """What the address asks for; an empty field asks for everything."""

    plan: str = ""
    domain: str = ""
    unit: str = ""
    standing: str = ""
    kind: str = ""

    @classmethod
    def from_address(cls, query: QueryDict) -> "Filters":
        return cls(**{name: query.get(name, "") for name in cls.__annotations__})

    @property
    def is_set(self) -> bool:
        return any(vars(self).values())

    def wants(self, tile: "Tile") -> bool:
        """The target fits every field that is set."""
        domain = tile.target.objective.domain
        return (
            self.plan in ("", domain.plan.code)
            and self.domain in ("", domain_code(domain))
            and self.unit in ("", tile.lead.name)
            and self.standing in ("", tile.group_word)
            and self.kind in ("", tile.target.kind)
        )


@dataclass(frozen=True)
class Arrow:
    """Where the series goes; `tone` says good or bad, the sign up or down."""

    sign: str
    word: str
    tone: str


@dataclass(frozen=True)
class Tile:
    """One target in the matrix; `line` is None where it was not judged.

    `hidden` stands in the place of the value of a county's small count.
    """

    target: Target
    line: Line | None
    lead: Lead
    year: int
    hidden: str = ""

    @property
    def word(self) -> str:
        """The standing, or why there is none."""
        if self.line:
            return str(self.line.judgement.standing)
        plan = self.target.plan
        if plan.base_year > self.year:
            return f"{NOT_BEGUN}（{plan.start_year}—{plan.end_year}年）"
        return NOT_JUDGED

    @property
    def group_word(self) -> str:
        """The word that filters and counts group by."""
        return self.line.standing_word if self.line else self.word.split("（")[0]

    @property
    def status(self) -> str:
        """The engine's status; "" without judgement."""
        return str(self.line.judgement.status) if self.line else ""

    @property
    def mark(self) -> Mark:
        if not self.line:
            return UNJUDGED_MARK
        return standing_mark(self.line.judgement.standing, self.line.judgement.level)

    @property
    def arrow(self) -> Arrow | None:
        """The direction of the series, where it has one and the mark is not an arrow already."""
        if not self.line or self.line.judgement.trend not in ARROWS or self.mark.style == "plain":
            return None
        trend, better = self.line.judgement.trend, self.target.indicator.better
        sign, word = ARROWS[trend]
        if trend == "STABLE" or not better:
            return Arrow(sign, word, "grey")
        is_good = (trend == "RISING") == (better > 0)
        return Arrow(
            sign, f"{word}（{'向好' if is_good else '向差'}）", "green" if is_good else "red"
        )


def hidden_values(reading: Reading, viewer: Any, lines: Sequence[Line]) -> dict[int, str]:
    """{target: words} where a side of its value is a small count that this person must not see."""
    sides = {line.target.pk: _sides(line.target) for line in lines}
    targets = [line.target for line in lines]
    both = [row.indicator for row in targets] + [row.other_indicator for row in targets]
    protection = protection_for(
        viewer,
        indicators=[indicator for indicator in both if indicator],
        areas=[reading.area],
        years={line.judgement.latest_year for line in lines} - {None},
        data_version=reading.data_version,
    )
    found = {}
    for line in lines:
        year, area = line.judgement.latest_year or 0, line.judgement.area_id
        for indicator, breakdown in sides[line.target.pk]:
            if words := protection.words(indicator, area, year, breakdown):
                found.setdefault(line.target.pk, words)
    return found


def _sides(target: Target) -> list[tuple[int, int]]:
    """(indicator, breakdown) of the figure and of what it is compared with."""
    sides = [(target.indicator_id, target.breakdown_id)]
    if target.other_indicator_id or target.other_breakdown_id is not None:
        other = target.other_indicator_id or target.indicator_id
        sides.append((other, target.other_breakdown_id or TOTAL))
    return sides
