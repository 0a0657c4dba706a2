"""What every answer of the interface rests on: who asks, about which area, in which release."""

from typing import Any

from django.http import Http404
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from indicators.models import Area, Installation
from indicators.people.access import FIGURE_ROLES, access_of
from reporting.assessment.reading import NothingReleased, Reading, reading_for
from reporting.dashboards.speaking import area_for, as_of_area, speaking_area


class ReadsFigures(BasePermission):
    """Open to every role that may read released figures."""

    message = "您的角色不能读取数据。"

    def has_permission(self, request: Request, view: APIView) -> bool:
        return access_of(request.user).holds(FIGURE_ROLES)


def released_reading(request: Request) -> Reading:
    """The latest released year, or `?year=`, of the installed area or of `?area=` (its code).

    A county without a release of its own is read in its city's.
    """
    area = _area(request)
    year = _year(request.query_params.get("year"))
    try:
        reading = reading_for(request.user, speaking_area(request.user, area), year=year)
    except NothingReleased as nothing:
        raise NotFound(str(nothing)) from nothing
    return as_of_area(reading, area)


def envelope(reading: Reading) -> dict[str, Any]:
    """What every answer says of its data."""
    return {
        "area": reading.area.code,
        "year": reading.year,
        "data_version": reading.data_version,
        "release": reading.release.number if reading.release else None,
        "demonstration": Installation.objects.get().is_demo,
    }


def _area(request: Request) -> Area:
    code = request.query_params.get("area", "")
    if not code:
        return Installation.objects.select_related("area").get().area
    try:
        return area_for(request.user, code=code)
    except Http404 as unknown:
        raise NotFound("没有这个地区，或者您不能读取它的数据。") from unknown


def _year(text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise ValidationError({"year": "年份应为四位数字，例如 2024。"})
    return int(text)
