"""Pages: counties beside their city, one indicator or all of a domain."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from indicators.models import Area, Breakdown, Domain, Indicator
from indicators.people.access import FIGURE_ROLES
from reporting.assessment.reading import Reading
from reporting.dashboards.area_choices import (
    IndicatorGroup,
    groups_of,
    indicator_choices,
)
from reporting.dashboards.area_comparison import AreaComparison, compare_areas
from reporting.dashboards.area_comparison_chart import chart_of
from reporting.dashboards.area_table import AreaTable, area_table, domain_code, domains_of
from reporting.dashboards.comparison_workbooks import comparison_sheets, table_sheets
from reporting.dashboards.speaking import parts_of
from reporting.views.access import open_to
from reporting.views.comparison_reading import reading_of, workbook
from reporting.views.reading_page import installed_area, reading_page

OFFERED_YEARS, MOST_OTHER_YEARS = 8, 3
AREAS_A_PAGE = 20  # columns that can be read across
BY_VALUE = "value"


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    groups: list[IndicatorGroup]
    indicator: Indicator | None
    breakdowns: dict[str, Breakdown]
    group: str
    other_years: tuple[int, ...]
    by_value: bool


def _asked(request: HttpRequest, reading: Reading) -> Asked:
    """404 for an indicator or a group that does not exist."""
    groups = indicator_choices(reading.area)
    offered = {row.code: row for group in groups for row in group.indicators}
    code = request.GET.get("indicator", "")
    if code and code not in offered:
        raise Http404
    indicator = offered[code] if code else next(iter(offered.values()), None)
    breakdowns = groups_of(indicator) if indicator else {}
    group = request.GET.get("group", "")
    years = [int(each) for each in request.GET.getlist("with") if each in _offered(reading)]
    return Asked(
        groups,
        indicator,
        breakdowns,
        group if group in breakdowns else "",
        tuple(sorted(set(years), reverse=True)[:MOST_OTHER_YEARS]),
        request.GET.get("sort") == BY_VALUE,
    )


def _offered(reading: Reading) -> list[str]:
    return [str(reading.year - back) for back in range(1, OFFERED_YEARS)]


def _comparison(request: HttpRequest, reading: Reading, asked: Asked) -> AreaComparison | None:
    if asked.indicator is None:
        return None
    return compare_areas(
        reading,
        request.user,
        asked.indicator,
        asked.breakdowns[asked.group],
        other_years=asked.other_years,
        by_value=asked.by_value,
    )


@require_safe
@open_to(FIGURE_ROLES)
def area_comparison(request: HttpRequest) -> HttpResponse:
    """One indicator over the counties: chart and table, no judgement, no rank."""
    return reading_page(request, "comparison/areas.html", installed_area(), _comparison_context)


def _comparison_context(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    asked = _asked(request, reading)
    comparison = _comparison(request, reading, asked)
    return {
        "asked": asked,
        "offered_years": [int(each) for each in _offered(reading)],
        "comparison": comparison,
        "chart": chart_of(comparison) if comparison else None,
    }


@require_safe
@open_to(FIGURE_ROLES)
def area_comparison_export(request: HttpRequest) -> HttpResponse:
    """The same comparison as a workbook."""
    reading = reading_of(request, installed_area())
    comparison = _comparison(request, reading, _asked(request, reading))
    if comparison is None:
        raise Http404
    sheets = comparison_sheets(comparison, reading)
    return workbook(sheets, f"地区比较 {comparison.name} {reading.year}年")


@require_safe
@open_to(FIGURE_ROLES)
def area_overview(request: HttpRequest) -> HttpResponse:
    """All indicators of a domain over the counties in one year."""
    return reading_page(request, "comparison/table.html", installed_area(), _table_context)


def _table_context(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    domains = domains_of(reading.area)
    parts = parts_of(request.user, reading.area)
    page = Paginator(parts, AREAS_A_PAGE).get_page(request.GET.get("page"))
    return {
        "domains": [(domain_code(domain), domain) for domain in domains],
        "page": page,
        "table": _table(request, reading, domains, list(page)),
    }


def _table(
    request: HttpRequest, reading: Reading, domains: list[Domain], parts: list[Area]
) -> AreaTable | None:
    code = request.GET.get("domain", "")
    chosen = [domain for domain in domains if code in ("", domain_code(domain))]
    if code and not chosen:
        raise Http404
    return area_table(reading, request.user, chosen[0], parts) if chosen else None


@require_safe
@open_to(FIGURE_ROLES)
def area_overview_export(request: HttpRequest) -> HttpResponse:
    """The same table as a workbook, with all counties side by side."""
    reading = reading_of(request, installed_area())
    parts = parts_of(request.user, reading.area)
    table = _table(request, reading, domains_of(reading.area), parts)
    if table is None:
        raise Http404
    return workbook(table_sheets(table, reading), f"分县一览 {table.domain.name} {reading.year}年")
