"""Whose pages may a person open: which areas, which units? One rule for pages, search and API."""

from typing import Any

from django.db.models import Q, QuerySet

from indicators.models import Area, Organisation, Role
from indicators.people.access import OVERSIGHT_ROLES, UNIT_ROLES, access_of

#: Who sees beside each other what units lead and how they file.
UNIT_READERS = OVERSIGHT_ROLES | {Role.LEADER}


def readable_areas(user: Any) -> QuerySet[Area]:
    """One's own area, those below it and those above it."""
    return Area.objects.filter(access_of(user).released_area_filter("path"))


def readable_units(user: Any) -> QuerySet[Organisation]:
    """One's own unit; for bureau, office and leaders every unit of their area."""
    access = access_of(user)
    own = Q(pk__in=access.organisation_ids(UNIT_ROLES))
    overseen = access.area_filter(UNIT_READERS, "area__path")
    return Organisation.objects.filter(own | overseen).select_related("area")


def may_open_units(user: Any, area: Area) -> bool:
    """Every unit of the area is open to this person."""
    return access_of(user).covers(area.path, UNIT_READERS)


def highest_overseen(user: Any) -> Area | None:
    """The highest area whose units this person may open, if there is one."""
    paths = access_of(user).area_paths(UNIT_READERS)
    return Area.objects.filter(path=min(paths, key=len, default="")).first()
