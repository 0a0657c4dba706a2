"""Which reading speaks about an area, and which areas may this person open?

A county whose own year is not released is read in its city's: figures of a scope share their data
versions. Judgements stay the area's own.
"""

from dataclasses import replace
from typing import Any

from django.shortcuts import get_object_or_404

from indicators.data_versions import scope_of
from indicators.models import Area, AreaLevel, CitySource, Indicator
from indicators.people.readers import readable_areas
from reporting.assessment.reading import Reading, live_years, released_years
from reporting.models import Flow


def area_for(user: Any, *, pk: int | None = None, code: str = "") -> Area:
    """The area by its id or code if this person may open it, else 404."""
    wanted = {"pk": pk} if pk is not None else {"code": code}
    return get_object_or_404(readable_areas(user), **wanted)


def speaking_area(user: Any, area: Area) -> Area:
    """The area whose years are opened: itself, or its city where it has none of its own."""
    scope = scope_of(area)
    if scope == area or released_years(user, area) or live_years(user, area):
        return area
    return scope


def as_of_area(reading: Reading, area: Area) -> Reading:
    """The same state of the data, read for the area."""
    return reading if reading.area == area else replace(reading, area=area)


def parts_of(user: Any, area: Area) -> list[Area]:
    """The areas right below that this person may open, in their order."""
    return list(readable_areas(user).filter(parent=area).order_by("position", "path"))


def official_flow(indicator: Indicator, area: Area) -> str:
    """Which flow holds the official figure of an indicator in an area."""
    if area.level in (AreaLevel.NATION, AreaLevel.PROVINCE):
        return Flow.REFERENCE
    if area.level == AreaLevel.CITY and indicator.city_value == CitySource.ROLLED_UP:
        return Flow.ROLL_UP
    return Flow.RETURN
