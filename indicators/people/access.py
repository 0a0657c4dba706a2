"""What an account may reach today: its roles, at which units, and so in which areas."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from indicators.clock import today
from indicators.models import Membership, Role

FIGURE_ROLES = frozenset(
    {
        Role.STATISTICIAN,
        Role.UNIT_HEAD,
        Role.LIAISON,
        Role.REVIEWER,
        Role.OFFICE,
        Role.LEADER,
        Role.MACHINE,
    }
)
UNIT_ROLES = frozenset({Role.STATISTICIAN, Role.UNIT_HEAD, Role.LIAISON, Role.MACHINE})
OVERSIGHT_ROLES = frozenset({Role.REVIEWER, Role.OFFICE})
ADMINISTRATION_ROLES = frozenset(
    {Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR}
)


@dataclass(frozen=True)
class Access:
    """The memberships of one account that are in force today."""

    memberships: tuple[Membership, ...]

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(membership.role for membership in self.memberships)

    def holds(self, roles: Iterable[str]) -> bool:
        """At least one of the roles, at whatever unit."""
        return not self.roles.isdisjoint(roles)

    def organisation_ids(self, roles: Iterable[str]) -> list[int]:
        """The units at which one of the roles is held."""
        wanted = frozenset(roles)
        return [
            membership.organisation_id
            for membership in self.memberships
            if membership.role in wanted
        ]

    def area_paths(self, roles: Iterable[str]) -> list[str]:
        """The paths of the areas in which one of the roles is held."""
        wanted = frozenset(roles)
        return [
            membership.organisation.area.path
            for membership in self.memberships
            if membership.role in wanted
        ]

    def covers(self, area_path: str, roles: Iterable[str]) -> bool:
        """One of the roles is held in the area or in one above it."""
        return any(area_path.startswith(path) for path in self.area_paths(roles))

    def area_filter(self, roles: Iterable[str], field: str) -> Q:
        """A filter for rows whose area (`field` names its path column) the roles cover."""
        condition = Q(pk__in=[])
        for path in self.area_paths(roles):
            condition |= Q(**{f"{field}__startswith": path})
        return condition

    def released_area_filter(self, field: str) -> Q:
        """Released figures are read in one's own area, below it, and in every area above it."""
        condition = self.area_filter(FIGURE_ROLES, field)
        above = {
            "/" + "/".join(codes[:depth]) + "/"
            for path in self.area_paths(FIGURE_ROLES)
            for codes in [[code for code in path.split("/") if code]]
            for depth in range(1, len(codes))
        }
        return condition | Q(**{f"{field}__in": above})


def access_of(user: Any) -> Access:
    """The access of an account, read once per request (an inactive or anonymous one has none)."""
    if not user.is_authenticated or not user.is_active:
        return Access(())
    access: Access | None = getattr(user, "_access", None)
    if access is None:
        memberships = (
            Membership.objects.on(today())
            .filter(user=user, organisation__active=True)
            .select_related("organisation__area")
        )
        access = Access(tuple(memberships))
        user._access = access
    return access
