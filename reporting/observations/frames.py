"""Figures and targets as the frames that the engine reads: a constant number of queries."""

import pandas as pd
from django.db.models import F, Q

from indicators.models import (
    Area,
    AreaLevel,
    Baseline,
    CitySource,
    PlanState,
    Target,
    TargetKind,
    TargetValue,
)
from reporting.models import Flow, Observation

# Kinds that the engine judges as they stand; the others are resolved before the call.
ENGINE_KINDS = frozenset(TargetKind.values) - {
    TargetKind.RELATIVE_TO,
    TargetKind.ISSUED,
    TargetKind.MILESTONE,
}


def targets_of(scope: Area) -> list[Target]:
    """The targets of every plan in force whose area belongs to the scope."""
    below = Q(plan__area__level__in=[AreaLevel.COUNTY, AreaLevel.ZONE]) & Q(
        plan__area__parent=scope
    )
    return list(
        Target.objects.filter(Q(plan__area=scope) | below)
        .filter(plan__state=PlanState.IN_FORCE, kind__in=ENGINE_KINDS)
        .select_related("plan__area", "indicator")
        .order_by("id")
    )


def official_flow(target: Target) -> str:
    """Which flow holds the official figure of the target's area."""
    if target.plan.area.level in (AreaLevel.NATION, AreaLevel.PROVINCE):
        return Flow.REFERENCE
    at_city = target.plan.area.level == AreaLevel.CITY
    if at_city and target.indicator.city_value == CitySource.ROLLED_UP:
        return Flow.ROLL_UP
    return Flow.RETURN


def series_name(target: Target) -> str:
    """The series a target is judged on: indicator, breakdown, area and flow."""
    area_id = target.plan.area_id
    flow = official_flow(target)
    return f"{target.indicator_id}:{target.breakdown_id}:{area_id}:{flow}"


def target_frame(targets: list[Target], data_version: int) -> pd.DataFrame:
    """One row a target (index `target` = its id) in the engine's columns."""
    values = _versioned(TargetValue, targets, data_version)
    baselines = _versioned(Baseline, targets, data_version)
    rows = [
        {
            "target": target.pk,
            "series": series_name(target),
            "kind": target.kind,
            "value": values.get((target.pk, target.plan.end_year)),
            "baseline": baselines.get((target.pk, target.plan.base_year)),
            "start_year": target.plan.base_year,
            "end_year": target.plan.end_year,
            "scale": target.indicator.scale,
            "report_unit": target.indicator.report_unit,
            "better": target.indicator.better,
            "maintain": target.maintain,
            "multiplier": target.indicator.multiplier,
            "tolerance": target.tolerance,
            "side": target.side,
            "cumulative": target.cumulative,
            "gross": target.indicator.gross,
            "count_kind": target.indicator.count_kind,
            "period_years": target.indicator.cadence_years,
            "term": target.indicator.by_term,
            "sustained": target.sustained,
        }
        for target in targets
    ]
    frame = pd.DataFrame(rows).set_index("target")
    for column in ("value", "baseline", "multiplier", "tolerance"):
        frame[column] = pd.to_numeric(frame[column]).astype("float64")
    return frame


def _versioned(
    model: type[TargetValue] | type[Baseline], targets: list[Target], data_version: int
) -> dict[tuple[int, int], float]:
    """{(target, year): value} as it stood at the data version, each in its plan's own area."""
    rows = (
        model.objects.filter(target__in=targets, valid_from__lte=data_version)
        .filter(Q(valid_to=None) | Q(valid_to__gt=data_version))
        .filter(area=F("target__plan__area"))
        .values_list("target_id", "year", "value")
    )
    return {(target_id, year): float(value) for target_id, year, value in rows}


def observation_frame(targets: list[Target], data_version: int) -> pd.DataFrame:
    """The official figures behind the targets: `series`, `year`, `value`, `events`, `exposure`.

    Where counts are there the value is left to the engine, which divides the unrounded counts
    and rounds once. Where two sources give the same year, the one recorded last counts.
    """
    wanted = {series_name(target) for target in targets}
    rows = (
        Observation.objects.as_of(data_version)
        .filter(
            indicator__in={target.indicator_id for target in targets},
            area__in={target.plan.area_id for target in targets},
            value__isnull=False,
        )
        .order_by("valid_from", "id")
        .values_list(
            "indicator_id",
            "breakdown_id",
            "area_id",
            "flow",
            "year",
            "value",
            "numerator",
            "denominator",
        )
    )
    series: dict[tuple[str, int], tuple[float, float, float]] = {}
    for indicator, breakdown, area, flow, year, value, events, exposure in rows:
        name = f"{indicator}:{breakdown}:{area}:{flow}"
        if name in wanted:
            counted = events is not None
            series[name, year] = (
                float("nan") if counted else float(value),
                float(events) if counted else float("nan"),
                float(exposure) if counted else float("nan"),
            )
    return pd.DataFrame(
        [(name, year, *numbers) for (name, year), numbers in series.items()],
        columns=["series", "year", "value", "events", "exposure"],
    ).astype({"year": "int64", "value": "float64", "events": "float64", "exposure": "float64"})
