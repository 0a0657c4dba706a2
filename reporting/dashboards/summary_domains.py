"""How far along is each domain of a plan: this year, the year before, and its 实现程度."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.models import Domain, Plan, Target
from reporting.assessment.reading import Reading
from reporting.dashboards.counts import Headline, achievement_of, headline, numeric
from reporting.dashboards.reads import Line
from reporting.dashboards.summary_change import Before, Change, change_of


@dataclass(frozen=True)
class DomainCount:
    """One domain in a plan's table; `before` is (met, with data) of the earlier release."""

    domain: Domain
    headline: Headline
    before: tuple[int, int] | None
    change: Change | None
    achievement: float | None


@dataclass(frozen=True)
class PlanCount:
    """One plan with its domains: those with numeric targets, and the rest."""

    plan: Plan
    domains: tuple[DomainCount, ...]

    @property
    def counted(self) -> list[DomainCount]:
        return [count for count in self.domains if count.headline.counts.total]

    @property
    def without_numbers(self) -> list[DomainCount]:
        return [count for count in self.domains if not count.headline.counts.total]


def plans_of(lines: Sequence[Line]) -> list[Plan]:
    """The plans that the lines belong to, in their order."""
    return list({line.plan.pk: line.plan for line in lines}.values())


def plan_counts(
    reading: Reading, lines: Sequence[Line], unjudged: Sequence[Target], before: Before | None
) -> tuple[PlanCount, ...]:
    """Every plan with the counts of its domains; `unjudged` count in the totals."""
    members: dict[Domain, tuple[list[Line], list[Target]]] = {}
    for line in lines:
        members.setdefault(line.domain, ([], []))[0].append(line)
    for target in unjudged:
        members.setdefault(target.objective.domain, ([], []))[1].append(target)
    counts = sorted(
        (_domain(reading, domain, own, rest, before) for domain, (own, rest) in members.items()),
        key=lambda count: count.domain.number,
    )
    return tuple(
        PlanCount(plan, tuple(count for count in counts if count.domain.plan_id == plan.pk))
        for plan in plans_of(lines)
    )


def _domain(
    reading: Reading,
    domain: Domain,
    lines: list[Line],
    rest: list[Target],
    before: Before | None,
) -> DomainCount:
    own = numeric(lines)
    then = before.counts(line.target.pk for line in own) if before else None
    return DomainCount(
        domain=domain,
        headline=headline(domain.name, lines, rest),
        before=then if then and then[1] else None,
        change=change_of(own, before, reading.year),
        achievement=achievement_of(lines),
    )
