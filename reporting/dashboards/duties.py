"""Who answers for an indicator in an area: which unit reports it, which leads, which support."""

from dataclasses import dataclass
from typing import Any

from indicators.models import Area, Assignment, AssignmentRole, Indicator, Organisation
from indicators.people.access import OVERSIGHT_ROLES, UNIT_ROLES, access_of


@dataclass(frozen=True)
class Duty:
    """One unit and what it does for the indicator."""

    organisation: Organisation
    role: str
    word: str
    is_confirmed: bool


def duties_for(indicator: Indicator, area: Area, year: int) -> list[Duty]:
    """The units by role: reporting first, then leading, then supporting. One query."""
    order = [AssignmentRole.REPORTS, AssignmentRole.LEADS, AssignmentRole.SUPPORTS]
    rows = (
        Assignment.objects.in_year(year)
        .filter(indicator=indicator, area=area)
        .select_related("organisation__area")
    )
    return [
        Duty(row.organisation, row.role, row.get_role_display(), row.confirmed_at is not None)
        for row in sorted(rows, key=lambda row: (order.index(AssignmentRole(row.role)), row.pk))
    ]


def may_read_history(user: Any, area: Area, duties: list[Duty]) -> bool:
    """The history of a figure is for the bureau, the office, and the unit that reports it."""
    access = access_of(user)
    units = access.organisation_ids(UNIT_ROLES)
    return access.covers(area.path, OVERSIGHT_ROLES) or any(
        duty.role == AssignmentRole.REPORTS and duty.organisation.pk in units for duty in duties
    )
