"""Counts carry numerator and denominator; a domain's mean needs three targets."""

import json
import math

import pandas as pd
import pytest

from indicators.attainment import domain_achievement, headline
from tests.attainment.frame_builders import vectors


def plan(statuses, apart=None, achievement=None):
    index = pd.Index([f"T{n}" for n in range(len(statuses))])
    results = pd.DataFrame({"status": statuses, "achievement": achievement}, index=index)
    return results, pd.Series(apart or [False] * len(statuses), index=index)


def test_numeric_and_trend_targets_are_counted_apart():
    statuses = ["MET", "MET", "NEAR", "NOT_MET", "NO_DATA", "MET", "NEAR", "NOT_ASSESSABLE"]
    found = headline(*plan(statuses, [False] * 5 + [True] * 3))
    assert (found.met, found.near, found.with_data, found.total) == (2, 1, 4, 5)
    assert (found.better, found.steady, found.worse, found.trend_unknown) == (1, 1, 0, 1)
    assert (found.met_share, found.met_or_near_share) == (50.0, 75.0)


def test_a_rejected_target_counts_as_one_without_data():
    results, apart = plan(["MET", "MET"])
    found = headline(results.iloc[:1], apart)
    assert (found.met, found.with_data, found.total) == (1, 1, 2)


def test_no_data_has_no_rate():
    assert math.isnan(headline(*plan(["NO_DATA"])).met_share)


ROWS = [row for row in vectors("achievement_aggregation") if isinstance(row["values"], str)]
SHARES = [row for row in ROWS if "/" in row["values"]]
LISTS = [row for row in ROWS if row["values"].startswith("[")]


@pytest.mark.parametrize("row", SHARES, ids=lambda row: row["domain"])
def test_published_rates(row):
    statuses = ["MET"] * int(row["met"]) + ["NOT_MET"] * int(row["n"] - row["met"])
    assert headline(*plan(statuses)).met_share == pytest.approx(row["met_rate"])


@pytest.mark.parametrize("row", LISTS, ids=lambda row: row["domain"])
def test_domain_mean(row):
    degrees = json.loads(row["values"])
    found = domain_achievement(*plan(["NOT_MET"] * len(degrees), achievement=degrees))
    assert found == pytest.approx(row["arith"] if len(degrees) >= 3 else math.nan, nan_ok=True)
