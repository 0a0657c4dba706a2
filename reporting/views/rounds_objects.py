"""The area whose rounds and indicators a person runs or oversees."""

from typing import Any

from django.http import Http404

from indicators.models import Area, AreaLevel, Installation
from indicators.people.access import OVERSIGHT_ROLES, access_of


def round_area(user: Any) -> Area:
    """The city of this person's bureau or office; for a county's the city above it.

    Someone of a whole province has the installation's own city. 404 where there is none.
    """
    codes = {
        code for path in access_of(user).area_paths(OVERSIGHT_ROLES) for code in path.split("/")
    }
    cities = Area.objects.filter(level=AreaLevel.CITY, code__in=codes)
    installation = Installation.objects.select_related("area").first()
    found = cities.first() or (installation.area if installation else None)
    if found is None:
        raise Http404
    return found
