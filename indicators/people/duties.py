"""Who reports, leads and supports what in one area: the lists by unit and by indicator."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from indicators.clock import today
from indicators.models import (
    Area,
    Assignment,
    AssignmentRole,
    AuditEvent,
    CountySource,
    Indicator,
    Organisation,
)
from indicators.models.area import AreaLevel
from indicators.people.access import FIGURE_ROLES, access_of

ROLE_ORDER = {role: place for place, role in enumerate(AssignmentRole.values)}


@dataclass
class UnitDuties:
    """The duties of one unit in an area."""

    unit: Organisation
    duties: list[Assignment] = field(default_factory=list)

    @property
    def waiting(self) -> list[Assignment]:
        """Those that the office has not confirmed."""
        return [duty for duty in self.duties if duty.confirmed_at is None]


@dataclass
class IndicatorDuties:
    """Who has one indicator in an area."""

    indicator: Indicator
    duties: list[Assignment] = field(default_factory=list)

    def of_role(self, role: str) -> list[Assignment]:
        return [duty for duty in self.duties if duty.role == role]

    @property
    def reports(self) -> list[Assignment]:
        return self.of_role(AssignmentRole.REPORTS)

    @property
    def leads(self) -> list[Assignment]:
        return self.of_role(AssignmentRole.LEADS)

    @property
    def supports(self) -> list[Assignment]:
        return self.of_role(AssignmentRole.SUPPORTS)


def duty_areas(user: Any) -> QuerySet[Area]:
    """The areas whose duties the account may read."""
    return Area.objects.filter(access_of(user).area_filter(FIGURE_ROLES, "path")).order_by("path")


def duties_in(area: Area, text: str = "") -> list[Assignment]:
    """The duties that last, by unit and indicator; `text` narrows by the names of either."""
    rows = Assignment.objects.filter(area=area).filter(
        Q(last_year=None) | Q(last_year__gte=today().year - 1)
    )
    if text:
        rows = rows.filter(
            Q(indicator__name__icontains=text) | Q(organisation__name__icontains=text)
        )
    related = rows.select_related("indicator", "organisation__area", "area", "confirmed_by")
    return sorted(
        related,
        key=lambda duty: (duty.indicator.position, ROLE_ORDER[duty.role], duty.first_year),
    )


def by_unit(duties: list[Assignment]) -> list[UnitDuties]:
    """One entry a unit, in the order of the units."""
    groups: dict[int, UnitDuties] = {}
    for duty in duties:
        group = groups.setdefault(duty.organisation_id, UnitDuties(duty.organisation))
        group.duties.append(duty)
    return sorted(groups.values(), key=lambda group: (group.unit.position, group.unit.code))


def by_indicator(area: Area, duties: list[Assignment], text: str = "") -> list[IndicatorDuties]:
    """One entry an indicator that is owed there, those without a unit too."""
    groups = {row.pk: IndicatorDuties(row) for row in _owed(area, text)}
    for duty in duties:
        groups.setdefault(duty.indicator_id, IndicatorDuties(duty.indicator)).duties.append(duty)
    return sorted(groups.values(), key=lambda group: group.indicator.position)


def duties_of(user: Any, indicator: Indicator) -> QuerySet[Assignment]:
    """Every duty for one indicator within reach, the ended ones too."""
    return (
        Assignment.objects.filter(indicator=indicator)
        .filter(access_of(user).area_filter(FIGURE_ROLES, "area__path"))
        .select_related("organisation", "area", "confirmed_by")
        .order_by("area__path", "role", "-first_year")
    )


def history_of(user: Any, indicator: Indicator) -> QuerySet[AuditEvent]:
    """The acts on the indicator's duties in the areas within reach, newest first."""
    codes = [area.code for area in duty_areas(user)]
    rows = AuditEvent.objects.filter(object_type="Assignment", new__indicator=indicator.code)
    return rows.filter(new__area__in=codes).order_by("-pk")


def _owed(area: Area, text: str) -> QuerySet[Indicator]:
    rows: QuerySet[Indicator] = Indicator.objects.measured()
    if area.level in (AreaLevel.COUNTY, AreaLevel.ZONE):
        rows = rows.exclude(county_source=CountySource.NONE)
    return rows.filter(name__icontains=text) if text else rows
