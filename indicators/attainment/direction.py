"""Which way does the series go, whatever the target says? A mark (docs/method.md §6)."""

from dataclasses import dataclass

import numpy as np

from indicators.attainment.arrays import Flags, Floats, Ints
from indicators.attainment.codes import Kind, Reason, Scale, Trend, mark, pick
from indicators.attainment.frames import Targets
from indicators.attainment.kendall import mann_kendall, theil_sen
from indicators.attainment.points import Points
from indicators.attainment.settings import Settings


@dataclass(frozen=True)
class Direction:
    """Trend code and reason bits of each target."""

    codes: Ints
    reasons: Ints


def judge_direction(targets: Targets, points: Points, settings: Settings) -> Direction:
    """With counts of five consecutive years the chi-squared trend test (as in the English public
    health profiles: 9.5495 significant, 3.84 indicative), else Mann–Kendall. The sign is Theil
    and Sen's; a slope below the reporting unit and 0.1 % of the value is stable.
    """
    year = points.last(points.year, settings.points)
    values = points.last(points.value, settings.points)
    _, p, normal = mann_kendall(values)
    chi, counted = chi_squared_trend(targets, points, settings)
    significant = np.where(counted, chi > settings.chi_significant, p < settings.kendall_p)
    indicative = counted & ~significant & (chi > settings.chi_indicative)
    moving = significant | indicative
    slope = np.zeros(len(p))
    if moving.any():
        recent = np.arange(values.shape[1]) >= values.shape[1] - settings.chi_years
        tested = np.where(counted[:, None] & ~recent, np.nan, values)[moving]
        slope[moving] = theil_sen(year[moving], tested)
    latest = np.abs(np.where(points.n > 0, points.value[:, -1], 0.0))
    flat = np.abs(slope) < np.maximum(targets.report_unit, settings.trend_share * latest)
    codes = pick(
        [(points.n < 3, Trend.NONE), (flat | ~moving, Trend.STABLE), (slope > 0, Trend.RISING)],
        Trend.FALLING,
    )
    by_normal = normal & ~counted & (points.n >= 3)
    reasons = mark(indicative & ~flat, Reason.TREND_INDICATIVE)
    return Direction(codes, reasons | mark(by_normal, Reason.TREND_BY_NORMAL))


def chi_squared_trend(targets: Targets, points: Points, settings: Settings) -> tuple[Floats, Flags]:
    """χ² for trend (1 df) over the last five years, and where it applies.

    Shares: Cochran 1954 and Armitage 1955. Rates: the Poisson score test.
    """
    count = settings.chi_years
    year = points.last(points.year, count)
    events = points.last(points.events, count)
    exposure = points.last(points.exposure, count)
    consecutive = (np.diff(year, axis=1) == 1).all(axis=1)
    complete = (~np.isnan(events) & (exposure > 0)).all(axis=1)
    plain = ~targets.gross & ~targets.is_kind(Kind.narrow_gap) & (targets.scale != Scale.value)
    applies = plain & consecutive & complete & (year.shape[1] == count)
    share = targets.scale == Scale.share
    chi = trend_statistic(year - year[:, -1:], events, exposure, share)
    return np.where(applies, chi, np.nan), applies


def trend_statistic(time: Floats, events: Floats, exposure: Floats, share: Flags) -> Floats:
    """[Σ t(x − pe)]² / (p(1−p) or p)·(Σ t²e − (Σ te)²/Σe), p the pooled rate; 0 if no variance."""
    total = exposure.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = events.sum(axis=1) / total
        score = (time * (events - rate[:, None] * exposure)).sum(axis=1)
        spread = (time**2 * exposure).sum(axis=1) - (time * exposure).sum(axis=1) ** 2 / total
        variance = np.where(share, rate * (1 - rate), rate) * spread
        chi = score**2 / variance
    return np.where(variance > 0, chi, 0.0)
