"""Whom a notice goes to: by role, at a unit, in an area, or in one and all above or below it.

Accounts that are closed, roles that have ended and units that are closed are left out.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from indicators.clock import today
from indicators.models import Area, Membership, Organisation, User


def people_at(organisation: Organisation, roles: Iterable[str]) -> QuerySet[User]:
    """The holders of one of the roles at the unit."""
    return _holders(_in_force(roles).filter(organisation=organisation))


def people_in(area: Area, roles: Iterable[str]) -> QuerySet[User]:
    """The holders of one of the roles at the units of this very area."""
    return _holders(_in_force(roles).filter(organisation__area=area))


def people_within(area: Area, roles: Iterable[str]) -> QuerySet[User]:
    """The holders of one of the roles in the area and in all below it."""
    return _holders(_in_force(roles).filter(organisation__area__path__startswith=area.path))


def people_over(area: Area, roles: Iterable[str]) -> QuerySet[User]:
    """The holders of one of the roles in the area or in one above it."""
    codes = [code for code in area.path.split("/") if code]
    return _holders(_in_force(roles).filter(organisation__area__code__in=codes))


def _in_force(roles: Iterable[str]) -> QuerySet[Membership]:
    return Membership.objects.on(today()).filter(role__in=list(roles), organisation__active=True)


def _holders(memberships: QuerySet[Membership]) -> QuerySet[User]:
    return User.objects.filter(is_active=True, pk__in=memberships.values("user"))
