"""Rules that others publish, as classes: they know no probability.

Sources: Eurostat, Sustainable development in the EU (monitoring report, annex III: ratio of
actual to required compound growth); SDSN, Sustainable Development Report (linear rates); UNSD,
SDG Progress Chart technical note (value expected from compound growth); ESCAP, Asia and the
Pacific SDG Progress Report (weighted regression, anticipated gap); Open SDG, progress
measurement methodology.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from indicators.attainment.arrays import Flags, Floats, Ints

#: A ratio that is exactly on a bound counts as on it.
SLACK = 1e-9
Rule = Callable[[pd.DataFrame, Floats, Floats], Ints]


def _columns(cases: pd.DataFrame, *names: str) -> list[Floats]:
    return [cases[name].to_numpy(dtype=np.float64) for name in names]


def _classes(ratio: Floats, *bounds: float) -> Ints:
    """0 below the first bound, 1 from it on, and so forth."""
    found: Ints = np.digitize(ratio + SLACK, bounds).astype(np.int64)
    return found


def _growth_ratio(cases: pd.DataFrame) -> Floats:
    """Actual over required compound growth a year."""
    y0, y, bar, t0, end = _columns(
        cases, "start_value", "latest_value", "bar", "start_year", "end_year"
    )
    elapsed = cases["latest_year"].to_numpy(dtype=np.float64) - t0
    actual = (y / y0) ** (1 / elapsed) - 1
    required = (bar / y0) ** (1 / (end - t0)) - 1
    ratio: Floats = actual / required
    return ratio


def _met_now(cases: pd.DataFrame) -> Flags:
    y, bar, sign = _columns(cases, "latest_value", "bar", "sign")
    met: Flags = sign * (y - bar) >= 0
    return met


def last_value(cases: pd.DataFrame, years: Floats, values: Floats) -> Ints:
    """Is it met today?"""
    return _met_now(cases).astype(np.int64)


def eurostat(cases: pd.DataFrame, years: Floats, values: Floats) -> Ints:
    """Significant ≥ 95 %, moderate ≥ 60 %, insufficient ≥ 0, movement away."""
    return _classes(_growth_ratio(cases), 0.0, 0.60, 0.95)


def open_sdg(cases: pd.DataFrame, years: Floats, values: Floats) -> Ints:
    """Achieved; substantial ≥ 95 %, moderate ≥ 50 %, limited ≥ 0, deterioration."""
    classes = _classes(_growth_ratio(cases), 0.0, 0.50, 0.95)
    return np.where(_met_now(cases), 4, classes)


def sdsn(cases: pd.DataFrame, years: Floats, values: Floats) -> Ints:
    """Linear rate on track ≥ 100 %, moderately improving ≥ 50 %, stagnating ≥ 0, decreasing."""
    y0, y, bar, t0, end = _columns(
        cases, "start_value", "latest_value", "bar", "start_year", "end_year"
    )
    elapsed = cases["latest_year"].to_numpy(dtype=np.float64) - t0
    return _classes((y - y0) / elapsed / ((bar - y0) / (end - t0)), 0.0, 0.50, 1.0)


def unsd(cases: pd.DataFrame, years: Floats, values: Floats) -> Ints:
    """Progress that compound growth would bring by the end, over the progress needed."""
    y0, y, bar, t0, end = _columns(
        cases, "start_value", "latest_value", "bar", "start_year", "end_year"
    )
    elapsed = cases["latest_year"].to_numpy(dtype=np.float64) - t0
    expected = y0 * (y / y0) ** ((end - t0) / elapsed)
    return _classes((expected - y0) / (bar - y0), -0.10, 0.10, 0.95)


def escap(cases: pd.DataFrame, years: Floats, values: Floats) -> Ints:
    """Gap left by a regression with weights rising towards today: ≤ 10 %, ≤ 100 %, beyond."""
    y0, bar, end = _columns(cases, "start_value", "bar", "end_year")
    used = ~np.isnan(values)
    first = np.nanmin(years, axis=1, keepdims=True)
    weight = np.where(used, (end[:, None] - first) / (end[:, None] - years), 0.0)
    x, y = np.where(used, years, 0.0), np.where(used, values, 0.0)
    total = weight.sum(axis=1)
    mean_x, mean_y = (weight * x).sum(axis=1) / total, (weight * y).sum(axis=1) / total
    dx = x - mean_x[:, None]
    slope = (weight * dx * (y - mean_y[:, None])).sum(axis=1) / (weight * dx**2).sum(axis=1)
    gap = (bar - (mean_y + slope * (end - mean_x))) / (bar - y0)
    return _classes(-gap, -1.0, -0.10)


RULES: dict[str, Rule] = {
    "last value": last_value,
    "Eurostat": eurostat,
    "SDSN": sdsn,
    "UNSD": unsd,
    "ESCAP": escap,
    "Open SDG": open_sdg,
}
