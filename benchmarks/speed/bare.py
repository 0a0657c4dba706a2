"""Floors: the forecast of §4 alone and least squares alone, on full arrays that need no checks."""

from typing import NamedTuple

import numpy as np
from scipy import special

from benchmarks.speed.made_up import MadeUp
from indicators.attainment.arrays import Floats


class Forecast(NamedTuple):
    """Arrays of shape (S,)."""

    projection: Floats
    low: Floats
    high: Floats
    probability: Floats


def bare_forecast(made_up: MadeUp) -> Forecast:
    """§4 for (S, 10) values of a share, rate or value, higher is better; no rule beside it."""
    year, values, unit = made_up.years, made_up.values, 0.1
    z = _forward(values, made_up)
    slope, fitted, r_squared = bare_line(year, z)
    ahead = made_up.ahead
    phi = 0.3 + 0.6 * r_squared**4
    centre = 0.7 * z[:, -1] + 0.3 * fitted + slope * phi * (1 - phi**ahead) / (1 - phi)
    step = np.mean(np.diff(z, axis=1) ** 2 / np.diff(year, axis=1), axis=1)
    up = np.abs(_forward(values[:, -1] + unit, made_up) - z[:, -1])
    down = np.abs(_forward(values[:, -1] - unit, made_up) - z[:, -1])
    floor = np.maximum(np.maximum(up, down), 1e-6)
    spread = np.sqrt(np.maximum(step, floor**2) * ahead)
    df = values.shape[1] - 1
    goal = _forward(made_up.bars - unit / 2, made_up)
    chance = special.stdtr(df, (centre - goal) / spread)
    half = special.stdtrit(df, 0.90) * spread
    return Forecast(
        projection=_back(centre, made_up),
        low=_back(centre - half, made_up),
        high=_back(centre + half, made_up),
        probability=np.clip(chance, 0.02, 0.98),
    )


def bare_line(year: Floats, z: Floats) -> tuple[Floats, Floats, Floats]:
    """Slope, value fitted to the last year, R² of each row (S, P)."""
    x = year - year.mean(axis=1, keepdims=True)
    mean = z.mean(axis=1)
    y = z - mean[:, None]
    sxx, sxy, syy = (x * x).sum(axis=1), (x * y).sum(axis=1), (y * y).sum(axis=1)
    slope = sxy / sxx
    return slope, mean + slope * x[:, -1], slope * sxy / np.maximum(syy, 1e-300)


def _forward(values: Floats, made_up: MadeUp) -> Floats:
    z = values.copy()
    share, rate = made_up.shares, made_up.rates
    z[share] = special.logit(values[share].clip(0.05, 99.95) / 100)
    z[rate] = np.log(np.maximum(values[rate], 0.05))
    return z


def _back(z: Floats, made_up: MadeUp) -> Floats:
    values = z.copy()
    values[made_up.shares] = 100 * special.expit(z[made_up.shares])
    values[made_up.rates] = np.exp(z[made_up.rates])
    return values
