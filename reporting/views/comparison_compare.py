"""Pages: whatever indicators, areas and years one wants beside one another."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators.people.access import FIGURE_ROLES
from reporting.assessment.reading import Reading
from reporting.dashboards.area_choices import indicator_choices
from reporting.dashboards.compare import panels_of
from reporting.dashboards.compare_choices import Asked, offer_for, selection_of
from reporting.dashboards.comparison_workbooks import panel_sheets
from reporting.views.access import open_to
from reporting.views.comparison_reading import reading_of, workbook
from reporting.views.reading_page import installed_area, reading_page

ADDING = ("add", "area")


@require_safe
@open_to(FIGURE_ROLES)
def compare(request: HttpRequest) -> HttpResponse:
    """Chart and table for each indicator chosen; what a form adds becomes part of the address."""
    asked = Asked.from_address(request.GET)
    if any(request.GET.get(name) for name in ADDING):
        return redirect(f"{reverse('compare')}?{asked.address()}")
    return reading_page(request, "comparison/compare.html", installed_area(), _context)


def _context(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    asked = Asked.from_address(request.GET)
    offer = offer_for(request.user, reading.area)
    selection = selection_of(asked, offer, reading)
    panels = panels_of(reading, request.user, selection)
    return {
        "asked": asked,
        "offer": offer,
        "selection": selection,
        "panels": [(f"chart-{number}", panel) for number, panel in enumerate(panels, start=1)],
        "chosen": [(each, asked.address(without=each.code)) for each in selection.choices],
        "chosen_areas": [(each, asked.address(without=each.code)) for each in selection.areas],
        "examples": indicator_choices(reading.area)[:1],
    }


@require_safe
@open_to(FIGURE_ROLES)
def compare_export(request: HttpRequest) -> HttpResponse:
    """Exactly what the page shows, as a workbook."""
    reading = reading_of(request, installed_area())
    asked = Asked.from_address(request.GET)
    selection = selection_of(asked, offer_for(request.user, reading.area), reading)
    panels = panels_of(reading, request.user, selection)
    if not panels:
        raise Http404
    return workbook(panel_sheets(panels, reading), f"指标比较 {reading.year}年")
