"""目标测算: what would a candidate value mean? The engine's forecast for values not yet promised.

Nothing is stored: targets that exist only for the question go through the same frames and the
same engine as those that are judged.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
from django.db.models import Max

from indicators.attainment import assess
from indicators.catalogue.consistency import KINDS_WITH_NUMBER
from indicators.catalogue.draft_content import TargetDraft
from indicators.data_versions import current_data_version, scope_of
from indicators.models import Area, AreaLevel, Target, TargetKind
from reporting.assessment.reading import Reading
from reporting.models import Assessment, Flow, Observation, Release
from reporting.observations.frames import Question, observation_frame, target_frame
from reporting.observations.series import engine_kind, series_of
from reporting.permissions import can_see_live

ASKED = 0  # the id of a target that exists only for the question


@dataclass(frozen=True)
class Prospect:
    """What the engine says of one value; None where it says nothing (docs/method.md §10)."""

    demand: Decimal | None
    standing: str
    method: str
    reasons: frozenset[str]
    value: float | None
    latest_year: int | None
    projection: float | None
    low: float | None
    high: float | None
    probability: float | None
    gap: float | None
    years_left: int | None
    needed_per_year: float | None
    recent_per_year: float | None
    best_gain: float | None
    n: int


@dataclass(frozen=True)
class Comparison:
    """The last published figure of a larger area."""

    area: Area
    year: int
    value: float
    source: str


def prospect_reading(user: Any, area: Area) -> Reading | None:
    """What this person's answer rests on: the live figures for bureau and office, else the last
    released year of the area's city. None where there are no figures yet.
    """
    scope = scope_of(area)
    if can_see_live(user, area):
        year = Assessment.objects.filter(area=scope).aggregate(Max("year"))["year__max"]
        if year:
            return Reading(area, year, current_data_version(scope), None)
    release = Release.objects.released().filter(area=scope).order_by("year", "number").last()
    return Reading(area, release.year, release.data_version, release) if release else None


def candidate_prospects(
    reading: Reading,
    asked: Target,
    candidates: Sequence[Decimal | None],
    baseline: Decimal | None = None,
) -> list[Prospect]:
    """One Prospect a candidate, in one call of the engine and three queries.

    `asked` is an unsaved Target with its plan (area, base and end year), indicator and kind; a
    candidate None asks for a kind without a number. An empty list where nothing can be compared
    or the engine refuses the series.
    """
    asked.pk = ASKED
    series = series_of(asked)
    if series is None or not candidates:
        return []
    posed = Question(
        (asked,), {ASKED: series}, {ASKED: math.nan}, reading.year, reading.data_version
    )
    row = target_frame(posed)
    frame = row.loc[[ASKED] * len(candidates)]
    frame.index = pd.RangeIndex(len(candidates), name="target")
    frame["value"] = [_number(candidate) for candidate in candidates]
    frame["baseline"] = _number(baseline)
    results = assess(frame, observation_frame(posed), reading.year).results
    return [_prospect(candidates[place], results.loc[place]) for place in results.index]


def draft_prospects(reading: Reading, drafts: Mapping[Target, TargetDraft]) -> dict[int, Prospect]:
    """{target id: Prospect} for stored targets of a plan on its way, as of the reading; those that
    lack something are left out. One call of the engine and a constant number of queries.
    """
    asked = {
        target: series
        for target, draft in drafts.items()
        if (series := series_of(target)) and not _lacks_number(target, draft)
    }
    if not asked:
        return {}
    posed = Question(
        tuple(asked),
        {target.pk: series for target, series in asked.items()},
        {target.pk: _demand(target, drafts[target]) for target in asked},
        reading.year,
        reading.data_version,
    )
    frame = target_frame(posed)
    frame["baseline"] = [_number(drafts[target].baseline) for target in asked]
    results = assess(frame, observation_frame(posed), reading.year).results
    by_id = {target.pk: drafts[target].value for target in asked}
    return {int(pk): _prospect(by_id[int(pk)], results.loc[pk]) for pk in results.index}


def _lacks_number(target: Target, draft: TargetDraft) -> bool:
    """The kind is judged against a number that is not there: not typed yet, or issued later."""
    is_judged_by_number = engine_kind(target) in KINDS_WITH_NUMBER
    return is_judged_by_number and math.isnan(_demand(target, draft))


def _demand(target: Target, draft: TargetDraft) -> float:
    """As for targets in force (docs/method.md §9): the difference 0, the milestone 1."""
    if target.kind == TargetKind.RELATIVE_TO:
        return 0.0
    return 1.0 if target.kind == TargetKind.MILESTONE else _number(draft.value)


def comparisons(reading: Reading, indicator_ids: Iterable[int]) -> dict[int, list[Comparison]]:
    """{indicator id: the last published figure of the province and of the nation}: one query."""
    rows = (
        Observation.objects.in_force()
        .filter(
            indicator__in=list(indicator_ids),
            breakdown=0,
            flow=Flow.REFERENCE,
            area__level__in=[AreaLevel.NATION, AreaLevel.PROVINCE],
            value__isnull=False,
        )
        .exclude(area=reading.area)
        .select_related("area", "source")
        .order_by("area__path", "year", "valid_from", "id")
    )
    last: dict[tuple[int, int], Comparison] = {}
    for row in rows:
        source = row.source.title if row.source else ""
        last[row.indicator_id, row.area_id] = Comparison(
            row.area, row.year, float(row.value or 0), source
        )
    found: dict[int, list[Comparison]] = {}
    for (indicator_id, _area_id), comparison in last.items():
        found.setdefault(indicator_id, []).append(comparison)
    return found


def _prospect(demand: Decimal | None, result: Mapping[str, Any]) -> Prospect:
    def known(name: str) -> float | None:
        value = result[name]
        return None if pd.isna(value) else float(value)

    def whole(name: str) -> int | None:
        value = known(name)
        return None if value is None else int(value)

    return Prospect(
        demand=demand,
        standing=str(result["standing"]),
        method=str(result["method"]),
        reasons=frozenset(str(result["reasons"]).split("|")) - {""},
        value=known("value"),
        latest_year=whole("latest_year"),
        projection=known("projection"),
        low=known("low"),
        high=known("high"),
        probability=known("probability"),
        gap=known("gap"),
        years_left=whole("years_left"),
        needed_per_year=known("needed_per_year"),
        recent_per_year=known("recent_per_year"),
        best_gain=known("best_gain"),
        n=int(result["n"]),
    )


def _number(value: Decimal | None) -> float:
    return math.nan if value is None else float(value)
