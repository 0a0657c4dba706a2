"""Counties with a plan of their own: what their own target says. The others are never judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indicators.models import Area
from indicators.people.access import access_of
from indicators.wording import Mark, standing_mark
from reporting.assessment.reading import Reading
from reporting.dashboards.words import demand
from reporting.models import Assessment, Judgement, Release, ReleasedJudgement
from reporting.permissions import can_see_live


@dataclass(frozen=True)
class OwnJudgement:
    """What an area's own plan says of an indicator; its value is shown beside it, or hidden."""

    judgement: Judgement

    @property
    def mark(self) -> Mark:
        return standing_mark(self.judgement.standing, self.judgement.level)

    @property
    def word(self) -> str:
        return self.judgement.standing

    @property
    def demand(self) -> str:
        return demand(self.judgement)


OwnKey = tuple[int, int, int]  # indicator, breakdown, area


def own_judgements(
    reading: Reading, viewer: Any, areas: Sequence[Area], indicators: Sequence[int]
) -> dict[OwnKey, list[OwnJudgement]]:
    """{(indicator, breakdown, area): judgements of the area's own plans in the reading's year}.

    Released areas are read from their own release; live ones where the viewer may. Two queries.
    """
    rows = _live(reading, viewer, areas) if reading.is_live else _released(reading, viewer, areas)
    found: dict[OwnKey, list[OwnJudgement]] = {}
    if rows is None:
        return found
    for row in rows.filter(target__indicator__in=indicators).select_related(
        "target__indicator",
        "target__breakdown",
        "target__other_indicator",
        "target__other_breakdown",
        "target__plan",
    ):
        key = (row.target.indicator_id, row.target.breakdown_id, row.area_id)
        found.setdefault(key, []).append(OwnJudgement(row))
    return found


def _live(reading: Reading, viewer: Any, areas: Sequence[Area]) -> Any:
    open_areas = [area.pk for area in areas if can_see_live(viewer, area)]
    if not open_areas:
        return None
    return Assessment.objects.filter(area__in=open_areas, year=reading.year)


def _released(reading: Reading, viewer: Any, areas: Sequence[Area]) -> Any:
    access = access_of(viewer)
    releases = (
        Release.objects.visible_to(viewer)
        .released()
        .filter(access.released_area_filter("area__path"))
        .filter(area__in=[area.pk for area in areas], year=reading.year)
        .order_by("area_id", "-number")
        .distinct("area_id")
        .values_list("pk", flat=True)
    )
    return ReleasedJudgement.objects.filter(release__in=list(releases))
