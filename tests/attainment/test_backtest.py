"""The backtest on the shipped series: the rules it compares with, and what it found."""

import re

import numpy as np
import pandas as pd
import pytest

from benchmarks.backtest.__main__ import SHIPPED, run
from benchmarks.backtest.cases import ask, find_origins
from benchmarks.backtest.rules import escap, eurostat, sdsn, unsd
from benchmarks.backtest.scores import area_under_curve, brier, share_elsewhere
from benchmarks.backtest.series import read_series
from indicators.attainment import Settings
from tests.attainment.frame_builders import vectors

EUROSTAT = {"movement_away": 0, "away": 0, "insufficient": 1, "moderate": 2, "significant": 3}
SDSN = {"down": 0, "right": 1, "upright": 2, "up": 3}
ESCAP = {"reverse": 0, "accelerate": 1, "maintain": 2}


def case(row):
    """One question and its two points as the rules take them."""
    years = np.array([[row["base_year"], row["year"]]], dtype=float)
    values = np.array([[row["base"], row["value"]]], dtype=float)
    question = {
        "start_value": row["base"], "latest_value": row["value"], "bar": row["target"],
        "start_year": row["base_year"], "latest_year": row["year"], "sign": row["direction"],
        "end_year": row["target_year"],
    }  # fmt: skip
    return pd.DataFrame([question]), years, values


def word(text):
    return text.split("(")[0].strip()


ROWS = [row for row in vectors("eurostat_cagr_ratio") if word(row["category"]) in EUROSTAT]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["case"])
def test_eurostat_classes(row):
    assert eurostat(*case(row))[0] == EUROSTAT[word(row["category"])]


@pytest.mark.parametrize("row", vectors("sdsn_linear_trend"), ids=lambda row: row["case"])
def test_sdsn_classes(row):
    assert sdsn(*case(row))[0] == SDSN[word(row["arrow"])]


@pytest.mark.parametrize("row", vectors("unsd_escap_index"), ids=lambda row: row["case"])
def test_unsd_and_escap_classes(row):
    assert unsd(*case(row))[0] == row["unsd_score"]
    assert escap(*case(row))[0] == ESCAP[word(row["escap_class"])]


def test_scores_by_hand():
    chance = np.array([0.9, 0.6, 0.6, 0.1])
    attained = np.array([True, True, False, False])
    assert brier(chance, attained) == pytest.approx((0.01 + 0.16 + 0.36 + 0.01) / 4)
    assert area_under_curve(chance, attained) == pytest.approx(3.5 / 4)


def test_a_class_is_worth_what_it_was_elsewhere():
    """Class 1 was attained by one of two at B; all cases count as one more of .5: 1.5 of 3."""
    classes, indicator = pd.Series([1, 1, 1, 0]), pd.Series(["A", "B", "B", "A"])
    found = share_elsewhere(classes, pd.Series([True, True, False, False]), indicator)
    assert found[0] == pytest.approx(1.5 / 3)


def test_hidden_years_are_hidden():
    origins = find_origins(read_series(SHIPPED, 5), ends=3)
    assert all(origin.start < origin.latest < origin.end for origin in origins)
    questions = ask(origins)
    assert (questions["end_year"] > 2000).all()
    ahead = questions["sign"] * (questions["bar"] - questions["start_value"])
    assert (ahead >= questions["report_unit"] / 2).all()


def test_the_engine_beats_every_published_rule_on_the_shipped_series():
    """The aim: 11 % below the best published rule, levels 7 %, below least squares; and an 80 %
    interval that holds 78 to 85 of a hundred.
    """
    report = run(SHIPPED, 3, Settings())
    scores = {name: float(re.search(rf"^{name} +(0\.\d+)", report, re.M)[1]) for name in (
        "engine, probability", "engine, level", "least squares", "Eurostat", "SDSN", "UNSD",
        "ESCAP", "Open SDG",
    )}  # fmt: skip
    best = min(scores[name] for name in ("Eurostat", "SDSN", "UNSD", "ESCAP", "Open SDG"))
    assert scores["engine, probability"] <= 0.89 * best
    assert scores["engine, level"] <= 0.93 * best
    assert scores["engine, probability"] < scores["least squares"]
    inside = float(re.search(r"interval, engine: ([\d.]+)%", report)[1])
    assert 78 <= inside <= 85
