"""Editing a draft: its domains, and the rows of one domain all at once or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max

from indicators.models import Domain, Objective, Plan, Revision, Target, User
from indicators.people.audit import record_act

from .draft_content import DraftConflict, DraftRefused, Finding
from .draft_history import Change, note_changes
from .draft_rows import (
    StoredDomain,
    TypedObjective,
    TypedTarget,
    differences_in,
    findings_in,
    is_changed,
)
from .draft_storage import code_prefix, forget_values, objective_row, target_row, write_target
from .drafting import lock_draft

SHIFT = 10_000  # numbers are moved out of the way before they are given anew
NAME_LENGTH = 40


@dataclass(frozen=True)
class _Name:
    name: str


@transaction.atomic
def add_domain(*, plan: Plan, name: str, by: User) -> Domain:
    """The next domain of a draft. Raises DraftingRefused or DraftRefused."""
    locked = lock_draft(plan, by)
    last = locked.domains.aggregate(Max("number"))["number__max"] or 0
    domain = Domain.objects.create(plan=locked, number=last + 1, name=_checked_name(name))
    note_changes([_name_change(domain, "", domain.name)], by=by)
    record_act(by=by, action="plan.domain.add", subject=locked, new={"name": domain.name})
    return domain


@transaction.atomic
def remove_domain(*, domain: Domain, by: User) -> None:
    """Remove an empty domain; those after it move up."""
    plan = lock_draft(domain.plan, by)
    if domain.objectives.exists() or domain.strategies.exists():
        raise DraftRefused([Finding(domain.name, "", "领域里还有内容，请先删除其中的主要目标。")])
    number = domain.number
    note_changes([_name_change(domain, domain.name, "")], by=by)
    domain.delete()
    plan.domains.filter(number__gt=number).update(number=F("number") + SHIFT)
    plan.domains.filter(number__gt=SHIFT).update(number=F("number") - SHIFT - 1)
    record_act(by=by, action="plan.domain.remove", subject=plan, old={"name": domain.name})


@transaction.atomic
def save_domain(
    *,
    domain: Domain,
    name: str,
    objectives: Sequence[TypedObjective],
    targets: Sequence[TypedTarget],
    by: User,
) -> int:
    """Store the rows of a page and return how many changed; all of them or none.

    Raises DraftingRefused, DraftRefused (findings by row) or DraftConflict.
    """
    plan = lock_draft(domain.plan, by)
    stored = StoredDomain(domain)
    differences = differences_in(stored, objectives, targets)
    if differences:
        raise DraftConflict(differences)
    findings = findings_in(stored, objectives, targets)
    if findings:
        raise DraftRefused(findings)
    writer = _Writer(plan, domain, stored, by)
    writer.rename(_checked_name(name))
    writer.remove_targets([row for row in targets if row.remove])
    writer.remove_objectives([row for row in objectives if row.remove])
    writer.write_objectives([row for row in objectives if not row.remove])
    for row in targets:
        if not row.remove:
            writer.write_target(row)
    changed = len({(change.kind, change.key) for change in writer.changes})
    if changed:
        note_changes(writer.changes, by=by)
        new = {"domain": domain.number, "rows": changed}
        record_act(by=by, action="plan.domain.save", subject=plan, new=new)
    return changed


def _checked_name(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= NAME_LENGTH:
        message = f"请填写领域名称，不超过 {NAME_LENGTH} 字。"
        raise DraftRefused([Finding("domain", "name", message)])
    return name


def _name_change(domain: Domain, old: str, new: str) -> Change:
    key = f"{domain.plan.code}/{domain.number}"
    return Change("domain", key, _Name(old) if old else None, _Name(new) if new else None)


class _Writer:
    """Writes the changed rows of one domain and collects what changed for the history."""

    def __init__(self, plan: Plan, domain: Domain, stored: StoredDomain, by: User) -> None:
        self.plan, self.domain, self.stored, self.by = plan, domain, stored, by
        self.rows: dict[str, Objective] = dict(stored.objectives)
        self.changes: list[Change] = []

    def rename(self, name: str) -> None:
        if name != self.domain.name:
            self.changes.append(_name_change(self.domain, self.domain.name, name))
            self.domain.name = name
            self.domain.save(update_fields=["name"])

    def write_objectives(self, typed: Sequence[TypedObjective]) -> None:
        stored = self.stored.objective_drafts
        changed = [row for row in typed if is_changed(row, stored.get(row.ref))]
        known = [self.rows[row.ref].pk for row in changed if row.ref in self.rows]
        Objective.objects.filter(pk__in=known).update(number=F("number") + SHIFT)
        for row in changed:
            objective = objective_row(self.domain, row.draft)
            if row.ref in self.rows:
                objective.pk = self.rows[row.ref].pk
                objective._state.adding = False
            objective.save()
            self.rows[row.ref] = objective
            self._note_objective(objective, stored.get(row.ref), row.draft)

    def write_target(self, row: TypedTarget) -> None:
        old = self.stored.target_drafts.get(row.ref)
        if row.draft is None or not is_changed(row, old):
            return
        if old is not None:
            target = self.stored.targets[row.ref]
        else:
            objective = self.rows[row.objective]
            position = Target.objects.filter(plan=self.plan).count() + 1
            code = self._next_code(objective)
            target = target_row(objective, row.draft, code=code, position=position)
        write_target(target, row.draft, by=self.by)
        self.changes.append(Change("target", f"{self.plan.code}/{target.code}", old, row.draft))

    def remove_targets(self, rows: Sequence[TypedTarget]) -> None:
        for row in rows:
            if row.ref in self.stored.targets:
                target = self.stored.targets[row.ref]
                old = self.stored.target_drafts[row.ref]
                self.changes.append(Change("target", f"{self.plan.code}/{target.code}", old, None))
                forget_values([target])
                target.delete()

    def remove_objectives(self, rows: Sequence[TypedObjective]) -> None:
        for row in rows:
            if row.ref in self.rows:
                objective = self.rows.pop(row.ref)
                self._note_objective(objective, self.stored.objective_drafts[row.ref], None)
                objective.delete()

    def _note_objective(self, objective: Objective, old: object, new: object) -> None:
        key = f"{self.plan.code}/{self.domain.number}.{objective.number}"
        self.changes.append(Change("objective", key, old, new))

    def _next_code(self, objective: Objective) -> str:
        """The next code of the objective; that of a removed target is never given again."""
        prefix = code_prefix(objective)
        codes = Target.objects.filter(plan=self.plan).values_list("code", flat=True)
        keys = Revision.objects.filter(kind="target", key__startswith=f"{self.plan.code}/{prefix}")
        used = {*codes, *(key.split("/")[1] for key in keys.values_list("key", flat=True))}
        used |= {change.key.split("/")[1] for change in self.changes if change.kind == "target"}
        numbers = [int(code.removeprefix(prefix)) for code in used if code.startswith(prefix)]
        return f"{prefix}{max(numbers, default=0) + 1}"
