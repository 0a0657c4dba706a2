"""Does the series jump about more than it should? 波动较大, a mark (docs/method.md §6)."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from indicators.attainment.arrays import Flags, Floats, Ints, how_many
from indicators.attainment.bars import Bars, Baseline
from indicators.attainment.codes import Reason, Scale, Volatile, mark, pick
from indicators.attainment.forecast import fit_line
from indicators.attainment.frames import Targets
from indicators.attainment.outlook import fit_all, positive_values
from indicators.attainment.points import Points
from indicators.attainment.scales import choose_transform
from indicators.attainment.settings import Settings


@dataclass(frozen=True)
class Volatility:
    """Volatile code and reason bits of each target."""

    codes: Ints
    reasons: Ints


def judge_volatility(
    targets: Targets, points: Points, bars: Bars, baseline: Baseline, settings: Settings
) -> Volatility:
    """Judge targets with at least four live points of a yearly, non-cumulative series."""
    jumped = _jumped(targets, points, baseline, settings)
    reversed_often = _reversals(targets, points, settings) >= 2
    scattered = _scattered(targets, points, settings)
    any_sign = jumped | reversed_often | scattered
    move = points.value[:, -1] - points.value[:, -2]
    adverse = np.where(bars.direction == 0, _leaves(points, bars), bars.direction * move < 0)
    codes = pick(
        [
            (~any_sign, Volatile.NONE),
            (_by_chance(points, settings), Volatile.RANDOM),
            (adverse, Volatile.ADVERSE),
        ],
        Volatile.FAVOURABLE,
    )
    reasons = mark(jumped, Reason.JUMP) | mark(reversed_often, Reason.REVERSALS)
    return Volatility(codes, reasons | mark(scattered, Reason.SCATTER))


def _jumped(targets: Targets, points: Points, baseline: Baseline, settings: Settings) -> Flags:
    """Is the last point outside the 95 % interval that the points before it foretold?"""
    fit = fit_all(targets, points, baseline, settings, leave_out=1)
    transform = choose_transform(targets, settings)
    step = points.year[:, -1] - points.year[:, -2]
    latest = transform.forward(positive_values(targets, points, transform.log)[:, -1])
    low, high = fit.interval(step, settings.jump_confidence)
    return (latest < low) | (latest > high)


def _reversals(targets: Targets, points: Points, settings: Settings) -> Ints:
    """Turns among the last four changes, both moves above one point (5 %) and two units."""
    values = points.last(points.value, 5)
    change = np.diff(values, axis=1)
    share = (targets.scale == Scale.share)[:, None]
    relative = settings.reversal_share * np.abs(values[:, :-1])
    bound = np.where(share, settings.reversal_points, relative)
    large = np.abs(change) > np.maximum(bound, 2 * targets.report_unit[:, None]) * (1 + 1e-9)
    turned = (change[:, 1:] * change[:, :-1] < 0) & large[:, 1:] & large[:, :-1]
    return how_many(turned)


def _scattered(targets: Targets, points: Points, settings: Settings) -> Flags:
    """Standard deviation around the fitted line of raw values, n − 2 degrees of freedom."""
    values = points.last(points.value, settings.points)
    used = ~np.isnan(values)
    n = how_many(used)
    line = fit_line(points.last(points.year, settings.points), values)
    deviation = np.sqrt(line.residual_sum / np.maximum(n - 2, 1))
    mean = np.abs(np.where(used, values, 0.0).sum(axis=1) / np.maximum(n, 1))
    share = targets.scale == Scale.share
    bound = np.where(share, settings.scatter_points, settings.scatter_share * mean)
    wide: Flags = (deviation >= bound) & (deviation > 0)
    return wide


def _by_chance(points: Points, settings: Settings) -> Flags:
    """With counts: is the spread no larger than Poisson chance (dispersion test p ≥ .05)?"""
    events = points.last(points.events, settings.points)
    exposure = points.last(points.exposure, settings.points)
    used = points.last(points.live.astype(np.float64), settings.points) > 0
    counted = np.all((~np.isnan(events) & (exposure > 0)) | ~used, axis=1)
    by_chance = np.zeros(len(counted), dtype=np.bool_)
    by_chance[counted] = ~(dispersion_p(events[counted], exposure[counted]) < settings.dispersion_p)
    return by_chance


def dispersion_p(events: Floats, exposure: Floats) -> Floats:
    """p of the Poisson dispersion test Σ(x − pe)²/(pe), n − 1 df (Fisher 1950); NaN left out."""
    used = ~np.isnan(events) & (exposure > 0)
    x, e = np.where(used, events, 0.0), np.where(used, exposure, 0.0)
    total = np.maximum(e.sum(axis=1), 1e-300)
    expected = e * (x.sum(axis=1) / total)[:, None]
    chi = np.divide((x - expected) ** 2, expected, out=np.zeros(x.shape), where=expected > 0)
    p: Floats = special.chdtrc(np.maximum(how_many(used) - 1.0, 1.0), chi.sum(axis=1))
    return p


def _leaves(points: Points, bars: Bars) -> Flags:
    """左右 with two edges: did the last move lead away from the range?"""
    two_edges = np.isfinite(bars.low) & np.isfinite(bars.high)
    middle = np.where(two_edges, bars.low, 0.0) / 2 + np.where(two_edges, bars.high, 0.0) / 2
    return np.abs(points.value[:, -1] - middle) > np.abs(points.value[:, -2] - middle)
