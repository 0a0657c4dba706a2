"""The units of the demonstration and their duties, taken from the indicators' lead units."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from indicators.models import (
    Area,
    AreaLevel,
    Assignment,
    AssignmentRole,
    CitySource,
    CountySource,
    Indicator,
    Organisation,
    OrganisationKind,
    User,
)

FIRST_YEAR = 2018
PREFIX = "演示"


class LeadWithoutUnit(ValueError):
    """An indicator names a lead unit that units.yaml does not have."""


@dataclass
class Units:
    """The units as they are made: by code, and which of them stands for which lead unit."""

    by_code: dict[str, Organisation] = field(default_factory=dict)
    city_by_lead: dict[str, Organisation] = field(default_factory=dict)
    county_by_city_unit: dict[tuple[str, str], Organisation] = field(default_factory=dict)


def add_zones(entries: list[dict[str, Any]], city: Area) -> None:
    """Areas whose figures stand beside the county sum."""
    for position, entry in enumerate(entries, start=90):
        Area.objects.get_or_create(
            code=entry["area"]["code"],
            defaults={
                "name": entry["area"]["name"],
                "level": AreaLevel.ZONE,
                "parent": city,
                "path": f"{city.path}{entry['area']['code']}/",
                "position": position,
                "in_parent_sum": False,
            },
        )


def add_units(entries: Mapping[str, Any], city: Area) -> Units:
    """Make the units of the city, of every county and of the zones, in one statement."""
    units = Units()
    for entry in entries["city_units"]:
        unit = _unit(units, entry["code"], PREFIX + entry["lead"], city)
        units.city_by_lead[entry["lead"]] = unit
    for entry in entries["other_city_units"]:
        _unit(units, entry["code"], entry["name"], city, entry["kind"])
    for county in counties_of(city):
        for entry in entries["county_units"]:
            unit = _unit(
                units, f"{county.code}-{entry['code']}", county.name + entry["name"], county
            )
            for city_unit in entry["for"]:
                units.county_by_city_unit[county.code, city_unit] = unit
        for entry in entries["other_county_units"]:
            code, name = f"{county.code}-{entry['code']}", county.name + entry["name"]
            _unit(units, code, name, county, entry["kind"])
    for entry in entries["zones"]:
        zone = Area.objects.get(code=entry["area"]["code"])
        _unit(units, entry["unit"]["code"], entry["unit"]["name"], zone)
    Organisation.objects.bulk_create(units.by_code.values())
    return units


def counties_of(city: Area) -> list[Area]:
    """The counties in their order."""
    return list(city.parts.filter(level=AreaLevel.COUNTY).order_by("position"))


def _unit(
    units: Units, code: str, name: str, area: Area, kind: str = OrganisationKind.DEPARTMENT
) -> Organisation:
    unit = Organisation(code=code, name=name, kind=kind, area=area, position=len(units.by_code) + 1)
    units.by_code[code] = unit
    return unit


def add_assignments(entries: Mapping[str, Any], units: Units, city: Area) -> None:
    """Who reports, leads and supports each indicator of the library.

    In the city it is the lead unit; for a county its counterpart there, or the city's unit itself.
    Nobody reports for the city what its counties add up to.
    """
    indicators = {indicator.code: indicator for indicator in Indicator.objects.measured()}
    counties = counties_of(city)
    rows = [
        row
        for indicator in indicators.values()
        for row in _duties(indicator, units, city, counties)
    ]
    for entry in entries["zones"]:
        zone = Area.objects.get(code=entry["area"]["code"])
        unit = units.by_code[entry["unit"]["code"]]
        rows += [_assignment(indicators[code], zone, unit) for code in entry["reports"]]
    for entry in entries["city_units"]:
        unit = units.by_code[entry["code"]]
        rows += [
            _assignment(indicators[code], city, unit, AssignmentRole.SUPPORTS)
            for code in entry.get("supports", [])
        ]
    Assignment.objects.bulk_create(rows)


def _duties(
    indicator: Indicator, units: Units, city: Area, counties: list[Area]
) -> Iterator[Assignment]:
    if indicator.lead not in units.city_by_lead:
        raise LeadWithoutUnit(f"{indicator.code}: “{indicator.lead}”不在 units.yaml 的单位中")
    unit = units.city_by_lead[indicator.lead]
    for role in (AssignmentRole.REPORTS, AssignmentRole.LEADS):
        is_sum = indicator.city_value == CitySource.ROLLED_UP
        if role != AssignmentRole.REPORTS or not is_sum:
            yield _assignment(indicator, city, unit, role)
        if indicator.county_source == CountySource.NONE:
            continue
        for county in counties:
            there = units.county_by_city_unit[county.code, unit.code]
            at_county = indicator.county_source == CountySource.COUNTY_UNIT
            yield _assignment(indicator, county, there if at_county else unit, role)


def _assignment(
    indicator: Indicator, area: Area, unit: Organisation, role: str = AssignmentRole.REPORTS
) -> Assignment:
    return Assignment(
        indicator=indicator, area=area, organisation=unit, role=role, first_year=FIRST_YEAR
    )


def confirm_duties(unit_codes: list[str], *, by: User) -> None:
    """The office has confirmed the duties of these units; the others stay 待确认."""
    Assignment.objects.filter(organisation__code__in=unit_codes).update(
        confirmed_at=timezone.now(), confirmed_by=by
    )
