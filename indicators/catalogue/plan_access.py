"""Which plans may a person read, and whose plans may a person draft?

A draft is for the offices and bureaus that cover its area, a plan in consultation for every unit
there; a plan in force is read in its area, below it and above it.
"""

from typing import Any

from django.db.models import Q, QuerySet

from indicators.models import Area, Plan, PlanState, Role
from indicators.people.access import FIGURE_ROLES, OVERSIGHT_ROLES, access_of
from indicators.people.refusal import Refused


class DraftingRefused(Refused):
    """The person may not draft plans of this area."""


def readable_plans(user: Any) -> QuerySet[Plan]:
    """The plans that this person may open, whatever their state."""
    access = access_of(user)
    in_consultation = Q(state=PlanState.CONSULTATION) & access.area_filter(
        FIGURE_ROLES, "area__path"
    )
    in_force = Q(state=PlanState.IN_FORCE) & access.released_area_filter("area__path")
    oversight = access.area_filter(OVERSIGHT_ROLES, "area__path")
    return Plan.objects.filter(oversight | in_consultation | in_force).select_related("area")


def drafting_areas(user: Any) -> QuerySet[Area]:
    """The areas for which this person may draft plans."""
    return Area.objects.filter(access_of(user).area_filter([Role.OFFICE], "path"))


def can_draft(user: Any, area: Area) -> bool:
    return access_of(user).covers(area.path, [Role.OFFICE])


def check_draft(user: Any, area: Area) -> None:
    if not can_draft(user, area):
        raise DraftingRefused(f"{area.name}的规划由本级妇儿工委办公室编制。")
