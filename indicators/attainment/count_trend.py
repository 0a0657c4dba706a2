"""Did the rate behind a trend really move? First against last years by their counts (§1)."""

import numpy as np

from indicators.attainment.arrays import Flags, Floats, Ints, how_many
from indicators.attainment.bars import Baseline
from indicators.attainment.codes import CountKind, Kind, Scale, Status, pick
from indicators.attainment.exact import compare_rates, compare_shares, fewer_events
from indicators.attainment.frames import Targets
from indicators.attainment.points import Points
from indicators.attainment.settings import Settings


def count_tested(targets: Targets) -> Flags:
    """Rises and falls of shares and rates whose events are counted."""
    kinds = targets.is_kind(Kind.increase, Kind.decrease) & (targets.scale != Scale.value)
    counts = (targets.count_kind == CountKind.events) & ~np.isnan(targets.multiplier)
    tested: Flags = kinds & counts & ~targets.gross
    return tested


def judge_counts(targets: Targets, points: Points, baseline: Baseline, settings: Settings) -> Ints:
    """Status by the exact conditional test of the first against the last years, pooled; every
    target given is `count_tested`.

    Three years a side, ⌊n/2⌋ with fewer than six, so that they never overlap. Fewer than twenty
    events (of a share also non-events) in all are not assessed.
    """
    counted = (points.exposure > 0) & ~np.isnan(points.events)
    used = points.live & counted & (points.year >= baseline.year[:, None])
    years = how_many(used)
    each = np.minimum(settings.trend_years, years // 2)[:, None]
    rank = np.cumsum(used, axis=1)
    early = used & (rank <= each)
    late = used & (rank > years[:, None] - each)
    x1, e1 = _pooled(points, early)
    x2, e2 = _pooled(points, late)
    share = targets.scale == Scale.share
    known = fewer_events(x1 + x2, e1 + e2, share)
    enough = (each[:, 0] > 0) & (known >= settings.trend_events)
    p = np.ones(len(x1))
    for rows, test in ((enough & share, compare_shares), (enough & ~share, compare_rates)):
        if rows.any():
            p[rows] = test(x1[rows], e1[rows], x2[rows], e2[rows])
    sign = np.where(targets.is_kind(Kind.increase), 1.0, -1.0)
    better = sign * (x2 * e1 - x1 * e2) > 0
    return pick(
        [
            (~enough, Status.NOT_ASSESSABLE),
            (p >= settings.trend_p, Status.NEAR),
            (better, Status.MET),
        ],
        Status.NOT_MET,
    )


def _pooled(points: Points, years: Flags) -> tuple[Floats, Floats]:
    events = np.where(years, points.events, 0.0).sum(axis=1)
    return events, np.where(years, points.exposure, 0.0).sum(axis=1)
