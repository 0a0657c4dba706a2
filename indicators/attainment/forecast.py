"""Where will the series be at the end, and how likely does it reach the bar? (§4)

A damped trend from a point between the last value and the fitted line. The damping follows the
fit: a straight series keeps its slope, a jagged one hardly moves. Chosen on UK and Basque
official series (docs/method.md §4 and §12); intervals by Student's t.
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from indicators.attainment.arrays import Flags, Floats, Rows, how_many
from indicators.attainment.bars import Baseline
from indicators.attainment.scales import Transform
from indicators.attainment.settings import Settings


@dataclass(frozen=True)
class Fit(Rows):
    """Line on the z scale at the latest point: level, slope a year, damping φ, variance of one
    year's step, degrees of freedom. All of shape (S,).
    """

    level: Floats
    slope: Floats
    damping: Floats
    step_variance: Floats
    df: Floats

    def centre(self, years: Floats) -> Floats:
        """level + slope·(φ + φ² + … + φ^years)."""
        phi = self.damping
        safe = np.where(phi < 1, phi, 0.0)
        damped = safe * (1 - safe**years) / (1 - safe)
        return self.level + self.slope * np.where(phi < 1, damped, years)

    def deviation(self, years: Floats) -> Floats:
        """Standard deviation after `years`: a random walk's."""
        return np.sqrt(self.step_variance * years)

    def chance(self, years: Floats, low: Floats, high: Floats) -> Floats:
        """P(low ≤ z ≤ high) after `years`; an infinite edge is no edge."""
        centre, deviation = self.centre(years), self.deviation(years)
        sure = np.ones(len(centre))
        above = special.stdtr(
            self.df, (centre - low) / deviation, out=sure.copy(), where=np.isfinite(low)
        )
        below = special.stdtr(
            self.df, (high - centre) / deviation, out=sure, where=np.isfinite(high)
        )
        both: Floats = np.clip(above + below - 1, 0.0, 1.0)
        return both

    def interval(self, years: Floats, share: float) -> tuple[Floats, Floats]:
        """Ends of the central range of z after `years` that holds this share of outcomes."""
        numbers, place = np.unique(self.df, return_inverse=True)
        t: Floats = special.stdtrit(numbers, (1 + share) / 2)
        centre, half = self.centre(years), t[place] * self.deviation(years)
        return centre - half, centre + half


@dataclass(frozen=True)
class Line:
    """Ordinary least squares on year: slope, fitted value at the last year, R² (0 if constant)."""

    slope: Floats
    last_fitted: Floats
    r_squared: Floats
    residual_sum: Floats


def fit_line(year: Floats, z: Floats) -> Line:
    """OLS of each row of z (S, P) on year; NaN cells are left out."""
    x, y = year - year[:, -1:], z - z[:, -1:]
    missing = np.isnan(y)
    np.copyto(x, 0.0, where=missing)
    np.copyto(y, 0.0, where=missing)
    count = np.maximum(z.shape[1] - how_many(missing), 1)
    x_mean, y_mean = x.sum(axis=1) / count, y.sum(axis=1) / count
    sxx = (x * x).sum(axis=1) - count * x_mean**2
    sxy = (x * y).sum(axis=1) - count * x_mean * y_mean
    syy = np.maximum(0.0, (y * y).sum(axis=1) - count * y_mean**2)
    constant = np.fmax.reduce(z, axis=1) == np.fmin.reduce(z, axis=1)
    slope = np.divide(sxy, sxx, out=np.zeros(len(z)), where=(sxx > 0) & ~constant)
    explained = slope * sxy
    r_squared = np.divide(explained, syy, out=np.zeros(len(z)), where=(syy > 0) & ~constant)
    residual = np.maximum(0.0, np.where(constant, 0.0, syy - explained))
    last_fitted = np.where(constant, 0.0, y_mean - slope * x_mean) + z[:, -1]
    return Line(slope, last_fitted, np.clip(r_squared, 0.0, 1.0), residual)


def fit_damped(
    year: Floats, values: Floats, latest: Floats, transform: Transform, settings: Settings
) -> Fit:
    """Fit values (S, P), the latest year in the last column, zeros on the log scale replaced;
    `latest` (S,) is the last value as it is.
    """
    z = transform.forward(values)
    line = fit_line(year[:, -settings.line_points :], z[:, -settings.line_points :])
    phi = settings.damping_base + settings.damping_gain * line.r_squared**settings.damping_power
    weight = settings.last_weight
    with np.errstate(invalid="ignore"):
        steps = np.diff(z, axis=1) ** 2 / np.diff(year, axis=1)
    variance = _row_mean(steps)
    floor = reading_floor(latest, z[:, -1], transform, settings)
    return Fit(
        level=weight * z[:, -1] + (1 - weight) * line.last_fitted,
        slope=line.slope,
        damping=phi,
        step_variance=np.maximum(variance, floor**2),
        df=(how_many(~np.isnan(z)) - 1).astype(np.float64),
    )


def reading_floor(
    latest: Floats, z_latest: Floats, transform: Transform, settings: Settings
) -> Floats:
    """How far half-known digits can move z: max |g(y ± r) − g(y)|, upwards only near zero."""
    unit = transform.unit
    up = np.abs(transform.forward(latest + unit) - z_latest)
    down = np.abs(transform.forward(latest - unit) - z_latest)
    down = np.where(transform.log & (latest - unit <= 0), 0.0, down)
    return np.maximum(np.maximum(up, down), settings.floor)


def fit_cumulative(
    year: Floats, values: Floats, baseline: Baseline, unit: Floats, settings: Settings
) -> Fit:
    """A running total grows by its mean yearly increment; the baseline comes first."""
    used = ~np.isnan(values)
    before = np.concatenate([np.full((len(year), 1), np.nan), values[:, :-1]], axis=1)
    year_before = np.concatenate([np.full((len(year), 1), np.nan), year[:, :-1]], axis=1)
    first = used & np.isnan(before)
    before = np.where(first, baseline.value[:, None], before)
    year_before = np.where(first, baseline.year[:, None], year_before)
    span = year - year_before
    increments = np.divide(values - before, span, out=np.full(span.shape, np.nan), where=span > 0)
    mean = _row_mean(increments)
    count = how_many(~np.isnan(increments))
    squares = np.nansum((increments - mean[:, None]) ** 2, axis=1)
    variance = np.divide(squares, count - 1, out=np.zeros(len(mean)), where=count > 1)
    floor = np.maximum(np.maximum(unit, settings.floor), settings.cumulative_floor * np.abs(mean))
    return Fit(
        level=values[:, -1],
        slope=mean,
        damping=np.ones(len(mean)),
        step_variance=np.maximum(variance, floor**2),
        df=(how_many(used) - 1).astype(np.float64),
    )


def lowest_chance(fit: Fit, years: Floats, low: Floats, high: Floats, every_year: Flags) -> Floats:
    """Chance in the last year, for an every-year promise the least of the remaining years."""
    chance = fit.chance(years, low, high)
    most = int(years[every_year].max(initial=0))
    for step in range(1, most):
        earlier = fit.chance(np.full(len(years), float(step)), low, high)
        chance = np.where(every_year & (step < years), np.minimum(chance, earlier), chance)
    return chance


def _row_mean(values: Floats) -> Floats:
    used = ~np.isnan(values)
    count = how_many(used)
    total = np.where(used, values, 0.0).sum(axis=1)
    mean: Floats = np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0)
    return mean
