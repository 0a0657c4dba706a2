"""The list of judged targets: filtered by plan and standing, grouped by plan and domain."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from indicators.models import Domain, Plan
from reporting.dashboards.counts import APART
from reporting.dashboards.reads import Line


@dataclass(frozen=True)
class Filters:
    """What the address asks for; an empty field asks for everything.

    `kind`: "numeric" for targets with a number, "apart" for those that ask for a direction.
    """

    plan: str
    standing: str
    kind: str = ""
    unit: str = ""

    @property
    def are_set(self) -> bool:
        return any((self.plan, self.standing, self.kind, self.unit))

    def apply(self, lines: list[Line]) -> list[Line]:
        """The lines that fit, in their order."""
        return [
            line
            for line in lines
            if self.plan in ("", line.plan.code)
            and self.standing in ("", line.standing_word)
            and self.kind in ("", "apart" if line.target.kind in APART else "numeric")
            and self.unit in ("", line.lead.name)
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


def units_in(lines: list[Line]) -> list[tuple[str, int]]:
    """Every unit that leads a target and how many, for the filter."""
    return sorted(Counter(line.lead.name for line in lines if line.lead.name).items())
