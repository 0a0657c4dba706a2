"""The 41 numeric targets, each with three plausible series: well, badly, awkwardly."""

import csv
import math
from pathlib import Path

from tests.attainment.generated import frames

CASES = Path(__file__).parent / "plan_cases.csv"
YEAR = 2024
SERIES = ("well", "badly", "awkwardly")
SPOKEN = {"well": "顺利", "badly": "吃力"}


def plan_pairs():
    """(case, target, rows): dicts as the slow reference reads them, judged in 2024."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return [
            (case | {"which": which, "series": case[which]}, *pair(case, which))
            for case in csv.DictReader(file)
            for which in SERIES
        ]


def pair(case, which):
    options = case["options"].split()
    name = f"{case['code']} {which}"
    period = next((int(o.removeprefix("years=")) for o in options if o.startswith("years=")), 1)
    scale = next((word for word in ("rate", "value") if word in options), "share")
    factor = {"%": 100.0, "‰": 1_000.0, "1/10万": 100_000.0}
    target = {
        "series": name, "kind": case["kind"], "value": float(case["value"]), "baseline": math.nan,
        "start_year": 2020, "end_year": 2025, "scale": scale,
        "report_unit": 10.0 ** -int(case["decimals"]), "maintain": "maintain" in options,
        "multiplier": factor[case["unit"]] if "count" in options else math.nan,
        "tolerance": math.nan, "side": "floor" if "floor" in options else "band",
        "cumulative": "cumulative" in options, "gross": "gross" in options,
        "count_kind": "events", "period_years": period, "term": "term" in options,
        "prior_events": math.nan, "prior_exposure": math.nan, "sustained": False,
    }  # fmt: skip
    return target, [row(name, entry) for entry in case[which].split()]


def row(name, entry):
    year, figure = entry.split(":")
    counted = "/" in figure
    events, exposure = map(float, figure.split("/")) if counted else (math.nan, math.nan)
    return {
        "series": name, "year": int(year), "value": math.nan if counted else float(figure),
        "events": events, "exposure": exposure, "value_b": math.nan, "events_b": math.nan,
        "exposure_b": math.nan, "series_break": False,
    }  # fmt: skip


def plan_frames():
    """All cases as the two frames of the engine."""
    return frames([(target, rows) for _, target, rows in plan_pairs()])
