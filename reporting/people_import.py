"""Many accounts from one workbook: template, preview with findings, then all of them or none.

One-time passwords leave as a sheet in the answer to the confirmation; they are stored nowhere.
"""

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import IO

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from indicators.models import Organisation, User
from indicators.people.accounts import create_account
from indicators.people.one_time_passwords import IssuedPassword
from indicators.people.refusal import NotPossible, Overtaken, Refused
from reporting.models import Upload
from reporting.people_sheets import (
    NAME,
    ROLE,
    SHEET,
    UNIT,
    USERNAME,
    NewAccount,
    account_of,
    findings_of,
    units_for,
)
from reporting.workbooks.contents import WorkbookRefused
from reporting.workbooks.reading import read_workbook
from reporting.workbooks.tables import table_of

KIND = "accounts"
MOST_ACCOUNTS = 200  # hashing a password takes a tenth of a second on purpose
LIFETIME = datetime.timedelta(days=1)


def read_accounts(*, file: IO[bytes], name: str, by: User) -> Upload:
    """Read a filled template and keep what it would do. Raises WorkbookRefused."""
    _check_may_import(by)
    rows = table_of(read_workbook(file).sheet(SHEET), [USERNAME, NAME, UNIT, ROLE])
    if not rows:
        raise WorkbookRefused(f"“{SHEET}”表中没有账号。请在表头下面逐行填写后再上传。")
    if len(rows) > MOST_ACCOUNTS:
        raise WorkbookRefused(f"一次最多导入 {MOST_ACCOUNTS} 个账号，请分成几个文件上传。")
    units = list(units_for(by))
    accounts = [account_of(row, units) for row in rows]
    findings = findings_of(rows, accounts, units)
    file.seek(0)
    return Upload.objects.create(
        kind=KIND,
        name=name[:200],
        sha256=hashlib.sha256(file.read()).hexdigest(),
        rows=[asdict(account) for account in accounts],
        findings=[asdict(finding) for finding in findings],
        made_by=by,
        expires_at=timezone.now() + LIFETIME,
    )


def uploads_of(user: User) -> QuerySet[Upload]:
    """The person's own uploads of accounts."""
    return Upload.objects.filter(kind=KIND, made_by=user)


@transaction.atomic
def apply_accounts(*, upload: Upload, by: User) -> list[IssuedPassword]:
    """Make every account of the preview, or none.

    Raises NotPossible where something was found or has changed since, Overtaken where the upload
    was applied already, Refused where it is another's.
    """
    row = Upload.objects.select_for_update().get(pk=upload.pk)
    if row.made_by_id != by.pk:
        raise Refused("只有上传的人可以确认导入。")
    if row.applied_at:
        raise Overtaken("这个文件已经导入过，一次性密码表不能再次下载；需要时请重置密码。")
    if row.findings:
        raise NotPossible("文件中还有问题，请改好后重新上传。")
    if row.expires_at <= timezone.now():
        raise NotPossible("预览已超过一天，请重新上传。")
    units = {unit.code: unit for unit in units_for(by)}
    issued = [_create(NewAccount(**entry), units, row.name, by) for entry in row.rows]
    row.applied_at, row.applied_by = timezone.now(), by
    row.save(update_fields=["applied_at", "applied_by"])
    return issued


def _check_may_import(by: User) -> None:
    if not units_for(by).exists():
        raise Refused("批量导入账号由系统管理员办理。")


def _create(
    entry: NewAccount, units: Mapping[str, Organisation], file_name: str, by: User
) -> IssuedPassword:
    if entry.unit not in units:
        raise NotPossible(f"单位“{entry.unit_name}”已停用或不再由您管理，请重新上传。")
    return create_account(
        username=entry.username,
        display_name=entry.display_name,
        organisation=units[entry.unit],
        role=entry.role,
        by=by,
        reason=f"批量导入：{file_name}",
    )
