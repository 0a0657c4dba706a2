"""Pages that show judged figures: leader summary, target list, target page, the nation."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from indicators.models import Area, AreaLevel
from indicators.people.access import FIGURE_ROLES, OVERSIGHT_ROLES, access_of
from reporting.assessment.reading import Reading
from reporting.dashboards.display_links import can_make_screens
from reporting.dashboards.nation import nation_groups
from reporting.dashboards.reads import lines_of
from reporting.dashboards.summary import summarise
from reporting.dashboards.summary_points import points_of
from reporting.dashboards.target_list import Filters, grouped, standings_in, units_in
from reporting.dashboards.target_view import readable_target, view_of
from reporting.views.access import open_to
from reporting.views.reading_page import installed_area, reading_page


@require_safe
@open_to(FIGURE_ROLES)
def leader_summary(request: HttpRequest) -> HttpResponse:
    """One screen of a released year: counts, the targets in danger, the domains."""
    return reading_page(request, "dashboards/summary.html", installed_area(), _summary_context)


def _summary_context(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    summary = summarise(reading, lines_of(reading))
    return {
        "summary": summary,
        "points": points_of(summary),
        "may_make_screens": can_make_screens(request.user, reading.area),
    }


@require_safe
@open_to(FIGURE_ROLES)
def target_list(request: HttpRequest) -> HttpResponse:
    """Every judged target by plan and domain; filtered by the address."""
    return reading_page(request, "dashboards/target_list.html", installed_area(), _list_context)


def _list_context(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    lines = lines_of(reading)
    asked = ("plan", "standing", "kind", "unit")
    filters = Filters(**{name: request.GET.get(name, "") for name in asked})
    chosen = filters.apply(lines)
    return {
        "filters": filters,
        "plans": list({line.plan.pk: line.plan for line in lines}.values()),
        "standings": standings_in(lines),
        "units": units_in(lines),
        "groups": grouped(chosen),
        "has_forecasts": any(line.judgement.phase == "RUNNING" for line in lines),
        "shown": len(chosen),
        "total": len(lines),
    }


@require_safe
@open_to(FIGURE_ROLES)
def target_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One target: the finding, the chart, the arithmetic, where each figure came from."""
    target = readable_target(request.user, pk)

    def context(_request: HttpRequest, reading: Reading) -> dict[str, Any]:
        view = view_of(reading, target, request.user)
        if view is None:
            raise Http404
        may_see_history = access_of(request.user).holds(OVERSIGHT_ROLES)
        return {"target": target, "view": view, "may_see_history": may_see_history}

    return reading_page(request, "dashboards/target_page.html", target.plan.area, context)


@require_safe
@open_to(FIGURE_ROLES)
def nation(request: HttpRequest) -> HttpResponse:
    """全国 against the national targets: published figures, each with its source."""
    area = Area.objects.filter(level=AreaLevel.NATION).first()
    if area is None:
        raise Http404
    return reading_page(request, "dashboards/nation.html", area, _nation_context)


def _nation_context(_request: HttpRequest, reading: Reading) -> dict[str, Any]:
    return {"groups": nation_groups(reading)}
