"""How draft content becomes rows. Values of a draft are not versioned: nobody judges by them."""

from collections.abc import Sequence

from indicators.models import (
    Baseline,
    Domain,
    Measurability,
    Objective,
    Plan,
    Target,
    TargetValue,
    User,
)

from .draft_content import DomainDraft, ObjectiveDraft, TargetDraft

BEFORE_FORCE = 0  # the data version of values that no judgement has rested on yet
_CODE_LETTERS = {"women": "W", "children": "C"}
_VALUES = ("value", "baseline", "baseline_document")


def code_prefix(objective: Objective) -> str:
    """W1.02- for the second objective of the first domain of a women's plan."""
    domain = objective.domain
    return f"{_CODE_LETTERS[domain.plan.audience]}{domain.number}.{objective.number:02d}-"


def store_domains(plan: Plan, drafts: Sequence[DomainDraft], *, by: User) -> None:
    """The whole content of a new plan, in five statements."""
    domains = Domain.objects.bulk_create(
        Domain(plan=plan, number=draft.number, name=draft.name) for draft in drafts
    )
    pairs = [
        (objective_row(domain, each), each)
        for domain, draft in zip(domains, drafts, strict=True)
        for each in draft.objectives
    ]
    Objective.objects.bulk_create(row for row, _draft in pairs)
    targets: list[tuple[Target, TargetDraft]] = []
    for objective, each in pairs:
        for place, draft in enumerate(each.targets, start=1):
            code = f"{code_prefix(objective)}{place}"
            position = len(targets) + 1
            targets.append((target_row(objective, draft, code=code, position=position), draft))
    Target.objects.bulk_create(row for row, _draft in targets)
    _store_values(targets, by)


def objective_row(domain: Domain, draft: ObjectiveDraft) -> Objective:
    """An objective that is not stored yet."""
    return Objective(
        domain=domain,
        number=draft.number,
        kind=draft.kind,
        summary=draft.summary,
        wording=draft.wording,
    )


def target_row(objective: Objective, draft: TargetDraft, *, code: str, position: int) -> Target:
    """A target that is not stored yet."""
    target = Target(plan=objective.domain.plan, objective=objective, code=code, position=position)
    _set_fields(target, draft)
    return target


def write_target(target: Target, draft: TargetDraft, *, by: User) -> None:
    """Bring a target of a draft to what `draft` says."""
    _set_fields(target, draft)
    target.save()
    forget_values([target])
    _store_values([(target, draft)], by)


def forget_values(targets: Sequence[Target]) -> None:
    """Remove values and baselines of a draft's targets."""
    TargetValue.objects.filter(target__in=targets).delete()
    Baseline.objects.filter(target__in=targets).delete()


def _set_fields(target: Target, draft: TargetDraft) -> None:
    for name, content in vars(draft).items():
        if name not in _VALUES:
            setattr(target, name, content)
    if draft.value is not None:
        target.measurability = Measurability.NUMERIC
    elif target.measurability != Measurability.PROXY:
        target.measurability = Measurability.DIRECT


def _store_values(targets: Sequence[tuple[Target, TargetDraft]], by: User) -> None:
    values, baselines = [], []
    for target, draft in targets:
        plan = target.plan
        shared = {
            "target": target,
            "area": plan.area,
            "valid_from": BEFORE_FORCE,
            "set_by": by,
        }
        if draft.value is not None:
            values.append(
                TargetValue(year=plan.end_year, value=draft.value, document=plan.document, **shared)
            )
        if draft.baseline is not None:
            document = draft.baseline_document
            baselines.append(
                Baseline(year=plan.base_year, value=draft.baseline, document=document, **shared)
            )
    TargetValue.objects.bulk_create(values)
    Baseline.objects.bulk_create(baselines)
