"""Pages of a draft's domains: adding, the grid, removing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from indicators.catalogue.draft_content import DraftConflict, DraftRefused
from indicators.catalogue.draft_editing import add_domain, remove_domain, save_domain
from indicators.catalogue.plan_access import check_draft, readable_plans
from indicators.models import Domain, ObjectiveKind, PlanState, Role, Side, TargetKind
from reporting.planning.domain_grid import Grid, read_grid, stored_grid
from reporting.planning.typed_targets import FLAGS, Library, short_label
from reporting.views.access import open_to
from reporting.views.plan_forms import posted, typed_grid

CONFLICT, INVALID = 409, 422


@require_POST
@open_to([Role.OFFICE])
def plan_domain_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more domain; its grid opens."""
    plan = get_object_or_404(readable_plans(request.user), pk=pk)
    try:
        domain = add_domain(plan=plan, name=posted(request.POST, "name"), by=request.user)
    except DraftRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("plan_draft", pk)
    return redirect("plan_domain", pk, domain.number)


@require_POST
@open_to([Role.OFFICE])
def plan_domain_remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Remove an empty domain."""
    try:
        remove_domain(domain=_domain(request, pk, number), by=request.user)
    except DraftRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("plan_domain", pk, number)
    messages.success(request, "领域已删除。")
    return redirect("plan_draft", pk)


@require_http_methods(["GET", "POST"])
@open_to([Role.OFFICE])
def plan_domain(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The grid of a domain. POST stores every row or none, or adds an empty row (`add`)."""
    domain = _domain(request, pk, number)
    check_draft(request.user, domain.plan.area)
    library = Library.load()
    if request.method == "GET":
        if domain.plan.state != PlanState.DRAFT:
            return redirect("plan_draft", pk)
        return _page(request, domain, stored_grid(domain, library), library)
    grid = typed_grid(request.POST)
    if added := request.POST.get("add"):
        return _page(request, domain, grid, library, focus=grid.add_row(added))
    objectives, targets, findings = read_grid(grid, library)
    if findings:
        return _page(request, domain, grid, library, DraftRefused(findings))
    try:
        changed = save_domain(
            domain=domain, name=grid.name, objectives=objectives, targets=targets, by=request.user
        )
    except DraftConflict as conflict:
        grid.show(conflict.findings, domain, library)
        return _page(request, domain, grid, library, conflict)
    except DraftRefused as refusal:
        grid.show(refusal.findings, domain, library)
        return _page(request, domain, grid, library, refusal)
    messages.success(request, f"已保存 {changed} 处改动。" if changed else "没有改动，无需保存。")
    return redirect("plan_domain", pk, number)


def _domain(request: HttpRequest, pk: int, number: int) -> Domain:
    plan = get_object_or_404(readable_plans(request.user), pk=pk)
    return get_object_or_404(Domain.objects.select_related("plan__area"), plan=plan, number=number)


def _page(
    request: HttpRequest,
    domain: Domain,
    grid: Grid,
    library: Library,
    refusal: DraftRefused | DraftConflict | None = None,
    focus: str = "",
) -> HttpResponse:
    grid.name_units(library)
    status = 200
    if refusal:
        status = CONFLICT if isinstance(refusal, DraftConflict) else INVALID
    context = {
        "domain": domain,
        "plan": domain.plan,
        "grid": grid,
        "findings": refusal.findings if refusal else [],
        "is_typed": request.method == "POST",
        "focus": focus,
        "siblings": Domain.objects.filter(plan=domain.plan),
        "library": library,
        "kinds": [short_label(kind) for kind in TargetKind],
        "sides": [short_label(side) for side in Side],
        "objective_kinds": ObjectiveKind.choices,
        "flags": {name: title for name, title in FLAGS.items() if name != "maintain"},
    }
    return render(request, "plans/domain.html", context, status=status)
