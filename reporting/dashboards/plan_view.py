"""One plan, objective by objective: what is measured and how it stands, what is not measured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from indicators.models import Domain, Objective, Plan, Target
from reporting.assessment.reading import Reading
from reporting.dashboards.reads import Line, lines_from
from reporting.dashboards.shown_lines import ShownLine, shown_lines

MEASURED, WITHOUT_DATA, UNMEASURED = "有数据", "有指标无数据", "无量化指标"
STATES = (MEASURED, WITHOUT_DATA, UNMEASURED)


@dataclass(frozen=True)
class Filters:
    """What the address asks for; an empty field asks for everything."""

    domain: str = ""
    state: str = ""
    standing: str = ""
    kind: str = ""

    @property
    def are_set(self) -> bool:
        return any((self.domain, self.state, self.standing, self.kind))

    def fits(self, objective: "ObjectiveView") -> bool:
        """The objective is asked for."""
        return (
            self.domain in ("", str(objective.objective.domain.number))
            and self.state in ("", objective.state)
            and self.kind in ("", objective.objective.kind)
            and (not self.standing or self.standing in objective.standings)
        )


@dataclass(frozen=True)
class Demand:
    """One target of an objective: what is promised, and its judgement if there is one."""

    target: Target
    promise: str
    shown: ShownLine | None

    @property
    def has_data(self) -> bool:
        return self.shown is not None and self.shown.judgement.value is not None


@dataclass(frozen=True)
class ObjectiveView:
    """One main objective with its targets; without any it is read from the work done."""

    objective: Objective
    demands: list[Demand]

    @property
    def state(self) -> str:
        if not self.demands:
            return UNMEASURED
        return MEASURED if any(each.has_data for each in self.demands) else WITHOUT_DATA

    @property
    def standings(self) -> set[str]:
        return {each.shown.line.standing_word for each in self.demands if each.shown}


@dataclass(frozen=True)
class StateCounts:
    """How many objectives are measured; the three parts add up to `total`."""

    total: int
    measured: int
    without_data: int
    unmeasured: int

    @property
    def sentence(self) -> str:
        """主要目标 12 条：有数据 7，有指标无数据 1，无量化指标 4."""
        return (
            f"主要目标 {self.total} 条：{MEASURED} {self.measured}，"
            f"{WITHOUT_DATA} {self.without_data}，{UNMEASURED} {self.unmeasured}"
        )


@dataclass(frozen=True)
class DomainView:
    """One domain: its counts are of all its objectives, whatever the filter shows."""

    domain: Domain
    objectives: list[ObjectiveView]
    counts: StateCounts
    strategies: int


@dataclass(frozen=True)
class PlanView:
    """Everything on the page of one plan."""

    plan: Plan
    counts: StateCounts
    domains: list[DomainView]
    shown: int
    standings: list[str]
    strategies: int


def plan_view(
    reading: Reading,
    plan: Plan,
    targets: Sequence[Target],
    promises: Mapping[int, str],
    filters: Filters,
    viewer: Any,
) -> PlanView:
    """The plan in the reading; `targets` are all of its targets, `promises` their words by id.

    The number of queries is constant.
    """
    lines = lines_from(reading, reading.judgements().filter(target__plan=plan))
    objectives = _objectives(plan, targets, promises, _by_target(reading, lines, viewer))
    chosen = [each for each in objectives if filters.fits(each)]
    domains = [
        _domain(domain, objectives, chosen)
        for domain in Domain.objects.filter(plan=plan)
        .annotate(strategy_count=Count("strategies"))
        .order_by("number")
    ]
    return PlanView(
        plan=plan,
        counts=count_states(objectives),
        domains=[each for each in domains if each.objectives],
        shown=len(chosen),
        standings=sorted({word for each in objectives for word in each.standings}),
        strategies=sum(each.strategies for each in domains),
    )


def count_states(objectives: Iterable[ObjectiveView]) -> StateCounts:
    """How many objectives have data, have an indicator without data, have none."""
    states = [each.state for each in objectives]
    return StateCounts(len(states), *(states.count(state) for state in STATES))


def _by_target(reading: Reading, lines: Sequence[Line], viewer: Any) -> dict[int, ShownLine]:
    return {each.target.pk: each for each in shown_lines(reading, lines, viewer)}


def _objectives(
    plan: Plan,
    targets: Sequence[Target],
    promises: Mapping[int, str],
    shown: Mapping[int, ShownLine],
) -> list[ObjectiveView]:
    demands: dict[int, list[Demand]] = {}
    for target in targets:
        demand = Demand(target, promises.get(target.pk, ""), shown.get(target.pk))
        demands.setdefault(target.objective_id, []).append(demand)
    rows = Objective.objects.filter(domain__plan=plan).select_related("domain__plan")
    return [
        ObjectiveView(row, demands.get(row.pk, []))
        for row in rows.order_by("domain__number", "number")
    ]


def _domain(
    domain: Any, every: Sequence[ObjectiveView], chosen: Sequence[ObjectiveView]
) -> DomainView:
    own = [each for each in every if each.objective.domain_id == domain.pk]
    seen = [each for each in chosen if each.objective.domain_id == domain.pk]
    return DomainView(domain, seen, count_states(own), domain.strategy_count)
