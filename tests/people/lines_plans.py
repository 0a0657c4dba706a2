"""The drafting room's lines of the permission table: who reads plans on their way, who writes.

The drafts are the first city's: its office writes, its bureau reads, others wait.
"""

from collections.abc import Callable
from types import SimpleNamespace

from indicators.catalogue.draft_content import DomainDraft, HeaderDraft
from indicators.catalogue.drafting import create_plan
from indicators.models import Plan, User
from reporting.models import Upload

LINES: dict[tuple[str, str], str] = {
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("GET", "plan_list"): "302  200  200  200  200  200  200  403  200  200  200  200",
    ("GET", "plan_new"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("GET", "plan_template"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("GET", "plan_upload"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("GET", "plan_upload_preview"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("GET", "indicator_prospects"): "302  200  200  200  200  200  200  403  200  200  200  200",
    ("GET", "plan_draft"): "302  404  404  404  200  200  404  403  404  404  404  404",
    ("GET", "plan_header"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("POST", "plan_move"): "302  403  403  403  403  409  403  403  403  403  403  403",
    ("POST", "plan_discard"): "302  403  403  403  403  422  403  403  403  403  403  403",
    ("GET", "plan_export"): "302  404  404  404  200  200  404  403  404  404  404  404",
    ("GET", "plan_prospects"): "302  404  404  404  200  200  404  403  404  404  404  404",
    ("POST", "plan_domain_add"): "302  403  403  403  403  302  403  403  403  403  403  403",
    ("GET", "plan_domain"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("POST", "plan_domain_remove"): "302  403  403  403  403  302  403  403  403  403  403  403",
}


def _draft(made: SimpleNamespace) -> Plan:
    """The city's draft with one empty domain; made once."""
    plan = Plan.objects.filter(state="draft", area=made.plan.area).first()
    if plan is None:
        header = HeaderDraft("新规划", "新规划", "women", "", 2025, 2026, 2030)
        office = User.objects.get(username="office_worker")
        domains = [DomainDraft(1, "妇女与健康")]
        plan = create_plan(area=made.plan.area, header=header, domains=domains, by=office)
    return plan


def _upload(made: SimpleNamespace) -> list[int]:
    """A workbook that the office has sent."""
    office = User.objects.get(username="office_worker")
    empty = {"text": "", "place": ""}
    names = HeaderDraft.__dataclass_fields__
    upload = Upload.objects.create(
        kind="plan",
        name="规划.xlsx",
        sha256="0" * 64,
        rows={"area": made.plan.area.code, "header": dict.fromkeys(names, empty), "rows": []},
        made_by=office,
        expires_at="2999-01-01T00:00:00+08:00",
    )
    return [upload.pk]


def _plan(made: SimpleNamespace) -> list[int]:
    return [_draft(made).pk]


def _domain(made: SimpleNamespace) -> list[int]:
    return [_draft(made).pk, 1]


ARGUMENTS: dict[str, Callable[[SimpleNamespace], list[int]]] = {
    "plan_upload_preview": _upload,
    **dict.fromkeys(
        (
            "plan_draft",
            "plan_header",
            "plan_move",
            "plan_discard",
            "plan_export",
            "plan_prospects",
            "plan_domain_add",
        ),
        _plan,
    ),
    **dict.fromkeys(("plan_domain", "plan_domain_remove"), _domain),
}
