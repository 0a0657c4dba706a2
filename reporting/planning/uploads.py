"""A workbook becomes a plan in two steps: read and shown, then confirmed by its sender."""

import datetime
import hashlib
from dataclasses import dataclass
from typing import IO, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators.catalogue.draft_content import DraftRefused, Finding
from indicators.catalogue.drafting import create_plan, creation_findings
from indicators.catalogue.plan_access import check_draft
from indicators.models import Area, Plan, User
from reporting.models import Upload
from reporting.workbooks.reading import read_workbook

from .plan_rows import ReadPlan, plan_of, rows_of
from .typed_targets import Library

KIND = "plan"
KEPT = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Preview:
    """What an upload would make, read against the library as it is now."""

    upload: Upload
    area: Area
    plan: ReadPlan

    @property
    def may_be_confirmed(self) -> bool:
        return not self.plan.findings and self.upload.applied_at is None


def uploads_of(user: Any) -> QuerySet[Upload]:
    """A person's own uploads that have not expired."""
    return Upload.objects.filter(kind=KIND, made_by=user.pk, expires_at__gt=timezone.now())


def keep_upload(*, file: IO[bytes], name: str, area: Area, by: User) -> Upload:
    """Read a filled template and keep its rows. Raises DraftingRefused or WorkbookRefused."""
    check_draft(by, area)
    rows = rows_of(read_workbook(file))
    file.seek(0)
    return Upload.objects.create(
        kind=KIND,
        name=name[:200],
        sha256=hashlib.sha256(file.read()).hexdigest(),
        rows={"area": area.code, **rows},
        made_by=by,
        expires_at=timezone.now() + KEPT,
    )


def preview(upload: Upload) -> Preview:
    """What the upload would make, with everything that stands against it."""
    area = Area.objects.get(code=upload.rows["area"])
    read = plan_of(upload.rows, Library.load())
    findings = list(read.findings)
    if read.header and not findings:
        findings = creation_findings(area, read.header, read.domains)
    return Preview(upload, area, ReadPlan(read.header, read.domains, findings))


@transaction.atomic
def confirm_upload(*, upload: Upload, by: User) -> Plan:
    """Make the plan. Raises DraftRefused with what stands against it, also a second time."""
    locked = uploads_of(by).select_for_update().get(pk=upload.pk)
    if locked.applied_at:
        raise DraftRefused([Finding("", "", "这个文件已经导入过了。")])
    shown = preview(locked)
    if shown.plan.findings or shown.plan.header is None:
        raise DraftRefused(shown.plan.findings)
    plan = create_plan(
        area=shown.area,
        header=shown.plan.header,
        domains=shown.plan.domains,
        by=by,
        reason=f"导入文件 {locked.name}",
    )
    locked.applied_at, locked.applied_by = timezone.now(), by
    locked.save(update_fields=["applied_at", "applied_by"])
    return plan
