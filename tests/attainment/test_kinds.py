"""Rulings kind by kind, with cases worked by hand from docs/method.md §1, §2 and §9."""

import math

import pytest

from tests.attainment.frame_builders import judged, series, target


def status(targets, values, year=2023, **columns):
    return judged(targets, series(values, **columns), year)["status"]


@pytest.mark.parametrize(
    ("value", "word"),
    [(45.0, "MET"), (43.7, "MET"), (46.3, "MET"), (43.5, "NEAR"), (43, "NOT_MET"), (49, "NOT_MET")],
)
def test_about_with_two_edges(value, word):
    """±3 % of 45 is 43.65 … 46.35; near within 0.5 % of the edge (.218)."""
    assert status(target("about", 45.0, baseline=30.0), [30.0, 31.0, 33.0, value]) == word


@pytest.mark.parametrize(
    ("side", "value", "word"),
    [("floor", 60.0, "MET"), ("ceiling", 60.0, "NOT_MET"), ("ceiling", 20.0, "MET")],
)
def test_about_with_one_edge(side, value, word):
    goal = target("about", 45.0, side=side, baseline=30.0)
    assert status(goal, [30.0, 31.0, 33.0, value]) == word


@pytest.mark.parametrize(("tolerance", "word"), [(math.nan, "NOT_MET"), (0.5, "NEAR")])
def test_every_year_promise_is_near_only_by_its_own_tolerance(tolerance, word):
    goal = target("at_least", 92.0, maintain=True, tolerance=tolerance)
    assert status(goal, [93.0, 93.0, 93.0, 91.7]) == word


@pytest.mark.parametrize(
    ("value", "word"), [(60.4, "MET"), (60.3, "NEAR"), (60.1, "NEAR"), (60.0, "NOT_MET")]
)
def test_increase_beyond_the_band(value, word):
    """Band: max(0.1, 0.1 % of 60.2 a year for three years = .1806)."""
    goal = target("increase", math.nan, baseline=60.2)
    assert status(goal, [60.2, 60.2, 60.2, value]) == word


@pytest.mark.parametrize(
    ("values", "sustained", "word"),
    [
        ([60.0, 62.0, 61.0, 63.0], False, "MET"),
        ([60.0, 62.0, 61.0, 63.0], True, "NOT_MET"),
        ([60.0, 61.0, 62.0, 63.0], True, "MET"),
    ],
)
def test_sustained_rise_allows_no_step_back(values, sustained, word):
    assert status(target("increase", math.nan, sustained=sustained), values) == word


def test_a_broken_sustained_rise_is_at_least_orange():
    goal = target("increase", math.nan, sustained=True)
    assert judged(goal, series([60.0, 66.0, 65.0, 72.0]), 2023)["level"] in ("ORANGE", "RED")


@pytest.mark.parametrize(
    ("events", "word"),
    [
        ([40, 41, 39, 20, 21, 19], "MET"),
        ([40, 41, 39, 38, 41, 36], "NEAR"),
        ([20, 21, 19, 40, 41, 39], "NOT_MET"),
        ([3, 2, 3, 4, 3, 3], "NOT_ASSESSABLE"),
    ],
)
def test_decrease_by_counts(events, word):
    """120 against 60 events on equal exposure: p far below .05; 120 against 115: far above."""
    goal = target("decrease", math.nan, scale="rate", multiplier=100_000.0, start_year=2019)
    counts = {"events": events, "exposure": [50_000] * 6}
    assert status(goal, [math.nan] * 6, 2024, first=2019, **counts) == word


def test_at_the_natural_limit_holding_is_met_and_no_level_is_due():
    found = judged(target("decrease", math.nan), series([0.0] * 4), 2023)
    assert (found["status"], found["level"], found["method"]) == ("MET", "NONE", "PACE")


@pytest.mark.parametrize(
    ("values", "word", "level"),
    [
        ([10.0, 12.0, 14.0, 15.0, 15.5], "MET", "NONE"),
        ([10.0, 10.5, 11.0, 12.0, 14.0], "NOT_MET", "ORANGE"),
        ([10.0, 11.5, 12.5, 12.6, 15.1], "NOT_MET", "YELLOW"),
        ([10.0, 9.0, 8.0, 9.5, 9.9], "MET", "NONE"),
    ],
)
def test_slow_rise(values, word, level):
    """Growth of the first two intervals against the last two; no rise before: control."""
    found = judged(target("slow_rise", math.nan), series(values), 2024)
    assert (found["status"], found["level"]) == (word, level)


def test_slow_rise_needs_four_points():
    assert status(target("slow_rise", math.nan), [10.0, 12.0, 13.0]) == "NOT_ASSESSABLE"


@pytest.mark.parametrize(("value", "word"), [(5.1, "MET"), (5.2, "NEAR"), (5.3, "NOT_MET")])
def test_control_up_to_one_and_two_bands(value, word):
    goal = target("control", math.nan, baseline=5.0)
    assert status(goal, [5.0, 5.0, 5.0, value]) == word


@pytest.mark.parametrize(
    ("b", "word", "flag"),
    [
        ([54.0, 53.0, 52.0, 51.0], "MET", "LEVELLED_DOWN"),
        ([54.0, 54.0, 54.0, 54.0], "NEAR", ""),
        ([54.0, 54.0, 54.0, 55.0], "NOT_MET", ""),
        ([54.0, 53.0, 50.0, 49.0], "MET", "CROSSED_OVER"),
    ],
)
def test_narrow_gap(b, word, flag):
    found = judged(target("narrow_gap", math.nan), series([50.0] * 4, value_b=b), 2023)
    assert found["status"] == word
    assert flag in found["reasons"]


def test_narrow_gap_of_few_events_is_not_assessed():
    counts = {"events": [20, 20, 9], "exposure": [1000] * 3}
    other = {"events_b": [30, 30, 30], "exposure_b": [1000] * 3, "value_b": [30.0, 30.0, 30.0]}
    goal = target("narrow_gap", math.nan, scale="rate", multiplier=1000.0)
    found = judged(goal, series([20.0, 20.0, 9.0], **counts, **other), 2022)
    assert (found["status"], found["standing"]) == ("NOT_ASSESSABLE", "数据不足")


@pytest.mark.parametrize(("value", "word"), [(99.94, "NOT_MET"), (99.95, "MET"), (100.0, "MET")])
def test_full_coverage(value, word):
    goal = target("full_coverage", 100.0, report_unit=0.01)
    assert status(goal, [97.0, 98.0, 99.0, value]) == word


@pytest.mark.parametrize(
    ("values", "level", "kept"),
    [
        ([93.0, 93.0, 93.0, 91.0], "ORANGE", False),
        ([93.0, 93.0, 91.0, 90.5], "RED", False),
        ([91.0, 93.0, 93.0, 93.0], None, True),
    ],
)
def test_every_year_promise_broken(values, level, kept):
    """The start year never counts."""
    found = judged(target("at_least", 92.0, maintain=True), series(values), 2023)
    assert found["kept"] == kept
    assert level is None or found["level"] in (level, "RED")


def test_a_break_moves_the_baseline():
    observations = series([70.0, 71.0, 80.0, 82.0], series_break=[False, False, True, False])
    found = judged(target("at_least", 90.0, baseline=70.0), observations, 2023)
    assert (found["baseline_value"], found["baseline_year"], found["n"]) == (80.0, 2022, 2)
    assert found["substitute_baseline"]
    assert "SERIES_BREAK" in found["reasons"]


@pytest.mark.parametrize(
    ("values", "path", "level"),
    [
        ([80.0, 85.9], "ON_PATH", "NONE"),
        ([80.0, 84.0], "SLIGHTLY_BEHIND", "BLUE"),
        ([80.0, 81.0], "BEHIND", "YELLOW"),
        ([80.0, 79.0], "REVERSING", "ORANGE"),
    ],
)
def test_two_points_have_pace_and_a_level_from_it(values, path, level):
    levels = {
        "ON_PATH": "NONE",
        "SLIGHTLY_BEHIND": "BLUE",
        "BEHIND": "YELLOW",
        "REVERSING": "ORANGE",
    }
    found = judged(target("at_least", 92.0, end_year=2022), series(values), 2021)
    assert (found["path_status"], found["level"]) == (path, levels[path])


@pytest.mark.parametrize(("period", "year", "word"), [(5, 2025, "如期实现"), (1, 2025, "无法评价")])
def test_a_value_within_its_cadence_gives_the_verdict(period, year, word):
    """A survey every five years, last made in 2023, speaks for 2025."""
    goal = target("at_least", 30.0, baseline=40.0, period_years=period)
    assert judged(goal, series([41.0], first=2023), year)["standing"] == word


@pytest.mark.parametrize(
    ("baseline", "value", "word"),
    [(19.9, 20.1, "NEAR"), (25.0, 20.1, "NEAR"), (20.5, 20.1, "NOT_MET"), (25.0, 20.2, "NOT_MET")],
)
def test_near_is_half_a_percent_and_a_tenth_of_the_way(baseline, value, word):
    """A tenth of 20.5 → 20 is .05, less than the gap .1; a baseline that met has no way to go."""
    goal = target("at_most", 20.0, baseline=baseline, scale="rate")
    assert status(goal, [baseline, baseline, 21.0, value]) == word


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ([95.0, 93.0, 91.0], "HOLD_LOST"),
        ([91.6, 91.7, 91.9], "SLIGHTLY_BEHIND"),
        ([95.0, 93.0], "HOLD_OK"),
    ],
)
def test_holding(values, word):
    """92 is the bar; 91.6 is within half a percent of it, so the task is to hold."""
    assert judged(target("at_least", 92.0), series(values), 2023)["path_status"] == word


def test_every_year_promise_broken_with_one_point_is_orange_too():
    goal = target("at_least", 92.0, maintain=True, baseline=93.0)
    found = judged(goal, series([91.0], first=2021), 2022)
    assert (found["level"], found["standing"], found["n"]) == ("ORANGE", "预计达标困难", 1)


def test_the_probability_of_an_every_year_promise_is_its_weakest_year():
    falling = series([99.9, 99.6, 99.3, 99.0])
    every = judged(target("at_least", 97.0, maintain=True), falling, 2023)
    last = judged(target("at_least", 97.0), falling, 2023)
    assert every["probability"] == pytest.approx(last["probability"])
    rising = series([91.0, 93.0, 93.0, 93.5])
    every = judged(target("at_least", 93.0, maintain=True, end_year=2030), rising, 2023)
    last = judged(target("at_least", 93.0, end_year=2030), rising, 2023)
    assert every["probability"] <= last["probability"]
