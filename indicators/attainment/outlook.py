"""The forecast of a batch: which bars, which fit, and what is shown (docs/method.md §4)."""

from dataclasses import dataclass

import numpy as np

from indicators.attainment.arrays import Flags, Floats, Rows
from indicators.attainment.bars import Bars, Baseline, elapsed_band
from indicators.attainment.codes import Kind, Scale
from indicators.attainment.forecast import Fit, fit_cumulative, fit_damped, lowest_chance
from indicators.attainment.frames import Targets
from indicators.attainment.peers import borrow
from indicators.attainment.points import Points
from indicators.attainment.scales import choose_transform
from indicators.attainment.settings import Settings


@dataclass(frozen=True)
class Outlook(Rows):
    """Value expected at the end with its 80 % interval, and the unclipped probability, (S,)."""

    projection: Floats
    low: Floats
    high: Floats
    probability: Floats


def look_ahead(
    targets: Targets, points: Points, bars: Bars, baseline: Baseline, settings: Settings
) -> Outlook:
    """Forecast every target given; each has at least three live points before its end year."""
    transform = choose_transform(targets, settings)
    fit = fit_all(targets, points, baseline, settings)
    if settings.peer_slope or settings.peer_volatility:
        fit = borrow(fit, targets, points, settings)
    years = targets.end_year - points.latest_year
    low, high = forecast_edges(targets, bars, baseline, settings)
    low = np.where(np.isfinite(low), transform.forward(np.where(np.isfinite(low), low, 1.0)), low)
    high = np.where(
        np.isfinite(high), transform.forward(np.where(np.isfinite(high), high, 1.0)), high
    )
    ends = [transform.back(end) for end in fit.interval(years, settings.interval)]
    return Outlook(
        projection=_within_limits(targets, points, transform.back(fit.centre(years))),
        low=_within_limits(targets, points, ends[0]),
        high=_within_limits(targets, points, ends[1]),
        probability=lowest_chance(fit, years, low, high, targets.maintain),
    )


def fit_all(
    targets: Targets, points: Points, baseline: Baseline, settings: Settings, leave_out: int = 0
) -> Fit:
    """The fit of each target, without its latest `leave_out` points."""
    count = settings.points
    year = points.last(points.year, count, leave_out)
    log = choose_transform(targets, settings).log
    values = points.last(positive_values(targets, points, log), count, leave_out)
    total = targets.cumulative
    transform = choose_transform(targets.take(~total), settings)
    latest = points.last(points.value, 1, leave_out)[~total, 0]
    damped = fit_damped(year[~total], values[~total], latest, transform, settings)
    running = fit_cumulative(
        year[total],
        values[total],
        baseline.take(total),
        targets.report_unit[total],
        settings,
    )
    return damped.spread(~total).where(total, running.spread(total))


def positive_values(targets: Targets, points: Points, log: Flags) -> Floats:
    """Values for the log scale: zero with counts becomes (x + ½)/e·Mx, else half a unit."""
    nothing = log[:, None] & (points.value <= 0)
    if not nothing.any():
        return points.value
    with np.errstate(divide="ignore", invalid="ignore"):
        counted = (points.events + 0.5) / points.exposure * targets.multiplier[:, None]
    stand_in = np.where(counted > 0, counted, targets.report_unit[:, None] / 2)
    return np.where(nothing, stand_in, points.value)


def forecast_edges(
    targets: Targets, bars: Bars, baseline: Baseline, settings: Settings
) -> tuple[Floats, Floats]:
    """Bars for the end year, half a unit wider since a value is judged after rounding.

    Trend and gap kinds must not lose against y0, control not more than the band.
    """
    band = elapsed_band(targets, baseline, targets.end_year, settings)
    low = np.where(targets.is_kind(Kind.increase), baseline.value, bars.low)
    falling = targets.is_kind(Kind.decrease, Kind.narrow_gap)
    high = np.where(falling, baseline.value, bars.high)
    high = np.where(targets.is_kind(Kind.control), baseline.value + band, high)
    return low - targets.report_unit / 2, high + targets.report_unit / 2


def _within_limits(targets: Targets, points: Points, values: Floats) -> Floats:
    gap = targets.is_kind(Kind.narrow_gap)
    bounded = gap | (targets.scale != Scale.value)
    lowest = np.where(bounded, 0.0, -np.inf)
    lowest = np.where(targets.cumulative, points.value[:, -1], lowest)
    capped = (targets.scale == Scale.share) & ~targets.gross
    return np.clip(values, lowest, np.where(capped, 100.0, np.inf))
