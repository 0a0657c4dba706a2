"""The rows of one domain as they were sent back, and whether they may be stored.

A row that still says what was shown is left alone, also where somebody else has changed it
meanwhile; a row that both changed is a conflict.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.models import Domain, Indicator, Objective, Target

from .draft_content import Finding, ObjectiveDraft, TargetDraft, digest
from .draft_reading import objective_draft, target_drafts
from .draft_rules import objective_faults, target_faults

CHANGED = "这一行已被他人修改，右侧是现在保存的内容；请核对后再保存。"
REMOVED = "这一行已被他人删除；如仍需要，请重新添加。"


@dataclass(frozen=True)
class TypedObjective:
    """An objective's row: `ref` is its id or a new row's name, `seen` the digest of what was
    shown ("" for a new row), `draft` without its targets.
    """

    ref: str
    seen: str
    draft: ObjectiveDraft
    remove: bool = False

    @property
    def place(self) -> str:
        return f"objective-{self.ref}"


@dataclass(frozen=True)
class TypedTarget:
    """A target's row; `objective` is the ref of its objective's row, `draft` None in a row that
    is to be removed.
    """

    ref: str
    seen: str
    objective: str
    draft: TargetDraft | None
    remove: bool = False

    @property
    def place(self) -> str:
        return f"target-{self.ref}"


class StoredDomain:
    """The rows of one domain as they stand, by ref."""

    def __init__(self, domain: Domain) -> None:
        objectives = Objective.objects.filter(domain=domain).select_related("domain__plan")
        targets = target_drafts(
            Target.objects.filter(objective__domain=domain).select_related("plan", "indicator")
        )
        self.objectives: dict[str, Objective] = {str(row.pk): row for row in objectives}
        self.objective_drafts = {ref: objective_draft(row) for ref, row in self.objectives.items()}
        self.targets: dict[str, Target] = {str(row.pk): row for row in targets}
        self.target_drafts = {str(row.pk): draft for row, draft in targets.items()}


def is_changed(row: TypedObjective | TypedTarget, now: ObjectiveDraft | TargetDraft | None) -> bool:
    """The row says something else than what was shown and than what is stored."""
    return row.draft is not None and digest(row.draft) not in (
        row.seen,
        digest(now) if now else "",
    )


def findings_in(
    stored: StoredDomain, objectives: Sequence[TypedObjective], targets: Sequence[TypedTarget]
) -> list[Finding]:
    """What is wrong in the rows that shall stay, by place and field."""
    staying = [row.draft for row in targets if row.draft and not row.remove]
    indicators = Indicator.objects.in_bulk({draft.indicator_id for draft in staying})
    findings = []
    for row in objectives:
        if not row.remove:
            faults = objective_faults(row.draft.summary)
            findings += [Finding(row.place, field, message) for field, message in faults]
    for each in targets:
        if each.draft and not each.remove:
            target_found = target_faults(each.draft, indicators[each.draft.indicator_id])
            findings += [Finding(each.place, field, message) for field, message in target_found]
    return [
        *findings,
        *_number_findings(stored, objectives),
        *_orphans(stored, objectives, targets),
    ]


def _number_findings(
    stored: StoredDomain, objectives: Sequence[TypedObjective]
) -> Iterable[Finding]:
    """A number that is given twice is shown where it was changed, not where it stood before."""
    sent = {row.ref for row in objectives}
    stored_drafts = stored.objective_drafts
    used = {draft.number for ref, draft in stored_drafts.items() if ref not in sent}
    for row in sorted(objectives, key=lambda row: is_changed(row, stored_drafts.get(row.ref))):
        now = stored_drafts.get(row.ref)
        if row.remove or (row.seen and now is None):
            continue
        draft = row.draft if now is None or is_changed(row, now) else now
        if draft.number in used:
            message = f"目标序号 {draft.number} 重复，请改成不同的序号。"
            yield Finding(row.place, "number", message)
        used.add(draft.number)


def _orphans(
    stored: StoredDomain, objectives: Sequence[TypedObjective], targets: Sequence[TypedTarget]
) -> Iterable[Finding]:
    """Targets whose objective is being removed, or is there no more."""
    removed = {row.ref for row in objectives if row.remove}
    there = (stored.objectives.keys() | {row.ref for row in objectives if not row.seen}) - removed
    sent = {row.ref: row for row in targets}
    homes = {row.place: row.objective for row in targets if not row.remove}
    homes |= {
        f"target-{ref}": str(row.objective_id)
        for ref, row in stored.targets.items()
        if ref not in sent
    }
    for place, home in homes.items():
        if home in removed:
            message = "这个主要目标下还有指标目标，请先勾选删除它们。"
            yield Finding(f"objective-{home}", "remove", message)
        elif home not in there:
            yield Finding(place, "", "所属的主要目标已被他人删除，请刷新页面。")


def differences_in(
    stored: StoredDomain, objectives: Sequence[TypedObjective], targets: Sequence[TypedTarget]
) -> list[Finding]:
    """Rows that were changed here and meanwhile by somebody else as well."""
    return [
        *_differences(objectives, stored.objective_drafts),
        *_differences(targets, stored.target_drafts),
    ]


def _differences(
    rows: Sequence[TypedObjective] | Sequence[TypedTarget],
    stored: Mapping[str, ObjectiveDraft] | Mapping[str, TargetDraft],
) -> Iterable[Finding]:
    for row in rows:
        now = stored.get(row.ref)
        is_touched = row.remove or is_changed(row, now)
        if not row.seen or not is_touched:
            continue
        if now is None:
            if not row.remove:
                yield Finding(row.place, "", REMOVED)
        elif digest(now) != row.seen:
            yield Finding(row.place, "", CHANGED)
