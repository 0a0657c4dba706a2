"""Evidence files of cells (佐证材料): checked on arrival, kept outside everything that is served.

A file lies under a random name below MEDIA_ROOT/evidence and is only ever read back by `content`,
which compares its digest. Whether a cell may be changed now is for `collection.evidence`.
"""

import hashlib
import os
import secrets
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from indicators.models import User
from indicators.people.audit import record_act
from indicators.people.refusal import NotPossible, Overtaken
from reporting.evidence_files.kinds import FILE_BYTES, checked_file
from reporting.evidence_files.names import clean_name
from reporting.evidence_files.refused import FileRefused
from reporting.models import Attachment, Item, Submission
from reporting.permissions import check_enter
from reporting.workbooks.identity_numbers import holds_identity_number

FILES_A_CELL = 5
FILES_A_RETURN = 60
BYTES_A_RETURN = 100 * 1024 * 1024
ORPHAN_SECONDS = 24 * 3600

Check = Callable[[Item], None]


class Upload(Protocol):
    """A file as a request brings it; its name is the sender's word for it."""

    name: str | None

    def read(self, size: int = -1) -> bytes: ...


def store(*, item: Item, upload: Upload, by: User, check: Check | None = None) -> Attachment:
    """Check the file and keep it with the cell; file and row come about together or not at all.

    `check` looks at the cell once its return is locked. Raises PermissionRefused, or NotPossible
    (FileRefused) for what is wrong with the file or too much. Where the caller has a transaction
    of its own that fails later, or the process dies, `remove_orphans` takes the file away.
    """
    content = upload.read(FILE_BYTES + 1)
    kind = checked_file(content)
    name = clean_name(upload.name or "", kind.extension)
    if holds_identity_number(name):
        raise FileRefused("文件名里像是有居民身份证号，请改名后再上传。")
    path = folder() / secrets.token_hex(20)
    row = Attachment(
        name=name,
        size=len(content),
        media_type=kind.media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        stored_as=path.name,
        uploaded_by=by,
    )
    try:
        with transaction.atomic():
            _keep(row, item, check)
            _write(path, content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return row


@transaction.atomic
def remove(*, attachment: Attachment, by: User, check: Check | None = None) -> None:
    """Take a file away: its row and digest stay, its content goes once this is committed.

    `check` as in `store`. Raises PermissionRefused, or Overtaken where somebody has removed it.
    """
    submission = Submission.objects.select_for_update().get(pk=attachment.item.submission_id)
    check_enter(by, submission)
    locked = (
        Attachment.objects.select_for_update(of=("self",))
        .select_related("item__submission__round", "item__indicator")
        .get(pk=attachment.pk)
    )
    if check:
        check(locked.item)
    if locked.removed_at:
        raise Overtaken("这个文件已经被移除，请刷新页面。")
    locked.removed_at, locked.removed_by = timezone.now(), by
    locked.save(update_fields=["removed_at", "removed_by"])
    record_act(by=by, action="evidence.remove", subject=locked, old=_facts(locked))
    path = folder() / locked.stored_as
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def attachments_of(submission: Submission) -> dict[int, list[Attachment]]:
    """The files of a return that are there, by cell, the oldest first. One query."""
    found: dict[int, list[Attachment]] = defaultdict(list)
    rows = Attachment.objects.present().filter(item__submission=submission)
    for row in rows.select_related("uploaded_by").order_by("id"):
        found[row.item_id].append(row)
    return dict(found)


def content(attachment: Attachment) -> bytes:
    """The file as it was stored. Raises NotPossible where it is gone or is not what it was."""
    try:
        stored = (folder() / attachment.stored_as).read_bytes()
    except FileNotFoundError:
        stored = b""
    if hashlib.sha256(stored).hexdigest() != attachment.sha256:
        raise NotPossible("文件已缺失或与上传时不一致，不能下载。请联系系统管理员。")
    return stored


def folder() -> Path:
    """Where the files lie; made on first use, for this installation's account only."""
    path = Path(settings.MEDIA_ROOT) / "evidence"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def remove_orphans() -> int:
    """Take away files without a row that are older than a day; how many there were."""
    known = set(Attachment.objects.present().values_list("stored_as", flat=True))
    before = time.time() - ORPHAN_SECONDS
    orphans = [
        path
        for path in folder().iterdir()
        if path.name not in known and path.stat().st_mtime < before
    ]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _keep(row: Attachment, item: Item, check: Check | None) -> None:
    submission = Submission.objects.select_for_update().get(pk=item.submission_id)
    check_enter(row.uploaded_by, submission)
    row.item = Item.objects.select_related("submission__round", "indicator").get(pk=item.pk)
    if check:
        check(row.item)
    _check_room(row, submission)
    row.save()
    record_act(by=row.uploaded_by, action="evidence.add", subject=row, new=_facts(row))


def _check_room(row: Attachment, submission: Submission) -> None:
    of_return = Attachment.objects.present().filter(item__submission=submission)
    of_cell = of_return.filter(item=row.item)
    if of_cell.filter(sha256=row.sha256).exists():
        raise NotPossible("这个文件已经上传过了。")
    if of_cell.count() >= FILES_A_CELL:
        raise NotPossible(f"每个填报项最多 {FILES_A_CELL} 个文件，请先移除不需要的。")
    if of_return.count() >= FILES_A_RETURN:
        raise NotPossible(f"每张报表最多 {FILES_A_RETURN} 个文件，请合并后再上传。")
    total = of_return.aggregate(total=Sum("size"))["total"] or 0
    if total + row.size > BYTES_A_RETURN:
        raise NotPossible(f"每张报表的文件合计最多 {BYTES_A_RETURN // 1024 // 1024} MB。")


def _write(path: Path, content: bytes) -> None:
    """Whole on the disk before the row is committed; readable and no more."""
    with path.open("xb") as file:
        path.chmod(0o600)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _facts(attachment: Attachment) -> dict[str, object]:
    return {
        "name": attachment.name,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "cell": str(attachment.item),
    }
