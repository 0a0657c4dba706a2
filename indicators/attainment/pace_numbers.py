"""Yearly gains for print: needed, recent, best; on the raw scale, good direction positive (§9)."""

from dataclasses import dataclass

import numpy as np

from indicators.attainment.arrays import Floats
from indicators.attainment.bars import Bars
from indicators.attainment.forecast import fit_line
from indicators.attainment.points import Points
from indicators.attainment.settings import Settings


@dataclass(frozen=True)
class YearlyGain:
    """In the value's unit a year; NaN where a number has no meaning."""

    needed: Floats
    recent: Floats
    best: Floats


def yearly_gain(
    points: Points, bars: Bars, gap: Floats, left: Floats, settings: Settings
) -> YearlyGain:
    """gap / years left; slope of the fitted line; best single change."""
    above = np.where(points.latest > bars.high, -1.0, 1.0)
    sign = np.where(bars.direction == 0, above, bars.direction)
    year = points.last(points.year, settings.points)
    values = points.last(points.value, settings.points)
    run = np.diff(year, axis=1)
    change = np.diff(values, axis=1)
    yearly = np.divide(change, run, out=np.full(run.shape, np.nan), where=run > 0) * sign[:, None]
    best = np.where(np.isnan(yearly), -np.inf, yearly).max(axis=1)
    slope = sign * fit_line(year, values).slope
    return YearlyGain(
        needed=np.divide(gap, left, out=np.full(len(gap), np.nan), where=left > 0),
        recent=np.where(points.n >= 2, slope, np.nan),
        best=np.where(points.n >= 2, best, np.nan),
    )
