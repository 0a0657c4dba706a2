"""What do other areas tell about this one? Their slopes and steps, if so decided (§4, §13)."""

from dataclasses import replace

import numpy as np

from indicators.attainment.arrays import Floats, Ints, how_many
from indicators.attainment.forecast import Fit
from indicators.attainment.frames import Targets
from indicators.attainment.points import Points
from indicators.attainment.scales import choose_transform
from indicators.attainment.settings import Settings


def borrow(fit: Fit, targets: Targets, points: Points, settings: Settings) -> Fit:
    """Draw slope and step variance of each area towards the mean of the others.

    The others are the series of the same group (`peers`) on the same scale with points in the
    same years; with fewer than `peer_areas` of them nothing is borrowed. Variances are averaged
    as logarithms. Running totals neither borrow nor lend.
    """
    rows = (targets.peers >= 0) & ~targets.cumulative
    if not rows.any():
        return fit
    group = _groups(targets.take(rows), points.take(rows), settings)
    series = targets.series[rows]
    slope, variance = fit.slope.copy(), np.log(fit.step_variance)
    for numbers, weight in ((slope, settings.peer_slope), (variance, settings.peer_volatility)):
        own = numbers[rows]
        others = _mean_of_others(own, group, series, settings.peer_areas)
        numbers[rows] = np.where(np.isnan(others), own, (1 - weight) * own + weight * others)
    return replace(fit, slope=slope, step_variance=np.exp(variance))


def _groups(targets: Targets, points: Points, settings: Settings) -> Ints:
    """A number for each group of peers that share scale and years."""
    year = points.last(points.year, settings.points)
    transform = choose_transform(targets, settings)
    key = [
        targets.peers,
        transform.logit + 2 * transform.log,
        points.latest_year,
        np.fmin.reduce(year, axis=1),
        how_many(~np.isnan(year)),
    ]
    group: Ints = np.unique(np.column_stack(key), axis=0, return_inverse=True)[1].ravel()
    return group


def _mean_of_others(own: Floats, group: Ints, series: Ints, least: int) -> Floats:
    """Mean over the other series of the group, each counted once; NaN if fewer than `least`."""
    one = np.unique(np.column_stack([group, series]), axis=0, return_index=True)[1]
    size = np.bincount(group[one])[group] - 1
    total = np.bincount(group[one], own[one])[group] - own
    enough = size >= max(least, 1)
    mean: Floats = np.divide(total, size, out=np.full(len(own), np.nan), where=enough)
    return mean
