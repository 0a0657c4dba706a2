"""The page of a reading: the year that the address asks for, or what to do where there is none."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.models import Area, Installation
from reporting.assessment.reading import NothingReleased, Reading, open_years, reading_for
from reporting.dashboards.reads import is_reassessing
from reporting.dashboards.years import opened, year_choices


def reading_page(
    request: HttpRequest,
    template: str,
    area: Area,
    context: Callable[[HttpRequest, Reading], dict[str, Any]],
) -> HttpResponse:
    """The page for the year that the address asks for, or what to do where there is none."""
    year, live = asked_year(request), request.GET.get("live") == "1"
    years = open_years(request.user, area)
    choices = year_choices(area, years)
    try:
        reading = reading_for(request.user, area, year=year, live=live, years=years)
    except NothingReleased as nothing:
        empty = {"area": area, "reason": str(nothing), "choices": choices}
        return render(request, "dashboards/nothing.html", empty)
    shared = {
        "area": area,
        "reading": reading,
        "choices": choices,
        "opened": opened(choices, reading),
        "reassessing": is_reassessing(reading),
    }
    return render(request, template, {**shared, **context(request, reading)})


def asked_year(request: HttpRequest) -> int | None:
    """The year in the address; 404 for what is no year."""
    asked = request.GET.get("year", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) == 4):
        raise Http404
    return int(asked)


def installed_area() -> Area:
    """The area that this installation serves."""
    return Installation.objects.select_related("area").get().area
