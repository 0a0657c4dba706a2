"""Laws of the true rate given the counts, and of next year's count given those (§5)."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from indicators.attainment.arrays import Flags, Floats
from indicators.attainment.bars import Bars
from indicators.attainment.codes import Scale
from indicators.attainment.frames import Targets
from indicators.attainment.rounding import no_more, rounded


@dataclass(frozen=True)
class Posterior:
    """Shares: Beta(a, b). Rates: Gamma(a, rate b). True rates as fractions of exposure."""

    share: Flags
    a: Floats
    b: Floats

    def mean(self) -> Floats:
        """Expected true rate."""
        return np.where(self.share, self.a / (self.a + self.b), self.a / self.b)

    def quantile(self, probability: float) -> Floats:
        """True rate that is passed from below with this probability."""
        beta: Floats = special.betaincinv(self.a, self.b, probability)
        gamma: Floats = special.gammaincinv(self.a, probability) / self.b
        return np.where(self.share, beta, gamma)

    def below(self, rate: Floats) -> Floats:
        """P(true rate ≤ rate); rate may be infinite."""
        inside = np.clip(rate, 0.0, 1.0)
        beta: Floats = special.betainc(self.a, self.b, inside)
        gamma: Floats = special.gammainc(self.a, self.b * np.clip(rate, 0.0, 1e300))
        return np.where(self.share, beta, gamma)

    def between(self, low: Floats, high: Floats) -> Floats:
        """P(low ≤ true rate ≤ high), by the shorter of the two tails."""
        beta: Floats = special.betaincc(self.a, self.b, np.clip(low, 0.0, 1.0))
        gamma: Floats = special.gammaincc(self.a, self.b * np.maximum(low, 0.0))
        above = np.where(self.share, beta, gamma)
        return np.where(np.isposinf(high), above, self.below(high) - (1 - above))

    def chance_of_count(self, first: Floats, last: Floats, exposure: Floats) -> Floats:
        """P(first ≤ next year's count ≤ last) with this year's exposure.

        Rates: negative binomial. Shares: beta-binomial, as a finite sum over the shorter side.
        """
        success = self.b / (self.b + exposure)
        rates = self._negative_binomial(last, success) - self._negative_binomial(first - 1, success)
        result = np.where(self.share, 0.0, rates)
        rows = self.share
        if rows.any():
            result[rows] = _beta_binomial(
                self.a[rows], self.b[rows], np.floor(exposure[rows]), first[rows], last[rows]
            )
        return np.clip(result, 0.0, 1.0)

    def _negative_binomial(self, count: Floats, success: Floats) -> Floats:
        finite = np.where(np.isfinite(count), np.maximum(count, 0.0), 0.0)
        below = special.betainc(self.a, finite + 1, success)
        return np.where(count < 0, 0.0, np.where(np.isposinf(count), 1.0, below))


def _beta_binomial(a: Floats, b: Floats, size: Floats, first: Floats, last: Floats) -> Floats:
    """P(first ≤ X ≤ last), X beta-binomial; sums whichever of inside and outside is shorter."""
    first, last = np.maximum(first, 0.0), np.minimum(last, size)
    inside = last - first + 1 <= (size + 1) / 2
    empty = last < first
    inner = _summed(a, b, size, first, np.where(inside, last, first - 1))
    lower = _summed(a, b, size, np.zeros_like(size), np.where(inside, -1.0, first - 1))
    upper = _summed(a, b, size, last + 1, np.where(inside, last, size))
    return np.where(empty, 0.0, np.where(inside, inner, 1 - lower - upper))


def _summed(a: Floats, b: Floats, size: Floats, first: Floats, last: Floats) -> Floats:
    total = np.zeros_like(size)
    for step in range(int(np.max(last - first + 1, initial=0.0))):
        count = np.minimum(first + step, size)
        ways = -special.betaln(count + 1, size - count + 1) - np.log1p(size)
        term = np.exp(ways + special.betaln(a + count, b + size - count) - special.betaln(a, b))
        total += np.where(first + step <= last, term, 0.0)
    return total


def posterior_of(targets: Targets, events: Floats, exposure: Floats) -> Posterior:
    """Jeffreys' prior; for rates the parent area's prior where the target carries one."""
    share = targets.scale == Scale.share
    prior = ~np.isnan(targets.prior_events) & ~share
    a0 = np.where(prior, targets.prior_events, 0.5)
    prior &= ~np.isnan(targets.prior_exposure)
    b0 = np.where(prior, targets.prior_exposure, np.where(share, 0.5, 0.0))
    return Posterior(share, a0 + events, b0 + np.where(share, exposure - events, exposure))


def allowed_range(targets: Targets, bars: Bars, exposure: Floats) -> tuple[Floats, Floats]:
    """First and last count whose rounded rate meets the bars, so that status and k* agree.

    The estimate may be one off where a rate falls on a rounding tie: its neighbours are tried.
    """
    cases = exposure / targets.multiplier
    unit = targets.report_unit
    whole = targets.scale == Scale.share
    top = np.where(whole, np.floor(exposure), np.inf)
    high = np.where(np.isfinite(bars.high), bars.high, 0.0)
    last = np.ceil((np.floor(high / unit + 1e-9) + 0.5) * unit * cases) - 1
    for count in (last - 1, last, last + 1):
        last = np.where(no_more(rounded(count / cases, unit), high), count, last)
    low = np.where(np.isfinite(bars.low), bars.low, 0.0)
    first = np.ceil((np.ceil(low / unit - 1e-9) - 0.5) * unit * cases)
    for count in (first + 1, first, first - 1):
        first = np.where(no_more(low, rounded(count / cases, unit)), count, first)
    return (
        np.where(np.isfinite(bars.low), np.maximum(first, 0.0), 0.0),
        np.where(np.isfinite(bars.high), np.minimum(last, top), top),
    )
