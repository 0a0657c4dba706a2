"""The list of judged targets: filtered by plan and standing, grouped by plan and domain."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from indicators.models import Domain, Plan
from reporting.dashboards.reads import Line


@dataclass(frozen=True)
class Filters:
    """What the address asks for; an empty field asks for everything."""

    plan: str
    standing: str

    def apply(self, lines: list[Line]) -> list[Line]:
        """The lines that fit, in their order."""
        return [
            line
            for line in lines
            if self.plan in ("", line.plan.code) and self.standing in ("", line.standing_word)
        ]


@dataclass(frozen=True)
class DomainGroup:
    """The lines of one domain of one plan."""

    plan: Plan
    domain: Domain
    lines: list[Line]


def grouped(lines: list[Line]) -> list[DomainGroup]:
    """Lines, which come in the order of the plans, by domain."""
    return [
        DomainGroup(members[0].plan, members[0].domain, members)
        for _, group in groupby(lines, key=lambda line: line.domain.pk)
        for members in [list(group)]
    ]


def standings_in(lines: list[Line]) -> list[tuple[str, int]]:
    """Every standing that occurs and how often, for the filter."""
    return sorted(Counter(line.standing_word for line in lines).items(), key=lambda pair: -pair[1])
