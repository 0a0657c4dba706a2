"""Pages: accounts from a workbook — template, upload, preview, confirmation."""

from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indicators.models import Role
from indicators.people.refusal import NotPossible
from reporting.people_import import apply_accounts, read_accounts, uploads_of
from reporting.people_sheets import password_sheet, template
from reporting.views.access import open_to
from reporting.views.people_forms import ActForm
from reporting.workbooks.contents import WorkbookRefused
from reporting.workbooks.writing import MIME_TYPE

ONLY_ADMINISTRATORS = [Role.SYSTEM_ADMINISTRATOR]


class UploadForm(ActForm):
    file = forms.FileField(
        label="填好的模板",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text="Excel 工作簿（.xlsx），一次最多 200 个账号。",
    )


@require_http_methods(["GET", "POST"])
@open_to(ONLY_ADMINISTRATORS)
def account_import(request: HttpRequest) -> HttpResponse:
    """The template and the upload; what was read waits on its preview page."""
    form = UploadForm(request.POST or None, request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = read_accounts(file=file, name=file.name, by=request.user)
        except WorkbookRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("account_import_preview", upload.pk)
    return render(request, "people/import.html", {"form": form}, status=form.status)


@require_GET
@open_to(ONLY_ADMINISTRATORS)
def account_import_template(request: HttpRequest) -> HttpResponse:
    """The empty sheet."""
    return _download(template(request.user), "账号导入模板.xlsx")


@require_GET
@open_to(ONLY_ADMINISTRATORS)
def account_import_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the workbook would make, and what is wrong in it."""
    upload = get_object_or_404(uploads_of(request.user), pk=pk)
    return render(request, "people/import_preview.html", {"upload": upload})


@never_cache
@require_POST
@open_to(ONLY_ADMINISTRATORS)
def account_import_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the accounts; the answer is the sheet with their one-time passwords."""
    upload = get_object_or_404(uploads_of(request.user), pk=pk)
    try:
        issued = apply_accounts(upload=upload, by=request.user)
    except NotPossible as obstacle:
        messages.error(request, str(obstacle))
        return redirect(reverse("account_import_preview", args=[pk]))
    return _download(password_sheet(issued), "一次性密码.xlsx")


def _download(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=MIME_TYPE)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
