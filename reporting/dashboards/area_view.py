"""One area: how its own plans stand, else how it compares with its city; who answers there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indicators.models import (
    TOTAL,
    Area,
    AreaLevel,
    Assignment,
    AssignmentRole,
    CountySource,
    Indicator,
    Organisation,
)
from reporting.assessment.reading import Reading
from reporting.dashboards.area_comparison import AreaRow, row_of
from reporting.dashboards.area_figures import POOLED_YEARS, figures_of
from reporting.dashboards.counts import Headline, headline
from reporting.dashboards.reads import Line, lines_of
from reporting.dashboards.shown_lines import ShownLine, shown_lines
from reporting.dashboards.target_list import grouped
from reporting.dashboards.unit_view import FiledReturn, filed_returns
from reporting.models import Round, Submission

PARTS = (AreaLevel.COUNTY, AreaLevel.ZONE)


@dataclass(frozen=True)
class DomainLines:
    """The judged targets of one domain of one plan."""

    title: str
    lines: list[ShownLine]


@dataclass(frozen=True)
class BesideCity:
    """One indicator in the area and in its city."""

    indicator: Indicator
    row: AreaRow
    city: AreaRow


@dataclass(frozen=True)
class Responsible:
    """One unit of the area with the number of indicators it reports and leads."""

    unit: Organisation
    reports: int
    leads: int


@dataclass(frozen=True)
class AreaView:
    """Everything on the page of one area."""

    headlines: list[Headline]
    domains: list[DomainLines]
    beside: list[BesideCity]
    responsible: list[Responsible]
    round: Round | None
    returns: list[FiledReturn]

    @property
    def filed(self) -> int:
        return sum(each.is_in_time is not None for each in self.returns)

    @property
    def in_time(self) -> int:
        return sum(each.is_in_time is True for each in self.returns)

    @property
    def complete(self) -> int:
        return sum(each.is_complete for each in self.returns)


def area_view(reading: Reading, viewer: Any) -> AreaView:
    """The reading's area as the viewer may see it. The number of queries is constant."""
    area = reading.area
    lines = lines_of(reading)
    shown = {each.target.pk: each for each in shown_lines(reading, lines, viewer)}
    newest = _newest_round(area)
    returns = Submission.objects.filter(area=area, round=newest)
    return AreaView(
        headlines=_headlines(lines),
        domains=[
            DomainLines(
                f"{group.plan.short_title} · {group.domain.name}",
                [shown[line.target.pk] for line in group.lines],
            )
            for group in grouped(lines)
        ],
        beside=_beside_city(reading, viewer) if area.level in PARTS else [],
        responsible=_responsible(area, reading.year),
        round=newest,
        returns=filed_returns(returns) if newest else [],
    )


def _headlines(lines: Sequence[Line]) -> list[Headline]:
    plans = {line.plan.pk: line.plan for line in lines}
    return [
        headline(plan.short_title, [line for line in lines if line.plan == plan])
        for plan in plans.values()
    ]


def _beside_city(reading: Reading, viewer: Any) -> list[BesideCity]:
    """Every indicator that the counties have, where the area has a row for the year."""
    area = reading.area
    city = Area.objects.get(pk=area.parent_id)
    indicators = list(Indicator.objects.exclude(county_source=CountySource.NONE))
    figures = figures_of(
        reading,
        viewer,
        indicators=indicators,
        areas=[city, area],
        years=range(reading.year - POOLED_YEARS + 1, reading.year + 1),
        has_breaks=True,
    )
    found = []
    for indicator in indicators:
        if figures.at(indicator, area, reading.year) is None:
            continue
        whole = row_of(figures, reading, indicator, TOTAL, city, None)
        row = row_of(figures, reading, indicator, TOTAL, area, whole)
        found.append(BesideCity(indicator, row, whole))
    return found


def _responsible(area: Area, year: int) -> list[Responsible]:
    """The active units of the area with their duties. Two queries."""
    duties = Counter(
        Assignment.objects.in_year(year)
        .filter(organisation__area=area)
        .values_list("organisation_id", "role")
    )
    units = Organisation.objects.filter(area=area, active=True).order_by("position", "code")
    return [
        Responsible(
            unit,
            duties[unit.pk, AssignmentRole.REPORTS],
            duties[unit.pk, AssignmentRole.LEADS],
        )
        for unit in units
    ]


def _newest_round(area: Area) -> Round | None:
    """The last round that asked for this area's returns."""
    return Round.objects.filter(submissions__area=area).order_by("-year").first()
