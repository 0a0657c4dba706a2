"""Pages about an area that need not be the installed one: its reading, and the menus around it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from indicators.models import Area
from reporting.assessment.reading import Reading
from reporting.dashboards.speaking import area_for, as_of_area, speaking_area
from reporting.views.reading_page import installed_area, reading_page


def asked_area(request: HttpRequest) -> Area:
    """The area in the address (?area= its code), else the installed one; 404 for another's."""
    code = request.GET.get("area", "")
    return area_for(request.user, code=code) if code else installed_area()


def area_reading_page(
    request: HttpRequest,
    template: str,
    area: Area,
    context: Callable[[Reading], dict[str, Any]],
) -> HttpResponse:
    """The page of one area in the year that the address asks for, the city's where it has none."""

    def whole(_request: HttpRequest, reading: Reading) -> dict[str, Any]:
        shown = {"area": area, "kept": kept_query(request, without=("year", "live"))}
        return {**shown, **context(as_of_area(reading, area))}

    return reading_page(request, template, speaking_area(request.user, area), whole)


def kept_query(request: HttpRequest, *, without: tuple[str, ...]) -> str:
    """What a menu keeps of the address, to be put behind its own part: "&area=990101"."""
    kept = {name: value for name, value in request.GET.items() if name not in without}
    return f"&{urlencode(kept)}" if kept else ""
