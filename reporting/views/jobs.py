"""Page: what runs behind the pages, for 系统管理员. It shows no figures."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from indicators.models import Role
from indicators.people.refusal import NotPossible
from reporting.assessment.operation import check_operate, overview, retry_item, start_full_run
from reporting.models import WorkItem
from reporting.views.access import open_to


@require_GET
@open_to([Role.SYSTEM_ADMINISTRATOR])
def job_page(request: HttpRequest) -> HttpResponse:
    """The queue, what is parked, the full assessments with their progress, the last runs."""
    check_operate(request.user)
    return render(request, "jobs/page.html", {"overview": overview()})


@require_POST
@open_to([Role.SYSTEM_ADMINISTRATOR])
def job_start(request: HttpRequest) -> HttpResponse:
    """Judge everything anew."""
    try:
        job = start_full_run(by=request.user)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"全面重算已开始，共 {job.chunks.count()} 块。")
    return redirect("job_page")


@require_POST
@open_to([Role.SYSTEM_ADMINISTRATOR])
def work_item_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a parked item a new chance."""
    check_operate(request.user)
    try:
        retry_item(item=get_object_or_404(WorkItem, pk=pk), by=request.user)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已重新排队。")
    return redirect("job_page")
