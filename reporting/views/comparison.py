"""Pages: the matrix of targets, and where data is and is not."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from indicators.models import Area
from indicators.people.access import FIGURE_ROLES
from reporting.assessment.reading import Reading
from reporting.dashboards import coverage as coverage_table
from reporting.dashboards import matrix as target_matrix
from reporting.dashboards.comparison_workbooks import gap_sheets
from reporting.dashboards.coverage_cells import STATES
from reporting.dashboards.coverage_gaps import Gap, gaps_of
from reporting.dashboards.matrix_tiles import Filters
from reporting.dashboards.reads import lines_of
from reporting.dashboards.speaking import parts_of
from reporting.views.access import open_to
from reporting.views.comparison_reading import reading_of, workbook
from reporting.views.reading_page import installed_area, reading_page

GAPS_A_PAGE = 100
ALL = "all"


@require_safe
@open_to(FIGURE_ROLES)
def matrix(request: HttpRequest) -> HttpResponse:
    """Domains × objectives with a mark for every target; filtered by the address."""
    areas = target_matrix.matrix_areas(request.user)
    area = _asked_area(request, areas) or installed_area()

    def context(_request: HttpRequest, reading: Reading) -> dict[str, Any]:
        filters = Filters.from_address(request.GET)
        return {
            "areas": areas,
            "filters": filters,
            "matrix": target_matrix.matrix_of(reading, request.user, lines_of(reading), filters),
        }

    return reading_page(request, "comparison/matrix.html", area, context)


def _asked_area(request: HttpRequest, areas: list[Area]) -> Area | None:
    """The area in the address, among those offered; 404 for any other."""
    code = request.GET.get("area", "")
    if not code:
        return None
    found = next((area for area in areas if area.code == code), None)
    if found is None:
        raise Http404
    return found


@require_safe
@open_to(FIGURE_ROLES)
def coverage(request: HttpRequest) -> HttpResponse:
    """Target × dimension for the city or one of its parts: with data, without, since when."""
    return reading_page(request, "comparison/coverage.html", installed_area(), _coverage_context)


def _coverage_context(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    parts = parts_of(request.user, reading.area)
    shown = _asked_area(request, [reading.area, *parts]) or reading.area
    filters = coverage_table.Filters.from_address(request.GET)
    return {
        "parts": parts,
        "shown_area": shown,
        "filters": filters,
        "states": STATES,
        "coverage": coverage_table.coverage_of(reading, shown, parts, filters),
    }


@require_safe
@open_to(FIGURE_ROLES)
def coverage_gaps(request: HttpRequest) -> HttpResponse:
    """缺项 of the year with who owes them, for the city, a part, or all."""
    return reading_page(request, "comparison/gaps.html", installed_area(), _gaps_context)


def _gaps_context(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    parts, scope, gaps = _gaps(request, reading)
    return {
        "parts": parts,
        "scope": scope,
        "chosen": request.GET.get("area", ""),
        "total": len(gaps),
        "owing": len({(gap.area.pk, gap.owes) for gap in gaps}),
        "page": Paginator(gaps, GAPS_A_PAGE).get_page(request.GET.get("page")),
    }


def _gaps(request: HttpRequest, reading: Reading) -> tuple[list[Area], str, list[Gap]]:
    """The areas one may choose, the chosen scope in words, and its gaps."""
    parts = parts_of(request.user, reading.area)
    if request.GET.get("area") == ALL:
        scope = f"{reading.area.name}和各县（市、区）"
        return parts, scope, gaps_of(reading, [reading.area, *parts])
    shown = _asked_area(request, [reading.area, *parts]) or reading.area
    return parts, shown.name, gaps_of(reading, [shown])


@require_safe
@open_to(FIGURE_ROLES)
def coverage_gaps_export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook, all pages of it."""
    reading = reading_of(request, installed_area())
    _parts, scope, gaps = _gaps(request, reading)
    return workbook(gap_sheets(gaps, reading, scope), f"缺项清单 {scope} {reading.year}年")
