"""The figures around a return: its own past, the areas beside it, what was published above it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from indicators.models import Area, AreaLevel, SeriesBreak
from reporting.collection.cell_contents import CellContent
from reporting.collection.checked_return import CellKey, Reference
from reporting.collection.thresholds import REFERENCE_AGE
from reporting.models import Flow, Item, Observation, ReviewState, Submission

YEARS_OF_HISTORY = 12
WITH_THE_UNIT = (ReviewState.OPEN, ReviewState.RETURNED)
AreaCell = tuple[int, int, int]  # area, indicator, breakdown


@dataclass(frozen=True)
class Surroundings:
    """Figures by area, indicator and breakdown; the past from the last change of definition on.

    `this_year` has what is in force, else what its unit has handed in. `counties` are those of
    the city without the return's own area, `counted` those of them that add up to the city.
    """

    past: Mapping[AreaCell, Mapping[int, CellContent]]
    this_year: Mapping[AreaCell, CellContent]
    references: Mapping[CellKey, list[Reference]]
    counties: list[Area]
    counted: frozenset[int]


def surroundings(submission: Submission, indicators: Collection[int]) -> Surroundings:
    """What stands around the return for these indicators. Four queries."""
    area, year = submission.area, submission.round.year
    tree = list(Area.objects.filter(Q(parent_id__in=[area.pk, area.parent_id]) | _above(area)))
    is_city = area.level == AreaLevel.CITY
    parent = area.pk if is_city else area.parent_id
    counties = [each for each in tree if each.parent_id == parent and each.pk != area.pk]
    counties = [each for each in counties if each.level in (AreaLevel.COUNTY, AreaLevel.ZONE)]
    above = {each.pk: each for each in tree if each.code in area.path_codes[:-1]}
    past, this_year, references = _observed(submission, indicators, counties, above)
    for key, content in _handed_in(submission, indicators, counties):
        this_year.setdefault(key, content)
    starts = _starts(area, year)
    return Surroundings(
        past={key: _from(starts.get(key[1], 0), by_year) for key, by_year in past.items()},
        this_year=this_year,
        references=references,
        counties=sorted(counties, key=lambda each: (each.position, each.path)),
        counted=frozenset(each.pk for each in counties if each.in_parent_sum),
    )


def _above(area: Area) -> Q:
    return Q(code__in=area.path_codes[:-1])


def _starts(area: Area, year: int) -> dict[int, int]:
    """{indicator: the year of its last change of definition}, here or in an area above."""
    rows = SeriesBreak.objects.filter(
        valid_to=None, area__code__in=area.path_codes, year__lte=year
    ).order_by("year")
    return dict(rows.values_list("indicator_id", "year"))


def _from(start: int, by_year: Mapping[int, CellContent]) -> dict[int, CellContent]:
    return {year: content for year, content in by_year.items() if year >= start}


def _observed(
    submission: Submission,
    indicators: Collection[int],
    counties: Collection[Area],
    above: Mapping[int, Area],
) -> tuple[
    dict[AreaCell, dict[int, CellContent]],
    dict[AreaCell, CellContent],
    dict[CellKey, list[Reference]],
]:
    """Figures in force: the area's own past, this year's around it, published ones above it."""
    area, year = submission.area, submission.round.year
    own = Q(area=area, flow=Flow.RETURN, year__range=(year - YEARS_OF_HISTORY, year))
    around = Q(area__in=[each.pk for each in counties], flow=Flow.RETURN, year=year)
    published = Q(
        area__in=list(above), flow=Flow.REFERENCE, year__range=(year - REFERENCE_AGE, year)
    )
    rows = (
        Observation.objects.in_force()
        .filter(own | around | published, indicator__in=indicators)
        .order_by("year", "id")
        .values_list(
            "flow", "area_id", "indicator_id", "breakdown_id", "year",
            "value", "numerator", "denominator", "missing_kind",
        )
    )  # fmt: skip
    past: dict[AreaCell, dict[int, CellContent]] = defaultdict(dict)
    this_year: dict[AreaCell, CellContent] = {}
    newest: dict[tuple[CellKey, int], Reference] = {}
    for flow, area_id, indicator, breakdown, in_year, *numbers in rows:
        content = _content(*numbers)
        if flow == Flow.REFERENCE:
            reference = Reference(above[area_id].name, in_year, content)
            newest[(indicator, breakdown), area_id] = reference
        elif in_year == year:
            this_year[area_id, indicator, breakdown] = content
        else:
            past[area_id, indicator, breakdown][in_year] = content
    references: dict[CellKey, list[Reference]] = defaultdict(list)
    # The nearest area above comes first: the province before the nation.
    nearest_first = sorted(newest, key=lambda pair: -len(above[pair[1]].path))
    for key, area_id in nearest_first:
        references[key].append(newest[key, area_id])
    return past, this_year, references


def _handed_in(
    submission: Submission, indicators: Collection[int], counties: Collection[Area]
) -> list[tuple[AreaCell, CellContent]]:
    """This year's cells of other returns which their units have handed in."""
    rows = (
        Item.objects.filter(
            submission__round=submission.round_id,
            submission__area__in=[submission.area_id, *(each.pk for each in counties)],
            indicator__in=indicators,
        )
        .exclude(submission=submission)
        .exclude(review__in=WITH_THE_UNIT)
        .values_list(
            "submission__area_id", "indicator_id", "breakdown_id",
            "value", "numerator", "denominator", "missing_kind",
        )
    )  # fmt: skip
    return [
        ((area, indicator, breakdown), _content(*numbers))
        for area, indicator, breakdown, *numbers in rows
    ]


def _content(value: Any, numerator: Any, denominator: Any, missing_kind: str) -> CellContent:
    return CellContent(value, numerator, denominator, missing_kind)
