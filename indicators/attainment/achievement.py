"""How much of the target, and of the way to it, is done? In percent (docs/method.md §8)."""

from dataclasses import dataclass

import numpy as np

from indicators.attainment.arrays import Flags, Floats
from indicators.attainment.bars import Bars, Baseline
from indicators.attainment.points import Points


@dataclass(frozen=True)
class Degree:
    """实现程度 and the part of the way covered, 0–100; NaN for trend and gap kinds."""

    achievement: Floats
    distance: Floats


def judge_degree(points: Points, bars: Bars, baseline: Baseline, gap: Floats) -> Degree:
    """y/T or T/y capped at 100 (the national 小康 monitoring scheme of 2008), on rounded y; a
    target of zero is measured against the baseline.
    """
    y = points.latest
    met = gap == 0
    downwards = y > bars.high
    bar = np.where(downwards, bars.high, bars.low)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(downwards, bar / y, y / bar)
        against_start = 1 - y / baseline.value
    against_start = np.where(baseline.value > 0, against_start, 0.0)
    ratio = np.where(downwards & (bar == 0), against_start, ratio)
    achievement = np.where(met, 100.0, 100 * np.clip(np.nan_to_num(ratio), 0.0, 1.0))
    known = bars.has_bar & ~np.isnan(y)
    return Degree(
        achievement=np.where(known, achievement, np.nan),
        distance=np.where(known, _distance(y, bars, baseline, met), np.nan),
    )


def _distance(y: Floats, bars: Bars, baseline: Baseline, met: Flags) -> Floats:
    way = bars.goal - baseline.value
    lost = bars.met(baseline.value)
    usable = ~lost & (way != 0) & ~np.isnan(way)
    part = np.divide(y - baseline.value, way, out=np.full(len(y), np.nan), where=usable)
    return np.where(met, 100.0, 100 * np.clip(part, 0.0, 1.0))
