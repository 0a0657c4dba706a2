"""Judged targets as pages list them, in a number of queries that does not grow with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet

from indicators.catalogue.as_of import restore
from indicators.models import (
    Area,
    Assignment,
    AssignmentRole,
    Domain,
    Indicator,
    Objective,
    Plan,
    PlanState,
    Target,
)
from indicators.wording import Mark, standing_mark
from reporting.assessment.reading import Reading
from reporting.models import Judgement, Observation, WorkItem
from reporting.observations.work import ASSESS, assessment_key

TARGET_RELATIONS = (
    "target__indicator",
    "target__breakdown",
    "target__other_indicator",
    "target__other_breakdown",
)


@dataclass(frozen=True)
class Lead:
    """Whose target it is; `confirmed` where the assignment is recorded, not only proposed."""

    name: str
    confirmed: bool


@dataclass(frozen=True)
class Line:
    """One judged target with what every list says of it."""

    judgement: Judgement
    lead: Lead
    is_outdated: bool

    @property
    def standing_word(self) -> str:
        """The standing without the year of 提前实现(2023), as filters and counts group it."""
        return self.judgement.standing.split("(")[0]

    @property
    def mark(self) -> Mark:
        """Sign and colour of the standing; orange or red by the level."""
        return standing_mark(self.judgement.standing, self.judgement.level)

    @property
    def target(self) -> Target:
        return self.judgement.target

    @property
    def indicator(self) -> Indicator:
        return self.target.indicator

    @property
    def domain(self) -> Domain:
        return self.target.objective.domain

    @property
    def plan(self) -> Plan:
        return self.domain.plan


def lines_of(reading: Reading) -> list[Line]:
    """Every judged target of the reading, in the order of the plans."""
    return lines_from(reading, reading.judgements())


def line_of(reading: Reading, target_id: int) -> Line | None:
    """The line of one target, or None where it was not judged."""
    lines = lines_from(reading, reading.judgements().filter(target=target_id))
    return lines[0] if lines else None


def lines_from(reading: Reading, rows: QuerySet[Any]) -> list[Line]:
    """The lines of some of the reading's judgements."""
    judgements = _with_targets(reading, rows)
    if reading.release:
        restore([row.target for row in judgements], reading.data_version)
    leads = leads_in(reading)
    outdated = outdated_indicators(reading, {row.target.indicator_id for row in judgements})
    return [
        Line(
            row,
            leads.get(row.target.indicator_id) or Lead(row.target.indicator.lead, False),
            row.target.indicator_id in outdated,
        )
        for row in judgements
    ]


def _with_targets(reading: Reading, rows: QuerySet[Any]) -> list[Any]:
    """The judgements with their targets, in the order of the plans. Two queries.

    Plans, domains and objectives are few and stand behind many judgements: they are read once
    and handed out, for a wide join costs more than everything else on a page.
    """
    joined = rows.order_by().select_related(None).select_related(*TARGET_RELATIONS)
    judgements = list(joined)
    wanted = {row.target.objective_id for row in judgements}
    related = Objective.objects.order_by().select_related("domain__plan__area")
    objectives = {row.pk: row for row in related.filter(pk__in=wanted)}
    for row in judgements:
        row.target.objective = objectives[row.target.objective_id]
        row.target.plan = row.target.objective.domain.plan
        row.area = reading.area
    return sorted(judgements, key=_place)


def _place(row: Judgement) -> tuple[int, int, int, int, int]:
    target, objective = row.target, row.target.objective
    domain = objective.domain
    place = (domain.plan.position, domain.number, objective.number, target.position)
    return (*place, row.pk)


def leads_in(reading: Reading) -> dict[int, Lead]:
    """{indicator id: the unit that leads it in the reading's area and year}."""
    rows = (
        Assignment.objects.in_year(reading.year)
        .filter(area=reading.area, role=AssignmentRole.LEADS)
        .values_list("indicator_id", "organisation__name")
    )
    return {indicator_id: Lead(name, True) for indicator_id, name in rows}


def outdated_indicators(reading: Reading, indicator_ids: Iterable[int]) -> set[int]:
    """Indicators with figures newer than the live judgement. A released year is never outdated."""
    run = reading.run
    if reading.release or run is None:
        return set()
    newest = (
        Observation.objects.in_force()
        .filter(area=reading.area, year__lte=reading.year, indicator__in=indicator_ids)
        .values_list("indicator_id")
        .annotate(newest=Max("valid_from"))
    )
    return {indicator_id for indicator_id, version in newest if version > run.data_version}


def is_reassessing(reading: Reading) -> bool:
    """The live year waits for the worker: its judgements will change shortly."""
    if reading.release:
        return False
    key = assessment_key(reading.area, reading.year)
    return WorkItem.objects.filter(kind=ASSESS, key=key, done_at=None).exists()


def unjudged_targets(reading: Reading, lines: Iterable[Line]) -> list[Target]:
    """Targets of the area's plans without a judgement: a refused series, nothing issued yet.

    `lines` are all judged targets of the reading. The others count in the total, without data.
    """
    beside = targets_beside(reading.area, lines)
    return [target for target in beside if target.plan.base_year <= reading.year]


def targets_beside(area: Area, lines: Iterable[Line]) -> list[Target]:
    """The targets of the area's plans in force that are not among the lines. One query."""
    rows = (
        Target.objects.filter(plan__area=area, plan__state=PlanState.IN_FORCE)
        .exclude(pk__in=[line.target.pk for line in lines])
        .select_related("objective__domain__plan", "indicator", "breakdown")
        .select_related("other_indicator", "other_breakdown")
        .order_by()
    )
    targets = list(rows)
    for target in targets:
        target.plan = target.objective.domain.plan
    # Sorted here: the model's own order would join the plan and its area once more.
    return sorted(targets, key=lambda row: (_rank(row.plan), row.position, row.code))


def _rank(plan: Plan) -> tuple[int, str]:
    return (plan.position, plan.code)
