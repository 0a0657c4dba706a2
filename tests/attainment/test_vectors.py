"""Whole cases, every column, with the source each carries in its file."""

import json
import math

import pandas as pd
import pytest

from tests.attainment.frame_builders import judged, series, vectors

TARGET_COLUMNS = [
    "kind", "side", "baseline", "start_year", "end_year", "scale", "report_unit", "maintain",
    "cumulative", "gross", "term", "sustained", "count_kind", "multiplier", "tolerance",
    "period_years", "prior_events", "prior_exposure",
]  # fmt: skip
WORDS = ["phase", "status", "path_status", "method", "level", "standing"]
NUMBERS = ["pace", "projection", "low", "high", "probability"]
MORE_WORDS = ["certainty", "volatile"]
MORE_NUMBERS = ["gap", "first_met_year", "achievement", "distance"]


def frames_of(row):
    columns = {name: row[name] for name in TARGET_COLUMNS}
    targets = pd.DataFrame([columns | {"series": "s", "value": row["target"]}], index=["T"])
    years = json.loads(row["years"])
    counts = {
        name: json.loads(row[column])
        for name, column in (("events", "events"), ("exposure", "exposures"))
        if isinstance(row[column], str)
    }
    breaks = [year in json.loads(row["breaks"]) for year in years]
    values = json.loads(row["values"])
    return targets, series(values, years=years, series_break=breaks, **counts)


def check(row, words, numbers):
    found = judged(*frames_of(row), row["year"])
    assert {name: found[name] for name in words} == {name: row[name] for name in words}
    for name in numbers:
        assert found[name] == pytest.approx(row[name], rel=1e-6, abs=1e-6, nan_ok=True), name
    return found


@pytest.mark.parametrize("row", vectors("forecast"), ids=lambda row: row["case"])
def test_forecast_cases(row):
    check(row, WORDS, NUMBERS)


@pytest.mark.parametrize("row", vectors("standing"), ids=lambda row: row["case"])
def test_standing_cases(row):
    found = check(row, WORDS + MORE_WORDS, NUMBERS + MORE_NUMBERS)
    if isinstance(row["kept"], float) and math.isnan(row["kept"]):
        assert found["kept"] is pd.NA
    else:
        assert str(found["kept"]) == str(row["kept"])


@pytest.mark.parametrize("row", vectors("pace_ratio"), ids=lambda row: row["case"])
def test_pace_cases(row):
    kind = "at_least" if row["direction"] == 1 else "at_most"
    targets = pd.DataFrame(
        [
            {
                "series": "s", "kind": kind, "value": row["target"], "baseline": row["base"],
                "start_year": row["base_year"], "end_year": row["target_year"],
                "scale": "share", "report_unit": 0.01,
            }
        ],
        index=["T"],
    )  # fmt: skip
    years = [row["base_year"] - 1, row["year"]]
    found = judged(targets, series([row["base"], row["value"]], years=years), row["year"])
    assert found["path_status"] == row["path_status"]
    assert found["path_value"] == pytest.approx(row["path_value"])
    assert found["pace"] == pytest.approx(row["pace_ratio"], nan_ok=True)


def achievement_target(row):
    if row["kind"].startswith("about"):
        return {"kind": "about", "side": "floor"}
    return {"kind": {"full": "full_coverage"}.get(row["kind"], row["kind"])}


NUMERIC = [row for row in vectors("achievement_degree") if "vs base" not in row["kind"]]


@pytest.mark.parametrize("row", NUMERIC, ids=lambda row: f"{row['kind']} {row['value']}")
def test_achievement_cases(row):
    columns = {
        "series": "s", "value": row["target"], "baseline": row["base"], "start_year": 2020,
        "end_year": 2025, "scale": "share", "report_unit": 0.1, **achievement_target(row),
    }  # fmt: skip
    found = judged(pd.DataFrame([columns], index=["T"]), series([row["value"]], first=2023), 2023)
    assert found["achievement"] == pytest.approx(row["achievement"])
