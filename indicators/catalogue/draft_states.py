"""From draft to force: 草案 → 征求意见 → 生效, as a table with what each step asks for."""

from collections.abc import Iterator, Mapping

from django.db import transaction

from indicators.data_versions import next_data_version, scope_of
from indicators.models import Baseline, Indicator, Plan, PlanState, TargetValue, User
from indicators.people.audit import record_act

from .draft_content import DomainDraft, DraftConflict, DraftRefused, Finding
from .draft_history import Change, note_changes
from .draft_reading import domains_of, header_of, plan_digest
from .draft_rules import domain_faults, header_faults, numbering_faults, target_gaps
from .plan_access import check_draft

# What the step is called; a step that is not here does not exist.
MOVES: Mapping[tuple[str, str], str] = {
    (PlanState.DRAFT, PlanState.CONSULTATION): "开始征求意见",
    (PlanState.CONSULTATION, PlanState.DRAFT): "退回草案修改",
    (PlanState.CONSULTATION, PlanState.IN_FORCE): "生效",
}


def moves_from(state: str) -> list[tuple[str, str]]:
    """(state, what the step is called) of every step out of a state."""
    return [(wanted, name) for (current, wanted), name in MOVES.items() if current == state]


def obstacles(plan: Plan, wanted: str) -> list[Finding]:
    """What still stands in the way of the step; none where it goes back."""
    if wanted == PlanState.DRAFT:
        return []
    domains = domains_of(plan)
    indicators = Indicator.objects.in_bulk(
        {target.indicator_id for domain in domains for target in domain.targets()}
    )
    found = [*header_faults(header_of(plan)), *numbering_faults(domains)]
    if not any(domain.objectives for domain in domains):
        found.append(Finding("", "", "规划还没有任何主要目标。"))
    for domain in domains:
        found += domain_faults(domain, indicators)
        found += _gaps(domain, indicators)
    if wanted == PlanState.IN_FORCE and not plan.document:
        found.append(Finding("", "document", "生效须写明印发的文件和文号，请先填在规划信息里。"))
    return found


def _gaps(domain: DomainDraft, indicators: Mapping[int, Indicator]) -> Iterator[Finding]:
    for objective in domain.objectives:
        for target in objective.targets:
            name = indicators[target.indicator_id].name
            place = f"领域{domain.number} 目标{objective.number}“{name}”"
            for field, message in target_gaps(target):
                yield Finding(place, field, message)


@transaction.atomic
def move_plan(*, plan: Plan, wanted: str, seen: str, by: User, reason: str = "") -> int | None:
    """Take a step of the table. `seen` is the digest of the plan that was shown.

    Coming into force takes the scope's next data version, which is returned: from it on values
    and baselines are valid. Raises DraftingRefused, DraftRefused or DraftConflict.
    """
    locked = Plan.objects.select_for_update(of=["self"]).select_related("area").get(pk=plan.pk)
    check_draft(by, locked.area)
    if seen != plan_digest(locked):
        raise DraftConflict([Finding("", "", "规划刚有改动，请看过最新内容再继续。")])
    name = MOVES.get((locked.state, wanted))
    if name is None:
        state = locked.get_state_display()
        raise DraftRefused([Finding("", "", f"“{state}”的规划没有这一步。")])
    if wanted == PlanState.DRAFT and not reason.strip():
        raise DraftRefused([Finding("", "reason", "退回修改须写明原因。")])
    found = obstacles(locked, wanted)
    if found:
        raise DraftRefused(found)
    version = _version_values(locked, by) if wanted == PlanState.IN_FORCE else None
    old, locked.state = locked.state, wanted
    locked.save(update_fields=["state"])
    change = Change("plan", locked.code, _State(old), _State(wanted))
    note_changes([change], by=by, reason=reason.strip(), data_version=version)
    record_act(
        by=by,
        action="plan.move",
        subject=locked,
        old={"state": old},
        new={"state": wanted},
        reason=reason.strip(),
    )
    return version


class _State:
    """The one field of a plan that a step changes."""

    def __init__(self, state: str) -> None:
        self.state = str(state)


def _version_values(plan: Plan, by: User) -> int:
    """While the plan is not in force yet: afterwards its values can only be replaced."""
    version = next_data_version(
        scope=scope_of(plan.area), kind="catalogue", reason=f"{plan.short_title}生效", by=by
    )
    for model in (TargetValue, Baseline):
        model.objects.filter(target__plan=plan, valid_to=None).update(valid_from=version)
    return version
