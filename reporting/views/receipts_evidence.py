"""Evidence files of a cell: listed, added, downloaded, taken away.

Each answer is a whole page, or with htmx the panel and, out of band, the cell's own line.
"""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indicators.people.access import OVERSIGHT_ROLES, UNIT_ROLES
from indicators.people.audit import record_act
from indicators.people.refusal import NotPossible, Overtaken
from reporting import attachments
from reporting.collection.evidence import add_evidence, can_change_evidence, remove_evidence
from reporting.collection.reads import FILLING_ROLES
from reporting.collection.states import StateRefused
from reporting.evidence_files.kinds import ACCEPTED, FILE_BYTES
from reporting.models import Attachment, Item, Submission
from reporting.permissions import check_enter, get_or_404_for
from reporting.views.access import open_to

READERS = UNIT_ROLES | OVERSIGHT_ROLES
CONFLICT, INVALID = 409, 422


@require_http_methods(["GET", "POST"])
@open_to(READERS)
def attachment_add(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """The files of one cell; POST adds one (`upload`), for the unit and while it may type."""
    submission = get_or_404_for(request.user, Submission, pk)
    item = get_object_or_404(_cells().filter(submission=submission), pk=item_pk)
    if request.method == "GET":
        return _panel(request, item)
    check_enter(request.user, item.submission)
    upload = request.FILES.get("upload")
    try:
        if upload is None:
            raise NotPossible("请先选择文件。")
        added = add_evidence(item=item, upload=upload, by=request.user)
    except (NotPossible, StateRefused) as refusal:
        return _panel(request, item, refusal)
    return _done(request, item, f"已上传“{added.name}”。")


@never_cache
@require_GET
@open_to(READERS)
def attachment_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, to be kept, never to be shown by the browser under our address."""
    attachment = get_or_404_for(request.user, Attachment, pk)
    if attachment.removed_at:
        return _panel(request, _item(attachment), NotPossible("这个文件已经被移除。"))
    try:
        content = attachments.content(attachment)
    except NotPossible as refusal:
        return _panel(request, _item(attachment), refusal)
    record_act(
        by=request.user,
        action="evidence.download",
        subject=attachment,
        new={"name": attachment.name},
    )
    disposition = content_disposition_header(True, attachment.name) or "attachment"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=attachment.media_type, headers=headers)


@require_POST
@open_to(FILLING_ROLES)
def attachment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file away from its cell."""
    attachment = get_or_404_for(request.user, Attachment, pk)
    item = _item(attachment)
    try:
        remove_evidence(attachment=attachment, by=request.user)
    except (NotPossible, StateRefused) as refusal:
        return _panel(request, item, refusal)
    return _done(request, item, f"已移除“{attachment.name}”。")


def _cells() -> QuerySet[Item]:
    return Item.objects.select_related(
        "submission__round__area", "submission__organisation", "indicator", "breakdown"
    )


def _item(attachment: Attachment) -> Item:
    return _cells().get(pk=attachment.item_id)


def _done(request: HttpRequest, item: Item, sentence: str) -> HttpResponse:
    """With htmx the panel anew; else back to its page, so that a reload sends nothing again."""
    if request.headers.get("HX-Request"):
        return _panel(request, item, said=sentence)
    messages.success(request, sentence)
    return redirect("attachment_add", item.submission_id, item.pk)


def _panel(
    request: HttpRequest, item: Item, refusal: Exception | None = None, said: str = ""
) -> HttpResponse:
    files = attachments.attachments_of(item.submission).get(item.pk, [])
    is_fragment = bool(request.headers.get("HX-Request"))
    context = {
        "item": item,
        "files": files,
        "may_change": can_change_evidence(request.user, item),
        "is_full": len(files) >= attachments.FILES_A_CELL,
        "refusal": refusal,
        "said": said,
        "accepted": ACCEPTED,
        "megabytes": FILE_BYTES // 1024 // 1024,
        "most": attachments.FILES_A_CELL,
        "is_fragment": is_fragment,
    }
    template = "receipts/evidence_panel.html" if is_fragment else "receipts/evidence_page.html"
    answer = render(request, template, context, status=_status(refusal))
    answer.headers["Vary"] = "HX-Request"
    return answer


def _status(refusal: Exception | None) -> int:
    """409 where the state or somebody else was quicker, 422 where the file itself is wrong."""
    if refusal is None:
        return 200
    return CONFLICT if isinstance(refusal, Overtaken | StateRefused) else INVALID
