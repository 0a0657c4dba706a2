"""What do a handful of events say about the true rate? (docs/method.md §5)

Gamma–Poisson for rates, beta–binomial for shares, Jeffreys' prior or the parent area's.
"""

from dataclasses import dataclass

import numpy as np

from indicators.attainment.arrays import Flags, Floats, Rows
from indicators.attainment.bars import Bars
from indicators.attainment.codes import CountKind, Kind, Scale
from indicators.attainment.exact import clopper_pearson_interval, poisson_interval
from indicators.attainment.frames import Targets
from indicators.attainment.points import Points
from indicators.attainment.posterior import allowed_range, posterior_of
from indicators.attainment.settings import Settings


@dataclass(frozen=True)
class SmallNumbers(Rows):
    """Results of the small mode (S,); rates in the value's unit, `allowed` in cases.

    `confirmed_red`: the chance is below the red bound without the latest year too, and at least
    two years had exposure.
    """

    projection: Floats
    low: Floats
    high: Floats
    probability: Floats
    allowed: Floats
    next_year: Floats
    pooled: Floats
    pooled_low: Floats
    pooled_high: Floats
    no_events: Flags
    confirmed_red: Flags


def is_small(targets: Targets, points: Points, bars: Bars, settings: Settings) -> Flags:
    """Fewer than ten events (of shares also non-events) expected at the bar?"""
    kinds = targets.is_kind(Kind.at_least, Kind.at_most, Kind.about)
    counted = np.isin(targets.count_kind, (CountKind.events, CountKind.complete_count))
    plain = ~targets.gross & ~targets.term & ~targets.cumulative & (targets.scale != Scale.value)
    exposure = np.where(points.n > 0, points.exposure[:, -1], np.nan)
    known = ~np.isnan(points.events[:, -1]) & (exposure > 0)
    lowest = np.where(np.isfinite(bars.low), bars.low, bars.high)
    highest = np.where(np.isfinite(bars.high), bars.high, bars.low)
    events = exposure * lowest / targets.multiplier
    others = exposure * (1 - highest / targets.multiplier)
    share = targets.scale == Scale.share
    fewest = np.where(share, np.minimum(events, others), events)
    small: Flags = kinds & counted & plain & known & (fewest < settings.small_expected)
    return small


def judge_small(targets: Targets, points: Points, bars: Bars, settings: Settings) -> SmallNumbers:
    """Posterior of the true rate from the plan's years so far; every target given is small."""
    window = _window(targets, points, settings)
    events, exposure = _sum(points.events, window), _sum(points.exposure, window)
    share = targets.scale == Scale.share
    factor = targets.multiplier
    posterior = posterior_of(targets, events, exposure)
    without = posterior_of(
        targets, events - points.events[:, -1], exposure - points.exposure[:, -1]
    )
    latest = points.exposure[:, -1]
    first, last = allowed_range(targets, bars, latest)
    tail = (1 + settings.interval) / 2
    pooled_low, pooled_high = _pooled_interval(events, exposure, share, settings)
    lower_is_better = bars.direction < 0
    chance_without = without.between(bars.low / factor, bars.high / factor)
    return SmallNumbers(
        projection=posterior.mean() * factor,
        low=posterior.quantile(1 - tail) * factor,
        high=posterior.quantile(tail) * factor,
        probability=posterior.between(bars.low / factor, bars.high / factor),
        allowed=np.where(first > last, np.nan, np.where(np.isfinite(bars.high), last, first)),
        next_year=posterior.chance_of_count(first, last, latest),
        pooled=events / exposure * factor,
        pooled_low=pooled_low * factor,
        pooled_high=pooled_high * factor,
        no_events=(events == 0) & lower_is_better,
        confirmed_red=(window.sum(axis=1) >= 2) & (chance_without < settings.red),
    )


def _window(targets: Targets, points: Points, settings: Settings) -> Flags:
    """Years of the plan to date with exposure, at least the last three reported ones."""
    counted = points.live & (points.exposure > 0) & ~np.isnan(points.events)
    from_end = np.cumsum(counted[:, ::-1], axis=1)[:, ::-1]
    in_plan = points.year > targets.start_year[:, None]
    return counted & (in_plan | (from_end <= settings.small_years))


def _sum(columns: Floats, window: Flags) -> Floats:
    total: Floats = np.where(window, columns, 0.0).sum(axis=1)
    return total


def _pooled_interval(
    events: Floats, exposure: Floats, share: Flags, settings: Settings
) -> tuple[Floats, Floats]:
    low, high = (end / exposure for end in poisson_interval(events, settings.confidence))
    if share.any():
        ends = clopper_pearson_interval(events[share], exposure[share], settings.confidence)
        low[share], high[share] = ends
    return low, high


def small_mark(targets: Targets, points: Points) -> Floats:
    """Events of the latest year (of shares the scarcer of events and non-events), NaN without."""
    events = np.where(points.n > 0, points.events[:, -1], np.nan)
    others = points.exposure[:, -1] - events
    fewest = np.where(targets.scale == Scale.share, np.minimum(events, others), events)
    return np.where(targets.gross | (points.exposure[:, -1] <= 0), np.nan, fewest)
