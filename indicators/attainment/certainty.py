"""Do the counts behind the latest value settle the verdict, or could it be chance? (§1)"""

import numpy as np

from indicators.attainment.arrays import Flags, Floats, Ints
from indicators.attainment.bars import Bars
from indicators.attainment.codes import Certainty, CountKind, Scale, pick
from indicators.attainment.exact import poisson_interval, wilson_interval
from indicators.attainment.frames import Targets
from indicators.attainment.points import Points
from indicators.attainment.rounding import more, no_more
from indicators.attainment.settings import Settings


def judge_certainty(targets: Targets, points: Points, bars: Bars, settings: Settings) -> Ints:
    """CONFIRMED: the 95 % interval lies within the bars; REFUTED: wholly outside.

    Events of rates: exact Poisson (Garwood); shares and samples: Wilson, for cluster samples with
    the sample divided by the design effect. A note beside the status, never a level.
    """
    low, high, rows = _interval(targets, points, settings)
    rows &= bars.has_bar
    inside = no_more(bars.low, low) & no_more(high, bars.high)
    outside = more(bars.low, high) | more(low, bars.high)
    return pick(
        [
            (~rows, Certainty.NONE),
            (inside, Certainty.CONFIRMED),
            (outside, Certainty.REFUTED),
        ],
        Certainty.UNCERTAIN,
    )


def _interval(targets: Targets, points: Points, settings: Settings) -> tuple[Floats, Floats, Flags]:
    events = np.where(points.n > 0, points.events[:, -1], np.nan)
    exposure = np.where(points.n > 0, points.exposure[:, -1], np.nan)
    usable = ~np.isnan(events) & (exposure > 0) & ~targets.gross
    sample = np.isin(targets.count_kind, (CountKind.simple_sample, CountKind.cluster_sample))
    counted = targets.count_kind == CountKind.events
    rates = usable & counted & (targets.scale == Scale.rate)
    shares = usable & (sample | (counted & (targets.scale == Scale.share)))
    clustered = targets.count_kind == CountKind.cluster_sample
    effect = np.where(clustered, settings.design_effect, 1.0)
    low = np.full(len(events), np.nan)
    high = low.copy()
    if rates.any():
        ends = poisson_interval(events[rates], settings.confidence)
        low[rates], high[rates] = (end / exposure[rates] for end in ends)
    if shares.any():
        size = exposure[shares] / effect[shares]
        ends = wilson_interval(events[shares] / effect[shares], size, settings.confidence)
        low[shares], high[shares] = ends
    return low * targets.multiplier, high * targets.multiplier, rates | shares
