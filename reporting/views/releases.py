"""Pages: where each year stands, and its signing and release."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from indicators.models import Area, Installation
from indicators.people.access import OVERSIGHT_ROLES
from reporting.assessment.release import (
    ReleaseRefused,
    release_year,
    sign_year,
    withdraw_signature,
    year_states,
)
from reporting.models import Release
from reporting.permissions import can_release, can_sign, check_see_live, get_or_404_for
from reporting.views.access import open_to


def _area() -> Area:
    return Installation.objects.select_related("area").get().area


@require_GET
@open_to(OVERSIGHT_ROLES)
def year_page(request: HttpRequest) -> HttpResponse:
    """Every judged year with its state and what this person may do next."""
    area = _area()
    check_see_live(request.user, area)
    return render(
        request,
        "releases/year_page.html",
        {
            "area": area,
            "states": year_states(area),
            "history": Release.objects.filter(area=area).select_related(
                "signed_by", "released_by", "withdrawn_by"
            ),
            "may_sign": can_sign(request.user, area),
            "may_release": can_release(request.user, area),
        },
    )


@require_POST
@open_to(OVERSIGHT_ROLES)
def year_sign(request: HttpRequest, year: int) -> HttpResponse:
    """The bureau signs a year."""
    try:
        release = sign_year(
            area=_area(), year=year, by=request.user, note=request.POST.get("note", "")
        )
    except ReleaseRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{release} 已核定，请妇儿工委办公室发布。")
    return redirect("year_page")


@require_POST
@open_to(OVERSIGHT_ROLES)
def year_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The bureau takes its signature back."""
    release = get_or_404_for(request.user, Release, pk)
    try:
        withdraw_signature(release=release, by=request.user, reason=request.POST.get("reason", ""))
    except ReleaseRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{release} 的核定已撤回。")
    return redirect("year_page")


@require_POST
@open_to(OVERSIGHT_ROLES)
def year_release(request: HttpRequest, pk: int) -> HttpResponse:
    """The office releases a signed year."""
    release = get_or_404_for(request.user, Release, pk)
    try:
        release_year(release=release, by=request.user)
    except ReleaseRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{release} 已发布，领导页面已更新。")
    return redirect("year_page")
