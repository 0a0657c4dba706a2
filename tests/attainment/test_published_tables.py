"""Intervals and tests against published tables and full enumeration (source in each file)."""

import json

import numpy as np
import pytest

from indicators.attainment.direction import trend_statistic
from indicators.attainment.exact import (
    clopper_pearson_interval,
    compare_rates,
    compare_shares,
    poisson_interval,
    wilson_interval,
)
from indicators.attainment.forecast import fit_line
from indicators.attainment.kendall import mann_kendall, theil_sen
from indicators.attainment.scales import Transform
from indicators.attainment.volatility import dispersion_p
from tests.attainment.frame_builders import vectors


def one(number):
    return np.array([float(number)])


@pytest.mark.parametrize("row", vectors("poisson_exact_ci"), ids=lambda row: str(row["events"]))
def test_exact_poisson_interval(row):
    low, high = poisson_interval(one(row["events"]), row["conf"])
    assert (low[0], high[0]) == pytest.approx((row["lower"], row["upper"]))


PHE_EXACT = [r for r in vectors("phe_published_rates_exact_byar") if r["method"] == "Exact"]


@pytest.mark.parametrize("row", PHE_EXACT, ids=lambda row: str(row["multiplier"]))
def test_exact_rates_published_by_phe(row):
    scale = row["multiplier"] / row["Denominator"]
    for confidence, name in ((0.95, "95_0cl"), (0.998, "99_8cl")):
        ends = [end[0] * scale for end in poisson_interval(one(row["Numerator"]), confidence)]
        assert ends == pytest.approx([row["lower" + name], row["upper" + name]])


@pytest.mark.parametrize("row", vectors("phe_published_wilson"), ids=lambda r: str(r["Numerator"]))
def test_wilson_published_by_phe(row):
    size = one(row["Denominator"])
    for confidence, name in ((0.95, "95_0cl"), (0.998, "99_8cl")):
        ends = wilson_interval(one(row["Numerator"]), size, confidence)
        ends = [end[0] * row["multiplier"] for end in ends]
        assert ends == pytest.approx([row["lower" + name], row["upper" + name]])


PHE_WILSON = [r for r in vectors("phe_published_byar_wilson") if r["method"] == "Wilson"]


@pytest.mark.parametrize("row", PHE_WILSON, ids=lambda row: str(row["x"]))
def test_wilson_published_by_phe_at_other_levels(row):
    confidence = float(row["confidence"].rstrip("%")) / 100
    low, high = wilson_interval(one(row["x"]), one(row["n"]), confidence)
    assert (low[0], high[0]) == pytest.approx((row["lowercl"], row["uppercl"]))


INTERVALS = {"wilson": wilson_interval, "clopper_pearson": clopper_pearson_interval}
PROPORTIONS = [row for row in vectors("proportion_ci") if row["method"] in INTERVALS]


@pytest.mark.parametrize("row", PROPORTIONS, ids=lambda r: f"{r['method']} {r['x']}/{r['n']}")
def test_proportion_intervals(row):
    low, high = INTERVALS[row["method"]](one(row["x"]), one(row["n"]), row["conf"])
    assert (low[0], high[0]) == pytest.approx((row["lower"], row["upper"]))


@pytest.mark.parametrize(
    "row", vectors("mann_kendall_exact_table"), ids=lambda r: f"n={r['n']} S={r['abs_S']}"
)
def test_mann_kendall_p_by_enumeration(row):
    values = ordering_with_score(row["n"], row["abs_S"])
    score, p, normal = mann_kendall(values[None, :])
    assert (score[0], normal[0]) == (row["abs_S"], False)
    assert p[0] == pytest.approx(row["p_two_sided"])


def ordering_with_score(n, score):
    """1 … n with neighbours swapped until S has the wanted value."""
    values = np.arange(n, dtype=float)
    swaps = (n * (n - 1) // 2 - score) // 2
    while swaps:
        for place in range(n - 1):
            if swaps and values[place] < values[place + 1]:
                values[[place, place + 1]] = values[[place + 1, place]]
                swaps -= 1
    return values


@pytest.mark.parametrize("row", vectors("mann_kendall_theil_sen"), ids=lambda row: row["case"])
def test_mann_kendall_and_theil_sen(row):
    year, values = (np.array([json.loads(row[name])], float) for name in ("years", "values"))
    score, p, _ = mann_kendall(values)
    assert (score[0], p[0]) == pytest.approx((row["S"], row["p_exact"]))
    assert theil_sen(year, values)[0] == pytest.approx(row["theil_sen_slope"])


def test_chi_squared_trend_published_by_phe():
    row = next(row for row in vectors("phe_trend_published") if row["kind"] == "proportion")
    columns = (np.array([json.loads(row[n])]) for n in ("years", "numerator", "denominator"))
    chi = trend_statistic(*columns, np.array([True]))
    assert chi[0] == pytest.approx(row["chi2"], abs=1e-4)
    assert chi[0] > 9.5495


@pytest.mark.parametrize("row", vectors("poisson_dispersion"), ids=lambda row: row["case"])
def test_poisson_dispersion(row):
    events, exposure = (np.array([json.loads(row[name])]) for name in ("events", "exposure"))
    assert dispersion_p(events, exposure)[0] == pytest.approx(row["p"])


@pytest.mark.parametrize(
    "row", vectors("ols_transformed_projection_80pi"), ids=lambda row: row["case"]
)
def test_fitted_line_on_each_scale(row):
    year, values = (np.array([json.loads(row[name])], float) for name in ("years", "values"))
    flags = {name: np.array([row["scale"] == name]) for name in ("logit", "log")}
    z = Transform(flags["logit"], flags["log"], one(0.1), 0.05, 99.95).forward(values)
    line = fit_line(year, z)
    start = line.last_fitted[0] - line.slope[0] * (year[0, -1] - 2020)
    assert (line.slope[0], start) == pytest.approx((row["slope"], row["intercept_at_2020"]))
    residual = (line.residual_sum[0] / row["df"]) ** 0.5
    assert residual == pytest.approx(row["resid_sd"], rel=1e-6)


@pytest.mark.parametrize("row", vectors("volatility_measures"), ids=lambda row: row["case"])
def test_detrended_deviation(row):
    values = np.array([json.loads(row["values"])])
    line = fit_line(np.arange(values.shape[1], dtype=float)[None, :], values)
    deviation = (line.residual_sum[0] / (values.shape[1] - 2)) ** 0.5
    assert deviation == pytest.approx(row["resid_sd"], rel=1e-6, abs=1e-12)


def test_conditional_tests_by_enumeration():
    """14 against 30 events of equal exposure; 3 of 10 against 9 of 10 (Fisher)."""
    p = compare_rates(one(14), one(100), one(30), one(100))
    tail = sum(np.prod([(44 - i) / (i + 1) for i in range(k)]) for k in range(15)) / 2.0**44
    assert p[0] == pytest.approx(2 * tail)
    q = compare_shares(one(3), one(10), one(9), one(10))
    ways = {k: binomial(10, k) * binomial(10, 12 - k) / binomial(20, 12) for k in range(2, 11)}
    assert q[0] == pytest.approx(sum(w for w in ways.values() if w <= ways[3] * (1 + 1e-7)))


def binomial(n, k):
    return float(np.prod([(n - i) / (i + 1) for i in range(k)]))
