"""Making a plan, changing what it is, and throwing a draft away."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from indicators.models import (
    Area,
    Baseline,
    Domain,
    Indicator,
    Objective,
    Plan,
    PlanState,
    Strategy,
    Target,
    TargetValue,
    User,
)
from indicators.people.audit import record_act

from .draft_content import DomainDraft, DraftConflict, DraftRefused, Finding, HeaderDraft, digest
from .draft_history import Change, note_changes
from .draft_reading import header_of, plan_digest
from .draft_rules import domain_faults, header_faults, numbering_faults
from .draft_storage import forget_values, store_domains
from .plan_access import check_draft


@transaction.atomic
def create_plan(
    *,
    area: Area,
    header: HeaderDraft,
    by: User,
    domains: Sequence[DomainDraft] = (),
    predecessor: Plan | None = None,
    reason: str = "",
) -> Plan:
    """A new draft with everything in it. Raises DraftingRefused, or DraftRefused with findings."""
    check_draft(by, area)
    findings = creation_findings(area, header, domains)
    if findings:
        raise DraftRefused(findings)
    plan = Plan.objects.create(
        code=f"{header.audience}-{area.code}-{header.start_year}",
        area=area,
        state=PlanState.DRAFT,
        predecessor=predecessor,
        position=(Plan.objects.aggregate(Max("position"))["position__max"] or 0) + 1,
        **vars(header),
    )
    store_domains(plan, domains, by=by)
    targets = sum(1 for domain in domains for _target in domain.targets())
    record_act(
        by=by,
        action="plan.create",
        subject=plan,
        new={"code": plan.code, "title": plan.title, "targets": targets},
        reason=reason,
    )
    return plan


def creation_findings(
    area: Area, header: HeaderDraft, domains: Sequence[DomainDraft]
) -> list[Finding]:
    """Why this plan could not be made now; empty where it could."""
    indicators = Indicator.objects.in_bulk(
        {target.indicator_id for domain in domains for target in domain.targets()}
    )
    findings = [*header_faults(header), *_same_period(area, header)]
    findings += numbering_faults(domains)
    for domain in domains:
        findings += domain_faults(domain, indicators)
    return findings


def _same_period(area: Area, header: HeaderDraft, own: Plan | None = None) -> list[Finding]:
    others = Plan.objects.filter(
        area=area, audience=header.audience, start_year=header.start_year
    ).exclude(pk=own.pk if own else None)
    return [
        Finding("", "start_year", f"已有同一对象、同一起始年的规划“{other.title}”，请修改起始年。")
        for other in others
    ]


def lock_draft(plan: Plan, by: User) -> Plan:
    """The plan, locked, if this person may change it now. Raises DraftingRefused, DraftRefused."""
    locked = Plan.objects.select_for_update(of=["self"]).select_related("area").get(pk=plan.pk)
    check_draft(by, locked.area)
    if locked.state != PlanState.DRAFT:
        state = locked.get_state_display()
        raise DraftRefused([Finding("", "", f"规划已是“{state}”，不能再直接修改。")])
    return locked


@transaction.atomic
def change_header(*, plan: Plan, header: HeaderDraft, seen: str, by: User) -> Plan:
    """Change title, years and document of a draft; `seen` is the digest of the header shown."""
    locked = lock_draft(plan, by)
    stored = header_of(locked)
    if seen != digest(stored):
        raise DraftConflict([Finding("", "", f"规划信息已被他人修改，现为：{_words(stored)}。")])
    findings = [*header_faults(header), *_same_period(locked.area, header, locked)]
    if header.audience != stored.audience and locked.targets.exists():
        findings.append(Finding("", "audience", "已有目标，不能再改对象；请另建一个规划。"))
    if findings:
        raise DraftRefused(findings)
    for field, content in vars(header).items():
        setattr(locked, field, content)
    locked.save(update_fields=list(vars(header)))
    own = {"target__plan": locked, "area": locked.area}
    TargetValue.objects.filter(**own).update(year=header.end_year, document=header.document)
    Baseline.objects.filter(**own).update(year=header.base_year)
    note_changes([Change("plan", locked.code, stored, header)], by=by)
    record_act(by=by, action="plan.header", subject=locked, old=vars(stored), new=vars(header))
    return locked


def _words(header: HeaderDraft) -> str:
    years = f"基期{header.base_year}，{header.start_year}—{header.end_year}年"
    return f"{header.title}（{header.short_title}），{header.document or '文件未填'}，{years}"


@transaction.atomic
def discard_plan(*, plan: Plan, seen: str, reason: str, by: User) -> None:
    """Throw a draft away for good, with a reason; `seen` is the digest of the plan shown."""
    locked = lock_draft(plan, by)
    if not reason.strip():
        raise DraftRefused([Finding("", "reason", "删除草案须写明原因。")])
    if seen != plan_digest(locked):
        raise DraftConflict([Finding("", "", "草案刚有改动，请看过最新内容再删除。")])
    targets = list(Target.objects.filter(plan=locked))
    record_act(
        by=by,
        action="plan.discard",
        subject=locked,
        old={"code": locked.code, "title": locked.title, "targets": len(targets)},
        reason=reason.strip(),
    )
    forget_values(targets)
    Target.objects.filter(plan=locked).delete()
    Objective.objects.filter(domain__plan=locked).delete()
    Strategy.objects.filter(domain__plan=locked).delete()
    Domain.objects.filter(plan=locked).delete()
    locked.delete()
