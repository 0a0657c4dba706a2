"""What the pages of a plan on its way show: lines of the list, of domains and of targets."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from indicators import wording
from indicators.catalogue.draft_content import TargetDraft
from indicators.catalogue.draft_reading import target_drafts
from indicators.catalogue.draft_rules import target_gaps
from indicators.models import TOTAL, Domain, Indicator, Objective, Plan, Target, TargetKind

from .typed_targets import FLAGS


@dataclass(frozen=True)
class PlanLine:
    """One plan of the list with how far it is."""

    plan: Plan
    objectives: int
    targets: int


@dataclass(frozen=True)
class TargetLine:
    """One target as the page prints it; `gaps` say what it still lacks."""

    target: Target
    demand: str
    baseline: str
    document: str
    marks: tuple[str, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class ObjectiveLine:
    objective: Objective
    targets: tuple[TargetLine, ...]


@dataclass(frozen=True)
class DomainLine:
    domain: Domain
    objectives: tuple[ObjectiveLine, ...]

    @property
    def target_count(self) -> int:
        return sum(len(line.targets) for line in self.objectives)

    @property
    def gap_count(self) -> int:
        """Targets that lack something."""
        return sum(bool(target.gaps) for line in self.objectives for target in line.targets)


def plan_lines(plans: QuerySet[Plan]) -> list[PlanLine]:
    """The plans with the number of their objectives and targets, in one query."""
    counted = plans.annotate(
        objective_count=Count("domains__objectives", distinct=True),
        target_count=Count("targets", distinct=True),
    )
    return [PlanLine(plan, plan.objective_count, plan.target_count) for plan in counted]


def domain_lines(plan: Plan) -> list[DomainLine]:
    """Everything in the plan, in a constant number of queries."""
    rows = Target.objects.filter(plan=plan).select_related(
        "indicator", "other_indicator", "breakdown"
    )
    targets: dict[int, list[TargetLine]] = {}
    for target, draft in target_drafts(rows).items():
        targets.setdefault(target.objective_id, []).append(_target_line(target, draft))
    objectives: dict[int, list[ObjectiveLine]] = {}
    for row in Objective.objects.filter(domain__plan=plan).select_related("domain"):
        line = ObjectiveLine(row, tuple(targets.get(row.pk, ())))
        objectives.setdefault(row.domain_id, []).append(line)
    domains: Iterable[Domain] = Domain.objects.filter(plan=plan)
    return [DomainLine(row, tuple(objectives.get(row.pk, ()))) for row in domains]


def _target_line(target: Target, draft: TargetDraft) -> TargetLine:
    marks = [title for name, title in FLAGS.items() if getattr(draft, name)]
    if draft.breakdown_id != TOTAL:
        marks.insert(0, target.breakdown.name)
    return TargetLine(
        target=target,
        demand=demand_words(draft, target.indicator),
        baseline=_figure(draft.baseline, target.indicator),
        document=draft.baseline_document,
        marks=tuple(marks),
        gaps=tuple(message for _field, message in target_gaps(draft)),
    )


def demand_words(draft: TargetDraft, indicator: Indicator) -> str:
    """力争不低于95.0%; a kind without a number says its own name."""
    kind = str(TargetKind(draft.kind).label)
    if draft.value is None:
        return f"{draft.softener}{kind}"
    value = _figure(draft.value, indicator)
    if draft.kind == TargetKind.ABOUT:
        return f"{draft.softener}{value}{kind}"
    return f"{draft.softener}{kind}{value}"


def _figure(value: object, indicator: Indicator) -> str:
    if value is None:
        return wording.MISSING
    number = float(value)  # type: ignore[arg-type]
    return wording.value_with_unit(number, indicator.unit, indicator.decimals)
