"""Pages about one indicator, one unit, one area, one plan."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from indicators.catalogue.plan_access import readable_plans
from indicators.models import Area, AreaLevel, ObjectiveKind, PlanState, Target, TargetValue
from indicators.people.access import FIGURE_ROLES
from indicators.people.readers import (
    UNIT_READERS,
    highest_overseen,
    may_open_units,
    readable_areas,
)
from reporting.assessment.reading import Reading
from reporting.catalogue_pages.entries import indicator_for, plan_for
from reporting.catalogue_pages.target_rows import target_rows, values_of
from reporting.catalogue_pages.words import promise
from reporting.dashboards.area_view import area_view
from reporting.dashboards.indicator_view import IndicatorView, indicator_view
from reporting.dashboards.plan_places import standings_of
from reporting.dashboards.plan_view import STATES, Filters, plan_view
from reporting.dashboards.scoreboard import scoreboard
from reporting.dashboards.shown_lines import shown_lines
from reporting.dashboards.speaking import area_for, parts_of
from reporting.dashboards.unit_view import unit_for, unit_view
from reporting.models import Judgement
from reporting.views.access import open_to
from reporting.views.profiles_reading import area_reading_page, asked_area

PARTS = (AreaLevel.COUNTY, AreaLevel.ZONE)
# What the table of places needs: with every column the query costs more than all else on the page.
PLACE_RELATIONS = (
    "plan__area", "objective__domain", "indicator", "breakdown", "other_indicator",
    "other_breakdown",
)  # fmt: skip
PLACE_FIELDS = (
    "code", "kind", "position", "plan__short_title", "plan__start_year", "plan__end_year",
    "plan__state", "plan__position", "plan__area__name", "plan__area__path", "plan__area__level",
    "objective__number", "objective__domain__number", "indicator__name", "indicator__unit",
    "indicator__decimals", "breakdown__name", "other_indicator__name", "other_breakdown__name",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """One demand on the indicator: what the plan asks for, and how it stands."""

    target: Target
    promise: str
    judgement: Judgement | None


@require_safe
@open_to(FIGURE_ROLES)
def indicator_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One indicator in one area (?area=), in every plan that asks for it, or in none."""
    indicator, area = indicator_for(request.user, pk), asked_area(request)

    def context(reading: Reading) -> dict[str, Any]:
        offered = _offered_areas(request.user, area)
        below = [each for each in offered if each.parent_id == area.pk]
        view = indicator_view(reading, indicator, below, request.user)
        return {
            "indicator": indicator,
            "view": view,
            "places": _places(request.user, view),
            "area_choices": offered,
            "may_open_units": may_open_units(request.user, area),
        }

    return area_reading_page(request, "profiles/indicator.html", area, context)


@require_safe
@open_to(FIGURE_ROLES)
def unit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit, for its own members, the bureau, the office and the leaders."""
    unit = unit_for(request.user, pk)

    def context(reading: Reading) -> dict[str, Any]:
        view = unit_view(reading, unit)
        return {
            "unit": unit,
            "view": view,
            "lines": shown_lines(reading, view.lines, request.user),
            "may_open_units": may_open_units(request.user, unit.area),
        }

    return area_reading_page(request, "profiles/unit.html", unit.area, context)


@require_safe
@open_to(UNIT_READERS)
def unit_scoreboard(request: HttpRequest) -> HttpResponse:
    """Every unit of an area (?area=): what it leads, how it filed."""
    asked = request.GET.get("area")
    area = asked_area(request) if asked else highest_overseen(request.user)
    if area is None or not may_open_units(request.user, area):
        raise Http404

    def context(reading: Reading) -> dict[str, Any]:
        return {
            "rows": scoreboard(reading),
            "area_choices": [
                each
                for each in _offered_areas(request.user, area)
                if may_open_units(request.user, each)
            ],
        }

    return area_reading_page(request, "profiles/scoreboard.html", area, context)


@require_safe
@open_to(FIGURE_ROLES)
def area_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One area: its own plans' standings, else its figures beside the city's."""
    area = area_for(request.user, pk=pk)

    def context(reading: Reading) -> dict[str, Any]:
        return {
            "view": area_view(reading, request.user),
            "parts": parts_of(request.user, area),
            "may_open_units": may_open_units(request.user, area),
        }

    return area_reading_page(request, "profiles/area.html", area, context)


@require_safe
@open_to(FIGURE_ROLES)
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan, objective by objective; filtered by the address."""
    plan = plan_for(request.user, pk)
    asked = ("domain", "state", "standing", "kind")
    filters = Filters(**{name: request.GET.get(name, "") for name in asked})

    def context(reading: Reading) -> dict[str, Any]:
        rows = target_rows(Target.objects.filter(plan=plan), plan.area)
        targets = [row.target for row in rows]
        promises = {row.target.pk: row.promise for row in rows}
        return {
            "plan": plan,
            "view": plan_view(reading, plan, targets, promises, filters, request.user),
            "filters": filters,
            "states": STATES,
            "kinds": ObjectiveKind.choices,
            "domains": plan.domains.order_by("number"),
            "is_in_force": plan.state == PlanState.IN_FORCE,
        }

    return area_reading_page(request, "profiles/plan.html", plan.area, context)


def _places(user: Any, view: IndicatorView) -> list[Place]:
    """The demands of every readable plan, those of the own area first, the earliest plan first."""
    wanted = Q(indicator=view.indicator) | Q(other_indicator=view.indicator)
    plans = readable_plans(user).order_by().values("pk")
    rows = Target.objects.filter(wanted, plan__in=plans).order_by()
    targets = list(rows.select_related(*PLACE_RELATIONS).only(*PLACE_FIELDS))
    values = values_of(targets)
    standings = standings_of(view.reading, targets, view.judgements, user)
    places = [
        Place(each, _promise(each, values.get(each.pk, {})), standings.get(each.pk))
        for each in targets
    ]
    return sorted(places, key=lambda place: _order(place.target, view.reading.area))


def _promise(target: Target, values: dict[int, TargetValue]) -> str:
    value = values.get(target.plan.end_year)
    return promise(target, value.value if value else None)


def _order(target: Target, area: Area) -> tuple[bool, str, int, int, int]:
    plan = target.plan
    home = plan.area_id == area.pk
    return (not home, plan.area.path, plan.start_year, plan.position, target.position)


def _offered_areas(user: Any, area: Area) -> list[Area]:
    """The area with its parts, those beside it or below the city, and the nation, if readable."""
    home = area.parent_id if area.level in PARTS else area.pk
    wanted = Q(pk=home) | Q(parent=home) | Q(parent=area) | Q(level=AreaLevel.NATION)
    return list(readable_areas(user).filter(wanted | Q(pk=area.pk)).order_by("path"))
