"""Pages: the big screen, and the office's list of links that open it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST, require_safe

from indicators.models import Role
from reporting.dashboards.display_links import (
    LIFETIMES,
    LinkRefused,
    check_make_screens,
    is_in_force,
    link_for,
    make_link,
    revoke_link,
)
from reporting.dashboards.screen import screen_of
from reporting.models import DisplayLink
from reporting.permissions import get_or_404_for
from reporting.views.access import open_to
from reporting.views.reading_page import installed_area

OFFICE = [Role.OFFICE]
REFRESH_SECONDS = 300


@require_safe
@login_not_required
@sensitive_variables("secret")
def screen_show(request: HttpRequest, secret: str) -> HttpResponse:
    """The big screen; the same neutral page for every link that is not in force."""
    link = link_for(secret)
    if link is None:
        response = render(request, "screens/gone.html", status=404)
    else:
        context = {
            "area": link.area,
            "screen": screen_of(link.area),
            "now": timezone.now(),
            "refresh_seconds": REFRESH_SECONDS,
        }
        response = render(request, "screens/show.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_GET
@open_to(OFFICE)
def screen_list(request: HttpRequest) -> HttpResponse:
    """Every link of the office's area, and the form for a new one."""
    return _list(request)


@require_POST
@open_to(OFFICE)
@sensitive_variables("secret")
def screen_make(request: HttpRequest) -> HttpResponse:
    """Make a link; its address is on this answer and nowhere else."""
    days = request.POST.get("days", "")
    name = request.POST.get("name", "")
    try:
        link, secret = make_link(
            area=installed_area(),
            name=name,
            days=int(days) if days.isascii() and days.isdigit() else 0,
            by=request.user,
        )
    except LinkRefused as refusal:
        return _list(request, refusal=str(refusal), name=name, days=days, status=422)
    address = request.build_absolute_uri(reverse("screen_show", args=[secret]))
    return _list(request, made=link, address=address)


@require_POST
@open_to(OFFICE)
def screen_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a link at once."""
    revoke_link(link=get_or_404_for(request.user, DisplayLink, pk), by=request.user)
    return redirect("screen_list")


def _list(request: HttpRequest, status: int = 200, **more: object) -> HttpResponse:
    area = installed_area()
    check_make_screens(request.user, area)
    rows = DisplayLink.objects.visible_to(request.user).select_related("made_by", "revoked_by")
    context = {
        "area": area,
        "links": [(link, is_in_force(link)) for link in rows],
        "lifetimes": LIFETIMES,
        "days": "90",
        **more,
    }
    response = render(request, "screens/list.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
