"""Targets and figures as the frames that the engine reads: a constant number of queries."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
from django.db.models import F, Q, QuerySet

from indicators.models import (
    Area,
    AreaLevel,
    Baseline,
    PlanState,
    Target,
    TargetKind,
    TargetValue,
)
from reporting.models import MissingKind, Observation

from .breaks import breaks_in, first_years
from .series import Series, SeriesKey, engine_kind, series_of

NUMBER_COLUMNS = ("value", "baseline", "multiplier", "tolerance")
TARGET_COLUMNS = (
    "target", "series", "kind", *NUMBER_COLUMNS, "start_year", "end_year", "scale", "report_unit",
    "better", "maintain", "side", "cumulative", "gross", "count_kind", "period_years", "term",
    "sustained",
)  # fmt: skip
FIGURE_COLUMNS = ("value", "events", "exposure", "value_b", "events_b", "exposure_b")
MISSING = (math.nan, math.nan, math.nan)
Figures = dict[SeriesKey, dict[int, tuple[float, float, float]]]


@dataclass(frozen=True)
class Question:
    """Targets to judge as of a year at a data version, each with its series and demand."""

    targets: tuple[Target, ...]
    series: dict[int, Series]
    demands: dict[int, float]
    year: int
    data_version: int


def targets_of(scope: Area) -> list[Target]:
    """The targets of every plan in force whose area belongs to the scope."""
    below = Q(plan__area__level__in=[AreaLevel.COUNTY, AreaLevel.ZONE]) & Q(
        plan__area__parent=scope
    )
    return list(
        Target.objects.filter(Q(plan__area=scope) | below)
        .filter(plan__state=PlanState.IN_FORCE)
        .select_related("plan__area", "indicator")
        .order_by("id")
    )


def question(targets: Iterable[Target], year: int, data_version: int) -> Question:
    """What can be asked of the engine: targets of plans that have begun by `year`, with a series
    and, where needed, a number."""
    candidates = {target.pk: target for target in targets if target.plan.base_year <= year}
    series = {pk: found for pk, target in candidates.items() if (found := series_of(target))}
    binding = TargetValue.objects.filter(first_year__lte=year)
    values = _versioned(binding, candidates, data_version)
    demands = {pk: _demand(target, values, year) for pk, target in candidates.items()}
    judged = tuple(
        target
        for pk, target in candidates.items()
        if pk in series and not (_needs_number(target) and math.isnan(demands[pk]))
    )
    return Question(judged, series, demands, year, data_version)


def _needs_number(target: Target) -> bool:
    return engine_kind(target) in (TargetKind.AT_LEAST, TargetKind.AT_MOST, TargetKind.ABOUT)


def _demand(target: Target, values: dict[tuple[int, int], float], year: int) -> float:
    """The number asked for: of this year for an issued target, else of the plan's end."""
    if target.kind == TargetKind.RELATIVE_TO:
        return 0.0
    if target.kind == TargetKind.MILESTONE:
        return 1.0
    wanted = year if target.kind == TargetKind.ISSUED else target.plan.end_year
    return values.get((target.pk, wanted), math.nan)


def target_frame(asked: Question) -> pd.DataFrame:
    """One row a target (index `target` = its id) in the engine's columns."""
    targets = {target.pk: target for target in asked.targets}
    baselines = _versioned(Baseline.objects.all(), targets, asked.data_version)
    rows = [_target_row(target, asked, baselines) for target in asked.targets]
    frame = pd.DataFrame(rows, columns=list(TARGET_COLUMNS)).set_index("target")
    return frame.astype(dict.fromkeys(NUMBER_COLUMNS, "float64"))


def _target_row(
    target: Target, asked: Question, baselines: dict[tuple[int, int], float]
) -> dict[str, Any]:
    indicator = target.indicator
    relative = target.kind == TargetKind.RELATIVE_TO
    return {
        "target": target.pk,
        "series": asked.series[target.pk].name,
        "kind": engine_kind(target),
        "value": asked.demands[target.pk],
        "baseline": baselines.get((target.pk, target.plan.base_year), math.nan),
        "start_year": target.plan.base_year,
        "end_year": target.plan.end_year,
        "scale": "value" if relative else indicator.scale,
        "report_unit": indicator.report_unit,
        "better": 1 if relative else indicator.better,
        "maintain": target.maintain,
        "multiplier": math.nan if relative else float(indicator.multiplier or math.nan),
        "tolerance": math.nan if target.tolerance is None else float(target.tolerance),
        "side": target.side,
        "cumulative": target.cumulative,
        "gross": indicator.gross,
        "count_kind": indicator.count_kind,
        "period_years": indicator.cadence_years,
        "term": indicator.by_term,
        "sustained": target.sustained,
    }


def _versioned(
    values: QuerySet[TargetValue] | QuerySet[Baseline],
    targets: dict[int, Target],
    data_version: int,
) -> dict[tuple[int, int], float]:
    """{(target, year): value} as it stood at the data version, each in its plan's own area.

    Of several values for a year the last of `values` counts.
    """
    rows = (
        values.filter(target__in=targets, valid_from__lte=data_version)
        .filter(Q(valid_to=None) | Q(valid_to__gt=data_version))
        .filter(area=F("target__plan__area"))
        .values_list("target_id", "year", "value")
    )
    return {(target_id, year): float(value) for target_id, year, value in rows}


def observation_frame(asked: Question) -> pd.DataFrame:
    """The official figures behind the targets, one row a series and year.

    Where counts are there the value is left to the engine, which divides the unrounded counts
    and rounds once.
    """
    wanted = {asked.series[target.pk].name: asked.series[target.pk] for target in asked.targets}
    figures = _figures(list(wanted.values()), asked.data_version)
    areas = {target.plan.area_id: target.plan.area for target in asked.targets}
    breaks = breaks_in(list(areas.values()), asked.data_version)
    rows = []
    for name, series in wanted.items():
        years = {year for key in series.keys for year in breaks.get((key[0], key[2]), ())}
        own = sorted(_rows_of(series, figures, asked.year))
        starts = first_years([year for year, _numbers in own], years)
        rows += [(name, year, *numbers, year in starts) for year, numbers in own]
    columns = ["series", "year", *FIGURE_COLUMNS, "series_break"]
    types = {"year": "int64", "series_break": "bool"} | dict.fromkeys(FIGURE_COLUMNS, "float64")
    return pd.DataFrame(rows, columns=columns).astype(types)


def _figures(wanted: Sequence[Series], data_version: int) -> Figures:
    """{series key: {year: (value, events, exposure)}}; of two sources the later one counts.

    A year reported as not applicable (当年无暴露) has no value and no exposure.
    """
    keys = {key for series in wanted for key in series.keys}
    rows = (
        Observation.objects.as_of(data_version)
        .filter(
            indicator__in={key[0] for key in keys},
            breakdown__in={key[1] for key in keys},
            area__in={key[2] for key in keys},
        )
        .filter(Q(value__isnull=False) | Q(missing_kind=MissingKind.NOT_APPLICABLE))
        .order_by("valid_from", "id")
        .values_list(
            "indicator_id", "breakdown_id", "area_id", "flow", "year",
            "value", "numerator", "denominator",
        )
    )  # fmt: skip
    figures: Figures = {key: {} for key in keys}
    for *key, year, value, events, exposure in rows:
        if tuple(key) in figures:
            figures[tuple(key)][year] = _numbers(value, events, exposure)
    return figures


def _numbers(
    value: Decimal | None, events: Decimal | None, exposure: Decimal | None
) -> tuple[float, float, float]:
    if value is None:
        return (math.nan, 0.0, 0.0)
    if events is None or exposure is None:
        return (float(value), math.nan, math.nan)
    return (float(value), float(events), float(exposure))


def _rows_of(
    series: Series, figures: Figures, as_of: int
) -> Iterable[tuple[int, tuple[float, ...]]]:
    """The rows of one series: (year, the six figure columns)."""
    first = figures[series.first]
    if series.second is None:
        for year, figure in first.items():
            if not series.only_year or year == as_of:
                yield year, (*_counts_first(figure), *MISSING)
        return
    second = figures[series.second]
    for year in sorted(first.keys() & second.keys()):
        if series.as_difference:
            yield year, (first[year][0] - second[year][0], *MISSING[1:], *MISSING)
        else:
            yield year, (*_counts_first(first[year]), *_counts_first(second[year]))


def _counts_first(figure: tuple[float, float, float]) -> tuple[float, float, float]:
    _value, events, exposure = figure
    return figure if math.isnan(events) else (math.nan, events, exposure)
