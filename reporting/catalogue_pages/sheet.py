"""The definition sheet of one indicator: where it is used, what is published, what broke."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q

from indicators.catalogue.plan_access import readable_plans
from indicators.models import (
    Area,
    Indicator,
    IndicatorBreakdown,
    IndicatorRelation,
    SeriesBreak,
    Target,
)
from reporting.catalogue_pages.target_rows import TargetRow, lead_of, leads_of, values_of
from reporting.models import Flow, Observation


@dataclass(frozen=True)
class PublishedSeries:
    """Published figures of one area and group, oldest first."""

    area: Area
    group: str
    rows: list[Observation]


@dataclass(frozen=True)
class Sheet:
    """What the sheet says beyond the indicator's own fields."""

    indicator: Indicator
    lead: str
    uses: list[TargetRow]
    breakdowns: list[IndicatorBreakdown]
    relations: list[IndicatorRelation]
    breaks: list[SeriesBreak]
    published: list[PublishedSeries]


def sheet_of(user: Any, indicator: Indicator, area: Area) -> Sheet:
    """The sheet as this person may read it; a constant number of queries."""
    leads = leads_of(area)
    relations = IndicatorRelation.objects.filter(Q(left=indicator) | Q(right=indicator))
    return Sheet(
        indicator=indicator,
        lead=str(lead_of(indicator, leads)),
        uses=_uses(user, indicator),
        breakdowns=list(
            IndicatorBreakdown.objects.filter(indicator=indicator)
            .select_related("breakdown")
            .order_by("breakdown")
        ),
        relations=list(relations.select_related("left", "right").order_by("kind", "id")),
        breaks=breaks_of(indicator),
        published=_published(indicator),
    )


def breaks_of(indicator: Indicator) -> list[SeriesBreak]:
    """The series breaks in force."""
    rows = SeriesBreak.objects.filter(indicator=indicator, valid_to=None)
    return list(rows.select_related("area", "set_by").order_by("area__path", "year"))


def _uses(user: Any, indicator: Indicator) -> list[TargetRow]:
    """Targets of readable plans; the plan's own area decides on the value."""
    targets = list(
        Target.objects.filter(plan__in=readable_plans(user))
        .filter(Q(indicator=indicator) | Q(other_indicator=indicator))
        .select_related(
            "plan__area",
            "objective__domain__plan",
            "indicator",
            "breakdown",
            "other_indicator",
            "other_breakdown",
        )
        .order_by("plan__area__path", "plan__position", "position")
    )
    values = values_of(targets)
    return [
        TargetRow(target, values.get(target.pk, {}), lead_of(indicator, {})) for target in targets
    ]


def _published(indicator: Indicator) -> list[PublishedSeries]:
    rows = (
        Observation.objects.in_force()
        .filter(indicator=indicator, flow=Flow.REFERENCE, value__isnull=False)
        .select_related("area", "breakdown", "source")
        .order_by("area__path", "breakdown", "year", "id")
    )
    return [
        PublishedSeries(members[0].area, str(members[0].breakdown), members)
        for _key, group in groupby(rows, key=lambda row: (row.area_id, row.breakdown_id))
        for members in [list(group)]
    ]
