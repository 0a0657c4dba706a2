"""The textbook forecast: least squares on the transformed scale, Student's t for a new value."""

import numpy as np
import pandas as pd
from scipy import stats

from indicators.attainment.arrays import Floats


def least_squares(
    cases: pd.DataFrame, years: Floats, values: Floats
) -> tuple[Floats, Floats, Floats]:
    """Probability of the bar, and the ends of the 80 % interval in the value's unit; (cases,)."""
    kinds = cases["scale"].to_numpy()
    z = _forward(values, kinds)
    used = ~np.isnan(z)
    n = used.sum(axis=1)
    x, y = np.where(used, years, 0.0), np.where(used, z, 0.0)
    mean_x, mean_y = x.sum(axis=1) / n, y.sum(axis=1) / n
    dx = np.where(used, x - mean_x[:, None], 0.0)
    dy = np.where(used, y - mean_y[:, None], 0.0)
    sxx = (dx**2).sum(axis=1)
    slope = (dx * dy).sum(axis=1) / sxx
    left = np.maximum((dy**2).sum(axis=1) - slope**2 * sxx, 1e-12)
    end = cases["end_year"].to_numpy(dtype=np.float64) - mean_x
    spread = np.sqrt(left / (n - 2) * (1 + 1 / n + end**2 / sxx))
    centre = mean_y + slope * end
    sign = cases["sign"].to_numpy(dtype=np.float64)
    bar = (cases["bar"] - sign * cases["report_unit"] / 2).to_numpy(dtype=np.float64)
    chance = stats.t.cdf(sign * (centre - _forward(bar, kinds)) / spread, n - 2)
    half = stats.t.ppf(0.90, n - 2) * spread
    return chance, _back(centre - half, kinds), _back(centre + half, kinds)


def _forward(values: Floats, kinds: Floats) -> Floats:
    wide = kinds if values.ndim == 1 else kinds[:, None]
    part = np.clip(values, 0.05, 99.95) / 100
    positive = np.maximum(values, 1e-9)
    logit, log = np.log(part / (1 - part)), np.log(positive)
    return np.where(wide == "share", logit, np.where(wide == "rate", log, values))


def _back(z: Floats, kinds: Floats) -> Floats:
    with np.errstate(over="ignore"):
        share, rate = 100 / (1 + np.exp(-z)), np.exp(np.where(kinds == "rate", z, 0.0))
    return np.where(kinds == "share", share, np.where(kinds == "rate", rate, z))
