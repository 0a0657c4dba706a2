"""Pages of the drafting of plans: the list, a draft, its steps, and the workbook in and out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.catalogue.draft_content import DraftConflict, DraftRefused, digest
from indicators.catalogue.draft_reading import domains_of, header_of, plan_digest
from indicators.catalogue.draft_states import moves_from, obstacles
from indicators.catalogue.drafting import change_header, create_plan, discard_plan
from indicators.catalogue.plan_access import can_draft, check_draft, drafting_areas, readable_plans
from indicators.models import Plan, PlanState, Role
from indicators.people.access import FIGURE_ROLES
from indicators.people.audit import record_act
from reporting.planning.coming_into_force import take_step
from reporting.planning.draft_page import domain_lines, plan_lines
from reporting.planning.succession import copy_plan
from reporting.planning.template import plan_workbook
from reporting.planning.typed_targets import Library
from reporting.planning.uploads import confirm_upload, keep_upload, preview, uploads_of
from reporting.views.access import open_to
from reporting.views.plan_forms import HeaderForm, NewPlanForm, UploadForm, posted
from reporting.workbooks.contents import WorkbookRefused
from reporting.workbooks.writing import MIME_TYPE

CONFLICT, INVALID = 409, 422


@require_safe
@open_to(FIGURE_ROLES)
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans on their way, and those in force that a new one can follow."""
    plans = readable_plans(request.user)
    context = {
        "lines": plan_lines(plans.exclude(state=PlanState.IN_FORCE)),
        "in_force": plans.filter(state=PlanState.IN_FORCE),
        "may_draft": drafting_areas(request.user).exists(),
    }
    return render(request, "plans/plan_list.html", context)


@require_http_methods(["GET", "POST"])
@open_to([Role.OFFICE])
def plan_new(request: HttpRequest) -> HttpResponse:
    """A new draft, empty or from an old plan (?from=)."""
    areas = drafting_areas(request.user)
    plans = readable_plans(request.user).filter(state=PlanState.IN_FORCE, area__in=areas)
    initial = {"predecessor": request.GET.get("from", "")}
    form = NewPlanForm(request.POST or None, areas=areas, plans=plans, initial=initial)
    if request.method == "POST" and form.is_valid():
        old = form.cleaned_data["predecessor"]
        try:
            if old:
                plan = copy_plan(old=old, header=form.header(), by=request.user)
            else:
                area = form.cleaned_data["area"]
                plan = create_plan(area=area, header=form.header(), by=request.user)
        except DraftRefused as refusal:
            _put_into(form, refusal)
        else:
            messages.success(request, f"已建立草案“{plan.title}”。")
            return redirect("plan_draft", plan.pk)
    context = {"form": form, "title": "新编规划", "action": "建立草案"}
    return render(request, "plans/plan_form.html", context, status=INVALID if form.errors else 200)


@require_safe
@open_to(FIGURE_ROLES)
def plan_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan on its way: its content, what is missing, and the next steps."""
    return _draft_page(request, _plan(request, pk))


def _draft_page(
    request: HttpRequest, plan: Plan, refusal: DraftRefused | DraftConflict | None = None
) -> HttpResponse:
    moves = moves_from(plan.state)
    ahead = next((wanted for wanted, _name in moves if wanted != PlanState.DRAFT), None)
    context = {
        "plan": plan,
        "lines": domain_lines(plan),
        "seen": plan_digest(plan),
        "moves": moves,
        "obstacles": obstacles(plan, ahead) if ahead else [],
        "may_draft": can_draft(request.user, plan.area),
        "is_draft": plan.state == PlanState.DRAFT,
        "refusal": refusal,
    }
    return render(request, "plans/draft.html", context, status=_status(refusal))


@require_http_methods(["GET", "POST"])
@open_to([Role.OFFICE])
def plan_header(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, years and document of a draft."""
    plan = _plan(request, pk)
    check_draft(request.user, plan.area)
    header = header_of(plan)
    form = HeaderForm(request.POST or None, initial=vars(header))
    status, conflict = 200, None
    if request.method == "POST" and form.is_valid():
        try:
            seen = request.POST.get("seen", "")
            change_header(plan=plan, header=form.header(), seen=seen, by=request.user)
        except DraftRefused as refusal:
            _put_into(form, refusal)
        except DraftConflict as other:
            conflict, status = other, CONFLICT
        else:
            messages.success(request, "规划信息已保存。")
            return redirect("plan_draft", pk)
    if form.errors:
        status = INVALID
    context = {
        "form": form,
        "plan": plan,
        "seen": digest(header) if status != INVALID else request.POST.get("seen", ""),
        "conflict": conflict,
        "title": "规划信息",
        "action": "保存",
    }
    return render(request, "plans/plan_form.html", context, status=status)


@require_POST
@open_to([Role.OFFICE])
def plan_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step: 征求意见, back, or 生效."""
    plan = _plan(request, pk)
    wanted, reason = posted(request.POST, "to"), posted(request.POST, "reason")
    try:
        seen = posted(request.POST, "seen")
        take_step(plan=plan, wanted=wanted, seen=seen, by=request.user, reason=reason)
    except (DraftRefused, DraftConflict) as refusal:
        plan.refresh_from_db()
        return _draft_page(request, plan, refusal)
    plan.refresh_from_db()
    messages.success(request, f"“{plan.title}”现为“{plan.get_state_display()}”。")
    return redirect("plan_draft", pk)


@require_POST
@open_to([Role.OFFICE])
def plan_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    plan = _plan(request, pk)
    try:
        seen, reason = posted(request.POST, "seen"), posted(request.POST, "reason")
        discard_plan(plan=plan, seen=seen, reason=reason, by=request.user)
    except (DraftRefused, DraftConflict) as refusal:
        return _draft_page(request, plan, refusal)
    messages.success(request, f"草案“{plan.title}”已删除。")
    return redirect("plan_list")


@require_safe
@open_to([Role.OFFICE])
def plan_template(_request: HttpRequest) -> HttpResponse:
    """The empty workbook."""
    return _workbook(plan_workbook(None, (), Library.load()), "规划编制模板")


@require_safe
@open_to(FIGURE_ROLES)
def plan_export(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan in the form of the template."""
    plan = _plan(request, pk)
    content = plan_workbook(header_of(plan), domains_of(plan), Library.load())
    record_act(by=request.user, action="plan.export", subject=plan)
    return _workbook(content, plan.title)


@require_http_methods(["GET", "POST"])
@open_to([Role.OFFICE])
def plan_upload(request: HttpRequest) -> HttpResponse:
    """A filled template comes in."""
    areas = drafting_areas(request.user)
    form = UploadForm(request.POST or None, request.FILES or None, areas=areas)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            area = form.cleaned_data["area"]
            upload = keep_upload(file=file, name=file.name, area=area, by=request.user)
        except WorkbookRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("plan_upload_preview", upload.pk)
    status = INVALID if form.errors else 200
    return render(request, "plans/upload.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@open_to([Role.OFFICE])
def plan_upload_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What a workbook would make; POST makes it."""
    upload = get_object_or_404(uploads_of(request.user), pk=pk)
    status = 200
    if request.method == "POST":
        try:
            plan = confirm_upload(upload=upload, by=request.user)
        except DraftRefused:
            upload.refresh_from_db()
            status = INVALID
        else:
            messages.success(request, f"已按文件建立草案“{plan.title}”。")
            return redirect("plan_draft", plan.pk)
    shown = preview(upload)
    summary = [
        {"domain": domain, "targets": sum(1 for _target in domain.targets())}
        for domain in shown.plan.domains
    ]
    context = {"preview": shown, "summary": summary}
    return render(request, "plans/preview.html", context, status=status)


def _plan(request: HttpRequest, pk: int) -> Plan:
    return get_object_or_404(readable_plans(request.user), pk=pk)


def _put_into(form: HeaderForm, refusal: DraftRefused) -> None:
    for finding in refusal.findings:
        form.add_error(finding.field if finding.field in form.fields else None, str(finding))


def _workbook(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, f"{name}.xlsx") or ""}
    return HttpResponse(content, content_type=MIME_TYPE, headers=headers)


def _status(refusal: DraftRefused | DraftConflict | None) -> int:
    if refusal is None:
        return 200
    return CONFLICT if isinstance(refusal, DraftConflict) else INVALID
