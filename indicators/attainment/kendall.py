"""Mann–Kendall test and Theil–Sen slope of short series, missing cells left out (§6)."""

from functools import cache

import numpy as np
from scipy import special

from indicators.attainment.arrays import Flags, Floats, how_many

EXACT_UP_TO = 10


@cache
def _tail(n: int) -> Floats:
    """P(|S| ≥ s) for s = 0 … n(n−1)/2 without ties, by counting inversions (Kendall 1938)."""
    counts = np.ones(1)
    for size in range(2, n + 1):
        counts = np.convolve(counts, np.ones(size)) / size
    most = n * (n - 1) // 2
    scores = np.abs(most - 2 * np.arange(most + 1))
    return np.array([counts[scores >= s].sum() for s in range(most + 1)])


def mann_kendall(values: Floats) -> tuple[Floats, Floats, Flags]:
    """S, two-sided p, and whether p is the normal approximation (ties), of each row (S, P)."""
    used = ~np.isnan(values)
    n = how_many(used)
    score = np.zeros(len(values))
    tied = np.zeros(len(values), dtype=np.bool_)
    for lag in range(1, values.shape[1]):
        later, earlier = values[:, lag:], values[:, :-lag]
        rises, falls = (later > earlier).view(np.int8), (later < earlier).view(np.int8)
        score += (rises - falls).sum(axis=1, dtype=np.int16)
        tied |= (later == earlier).any(axis=1)
    p = np.ones(len(values))
    for size in np.unique(n[~tied]):
        if 2 <= size <= EXACT_UP_TO:
            rows = ~tied & (n == size)
            p[rows] = _tail(int(size))[np.abs(score[rows]).astype(np.int64)]
    normal = tied | (n > EXACT_UP_TO)
    if normal.any():
        p[normal] = _normal_p(score[normal], values.T[:, normal].T)
    return score, np.minimum(p, 1.0), normal


def _normal_p(score: Floats, values: Floats) -> Floats:
    """Normal approximation with tie and continuity correction (Kendall 1975)."""
    used = ~np.isnan(values)
    n = how_many(used)
    ties = np.zeros(len(n))
    for column in values.T:
        equal = how_many(values == column[:, None])
        ties += np.where(equal > 1, (equal - 1) * (2 * equal + 5), 0)
    variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
    spread = np.sqrt(np.where(variance > 0, variance, 1.0))
    z = np.maximum(np.abs(score) - 1, 0) / spread
    return np.where(variance > 0, 2 * special.ndtr(-z), 1.0)


def theil_sen(year: Floats, values: Floats) -> Floats:
    """Median of all pairwise slopes of each row (Sen 1968); NaN with fewer than two points."""
    slopes = []
    for lag in range(1, values.shape[1]):
        rise = values[:, lag:] - values[:, :-lag]
        run = year[:, lag:] - year[:, :-lag]
        slopes.append(rise / run)
    ordered = np.sort(np.concatenate(slopes, axis=1), axis=1)
    count = how_many(~np.isnan(ordered))
    rows = np.arange(len(values))
    upper = ordered[rows, np.minimum(count // 2, ordered.shape[1] - 1)]
    lower = ordered[rows, np.maximum((count - 1) // 2, 0)]
    return np.where(count > 0, (lower + upper) / 2, np.nan)
