"""The page on which the statistics bureau enters the populations of a city and its counties."""

import re

from django.contrib import messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from indicators.clock import today
from indicators.data_versions import scope_of
from indicators.models import Area, AreaLevel, Role
from indicators.people.access import access_of
from reporting.collection.population_entry import PopulationsRefused, TypedPopulation
from reporting.collection.population_page import population_page
from reporting.collection.populations import (
    Entered,
    PopulationCell,
    can_enter_populations,
    enter_populations,
)
from reporting.models import Round
from reporting.views.access import open_to
from reporting.views.collection_forms import whole_number

CONFLICT, INVALID = 409, 422
YEARS_OFFERED = 10
_FIELD = re.compile(r"people-([0-9]{1,9})-([0-9]{1,9})-([0-9]{1,5})-([0-9]{1,15})")


@require_http_methods(["GET", "POST"])
@open_to([Role.REVIEWER])
def population_list(request: HttpRequest) -> HttpResponse:
    """The populations of an area (?area=) and year (?year=); POST stores what was typed."""
    areas = _areas(request)
    area = next((each for each in areas if each.code == request.GET.get("area")), areas[0])
    years = _years(scope_of(area))
    asked = whole_number(request.GET.get("year", ""))
    year = asked if asked in years else years[0]
    if request.method == "GET":
        return _page(request, areas, area, year)
    typed = typed_populations(request.POST)
    try:
        entered = enter_populations(
            area=area,
            year=year,
            cells=typed,
            document=request.POST.get("document", ""),
            reason=request.POST.get("reason", ""),
            by=request.user,
        )
    except PopulationsRefused as refusal:
        return _page(request, areas, area, year, typed, refusal)
    messages.success(request, _told(entered))
    return redirect(f"{reverse('population_list')}?area={area.code}&year={year}")


def typed_populations(data: QueryDict) -> dict[PopulationCell, TypedPopulation]:
    """What was typed; the name of an input tells its cell and the version it showed."""
    found = {}
    for name, text in data.items():
        match = _FIELD.fullmatch(name)
        if match:
            area, indicator, breakdown, seen = map(int, match.groups())
            found[area, indicator, breakdown] = TypedPopulation(str(text), seen)
    return found


def _areas(request: HttpRequest) -> list[Area]:
    """The cities whose bureau the person is of; for a county's bureau its county."""
    paths = access_of(request.user).area_paths([Role.REVIEWER])
    own = Area.objects.filter(path__in=paths)
    cities = Area.objects.filter(
        access_of(request.user).area_filter([Role.REVIEWER], "path"), level=AreaLevel.CITY
    )
    return list(cities.order_by("path")) or list(own.order_by("path"))


def _years(city: Area) -> list[int]:
    """The newest round's year first, then the others, the newest before the older."""
    latest = Round.objects.filter(area=city).aggregate(Max("year"))["year__max"]
    newest = today().year
    first = latest or newest - 1
    return [first, *(year for year in range(newest, newest - YEARS_OFFERED, -1) if year != first)]


def _told(entered: Entered) -> str:
    if not entered.stored:
        return "没有改动，无需保存。"
    parts = [f"已保存 {entered.stored} 项人口数"]
    if entered.followed:
        parts.append(f"按新的分母重算已入库数据 {entered.followed} 项")
    if entered.refreshed:
        parts.append(f"更新报表中未入库的填报项 {entered.refreshed} 项")
    return "，".join(parts) + "。"


def _page(
    request: HttpRequest,
    areas: list[Area],
    area: Area,
    year: int,
    typed: dict[PopulationCell, TypedPopulation] | None = None,
    refusal: PopulationsRefused | None = None,
) -> HttpResponse:
    city = scope_of(area)
    within = None if area == city else area
    context = {
        "areas": areas,
        "area": area,
        "years": sorted(_years(city), reverse=True),
        "page": population_page(city, year, within=within, typed=typed, refusal=refusal),
        "may_enter": can_enter_populations(request.user, area),
        "refusal": refusal,
        "document": request.POST.get("document", ""),
        "reason": request.POST.get("reason", ""),
    }
    status = 200
    if refusal is not None:
        status = CONFLICT if refusal.overtaken else INVALID
    return render(request, "populations/list.html", context, status=status)
