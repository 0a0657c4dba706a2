"""A stored plan as draft content: what editing compares with, copying copies and Excel gets."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import F

from indicators.models import Baseline, Domain, Objective, Plan, Target, TargetValue

from .draft_content import DomainDraft, HeaderDraft, ObjectiveDraft, TargetDraft, digest

_FIELDS = (
    "indicator_id",
    "kind",
    "side",
    "breakdown_id",
    "other_indicator_id",
    "other_breakdown_id",
    "maintain",
    "every_unit",
    "cumulative",
    "sustained",
    "softener",
    "note",
)


def header_of(plan: Plan) -> HeaderDraft:
    """The plan itself as draft content."""
    return HeaderDraft(
        title=plan.title,
        short_title=plan.short_title,
        audience=plan.audience,
        document=plan.document,
        base_year=plan.base_year,
        start_year=plan.start_year,
        end_year=plan.end_year,
    )


def domains_of(plan: Plan) -> tuple[DomainDraft, ...]:
    """Everything in the plan as it stands now, in five queries."""
    targets = defaultdict(list)
    for target, draft in target_drafts(Target.objects.filter(plan=plan)).items():
        targets[target.objective_id].append(draft)
    objectives = defaultdict(list)
    for objective in Objective.objects.filter(domain__plan=plan):
        objectives[objective.domain_id].append(
            objective_draft(objective, targets.get(objective.pk, ()))
        )
    return tuple(
        DomainDraft(domain.number, domain.name, tuple(objectives.get(domain.pk, ())))
        for domain in Domain.objects.filter(plan=plan)
    )


def objective_draft(objective: Objective, targets: Sequence[TargetDraft] = ()) -> ObjectiveDraft:
    """One stored objective as draft content."""
    return ObjectiveDraft(
        objective.number, objective.kind, objective.summary, objective.wording, tuple(targets)
    )


def target_drafts(targets: object) -> dict[Target, TargetDraft]:
    """{target: what it says}, in the order of the plan; `targets` is a query of Target."""
    rows = list(targets.order_by("position", "code"))  # type: ignore[attr-defined]
    values = _in_force(TargetValue, rows, "end_year")
    baselines = _in_force(Baseline, rows, "base_year")
    return {row: _target_draft(row, values, baselines) for row in rows}


def _target_draft(
    row: Target, values: Mapping[int, TargetValue], baselines: Mapping[int, Baseline]
) -> TargetDraft:
    value, baseline = values.get(row.pk), baselines.get(row.pk)
    return TargetDraft(
        **{field: getattr(row, field) for field in _FIELDS},
        value=value.value if value else None,
        baseline=baseline.value if baseline else None,
        baseline_document=baseline.document if baseline else "",
    )


def _in_force(
    model: type[TargetValue] | type[Baseline], rows: Sequence[Target], year: str
) -> dict[int, TargetValue | Baseline]:
    """{target id: the value of the plan's own area and of its end or base year}."""
    found = model.objects.filter(
        target__in=rows,
        valid_to=None,
        area=F("target__plan__area"),
        year=F(f"target__plan__{year}"),
    )
    return {value.target_id: value for value in found}


def plan_digest(plan: Plan) -> str:
    """The fingerprint of a plan with everything in it and its state."""
    content = [digest(header_of(plan)), plan.state, *map(digest, domains_of(plan))]
    return digest(content)
