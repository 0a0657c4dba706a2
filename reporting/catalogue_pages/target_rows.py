"""Targets as catalogue pages list them: promise, flags, lead; in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from indicators.clock import today
from indicators.models import Area, Assignment, AssignmentRole, Indicator, Target, TargetValue
from reporting.catalogue_pages.words import flags, promise


@dataclass(frozen=True)
class Lead:
    """The unit that leads an indicator; until its assignment is confirmed it is a proposal."""

    name: str
    confirmed: bool

    def __str__(self) -> str:
        if not self.name:
            return "尚未确定"
        return self.name if self.confirmed else f"{self.name}（待确认）"


@dataclass(frozen=True)
class TargetRow:
    """One target with what every list says of it."""

    target: Target
    values: dict[int, TargetValue]
    lead: Lead

    @property
    def name(self) -> str:
        return self.target.label

    @property
    def promise(self) -> str:
        value = self.values.get(self.target.plan.end_year)
        return promise(self.target, value.value if value else None)

    @property
    def flags(self) -> list[str]:
        return flags(self.target)


def target_rows(targets: QuerySet[Target], area: Area) -> list[TargetRow]:
    """The targets, all of plans of the area, in the order of their document."""
    rows = list(
        targets.select_related(
            "plan",
            "objective__domain__plan",
            "indicator",
            "breakdown",
            "other_indicator",
            "other_breakdown",
        ).order_by("objective__domain__number", "objective__number", "position", "code")
    )
    values = values_of(rows)
    leads = leads_of(area)
    return [TargetRow(row, values.get(row.pk, {}), lead_of(row.indicator, leads)) for row in rows]


def values_of(targets: Iterable[Target]) -> dict[int, dict[int, TargetValue]]:
    """{target id: {year: value in force in the plan's own area}}; of an adjusted one the latest."""
    found: dict[int, dict[int, TargetValue]] = {}
    rows = TargetValue.objects.filter(
        target__in=list(targets), area=F("target__plan__area"), valid_to=None
    )
    for row in rows.select_related("set_by").order_by("year", "first_year"):
        found.setdefault(row.target_id, {})[row.year] = row
    return found


def leads_of(area: Area) -> dict[int, Lead]:
    """{indicator id: the unit that leads it in the area this year}."""
    rows = (
        Assignment.objects.in_year(today().year)
        .filter(area=area, role=AssignmentRole.LEADS)
        .values_list("indicator_id", "organisation__name", "confirmed_at")
    )
    return {pk: Lead(name, confirmed_at is not None) for pk, name, confirmed_at in rows}


def lead_of(indicator: Indicator, leads: dict[int, Lead]) -> Lead:
    """The assigned unit, or the one that the catalogue proposes."""
    return leads.get(indicator.pk) or Lead(indicator.lead, False)
