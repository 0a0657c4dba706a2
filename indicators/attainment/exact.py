"""Exact and score intervals and tests for counts."""

from collections.abc import Callable

import numpy as np
from scipy import special, stats

from indicators.attainment.arrays import Flags, Floats


def poisson_interval(events: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Exact interval of a count (Garwood 1936, by chi-square quantiles); unit: events."""
    tail = (1 - confidence) / 2
    low = np.where(events > 0, special.chdtri(2 * events, 1 - tail) / 2, 0.0)
    return low, special.chdtri(2 * events + 2, tail) / 2


def wilson_interval(events: Floats, size: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Score interval of a proportion, as fractions (Wilson 1927)."""
    z = float(special.ndtri(0.5 + confidence / 2))
    share = events / size
    middle = (share + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z / (1 + z**2 / size) * np.sqrt(share * (1 - share) / size + z**2 / (4 * size**2))
    low = np.where(events <= 0, 0.0, middle - half)
    return low, np.where(events >= size, 1.0, middle + half)


def clopper_pearson_interval(
    events: Floats, size: Floats, confidence: float
) -> tuple[Floats, Floats]:
    """Exact interval of a proportion, as fractions (Clopper and Pearson 1934)."""
    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore"):
        low = special.betaincinv(np.where(events > 0, events, 1.0), size - events + 1, tail)
        high = special.betaincinv(events + 1, np.where(events < size, size - events, 1.0), 1 - tail)
    return np.where(events > 0, low, 0.0), np.where(events < size, high, 1.0)


def compare_rates(
    events_1: Floats, exposure_1: Floats, events_2: Floats, exposure_2: Floats
) -> Floats:
    """Two-sided p that two Poisson rates are equal, given their sum.

    Conditional on the sum the first count is binomial (Przyborowski and Wilenski 1940); outcomes
    no more likely than the one seen are added up, as in R's poisson.test.
    """
    total = events_1 + events_2
    share = exposure_1 / (exposure_1 + exposure_2)
    law = stats.binom(total, share)
    return _two_sided(
        law.pmf, law.cdf, law.sf, events_1, np.zeros_like(total), total, total * share
    )


def compare_shares(events_1: Floats, size_1: Floats, events_2: Floats, size_2: Floats) -> Floats:
    """Two-sided p of Fisher's exact test that two shares are equal (Fisher 1935)."""
    total = events_1 + events_2
    law = stats.hypergeom(size_1 + size_2, total, size_1)
    lowest = np.maximum(0.0, total - size_2)
    highest = np.minimum(total, size_1)
    mean = total * size_1 / (size_1 + size_2)
    return _two_sided(law.pmf, law.cdf, law.sf, events_1, lowest, highest, mean)


def _two_sided(
    pmf: Callable[[Floats], Floats],
    below: Callable[[Floats], Floats],
    above: Callable[[Floats], Floats],
    seen: Floats,
    lowest: Floats,
    highest: Floats,
    mean: Floats,
) -> Floats:
    """Sum of the outcomes no more likely than `seen`, by bisection in the other tail."""
    limit = pmf(seen) * (1 + 1e-7)
    left = seen < mean
    near = np.where(left, np.ceil(mean), np.floor(mean))
    far = np.where(left, highest + 1, lowest - 1)
    while (np.abs(far - near) > 0).any():
        middle = np.where(left, np.floor((near + far) / 2), np.ceil((near + far) / 2))
        rare = pmf(middle) <= limit
        far = np.where(rare, middle, far)
        beyond = np.where(left, np.minimum(middle + 1, far), np.maximum(middle - 1, far))
        near = np.where(rare, near, beyond)
    tails = np.where(left, below(seen) + above(far - 1), above(seen - 1) + below(far))
    return np.where(seen == mean, 1.0, np.minimum(1.0, tails))


def fewer_events(events: Floats, exposure: Floats, shares: Flags) -> Floats:
    """The scarcer of events and non-events of a share; the events of a rate."""
    return np.where(shares, np.minimum(events, exposure - events), events)
