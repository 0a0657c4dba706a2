"""What must a value reach, and from where does it start? (docs/method.md §1, §9)"""

from dataclasses import dataclass

import numpy as np

from indicators.attainment.arrays import Flags, Floats, Rows
from indicators.attainment.codes import BAR_KINDS, TREND_KINDS, Kind, Scale, Side
from indicators.attainment.frames import Targets
from indicators.attainment.points import Points
from indicators.attainment.rounding import no_more, rounded, snapped
from indicators.attainment.settings import Settings


@dataclass(frozen=True)
class Baseline(Rows):
    """Start of the line: rounded value (NaN if unknown), its year, and whether it stands in."""

    value: Floats
    year: Floats
    substitute: Flags


@dataclass(frozen=True)
class Bars(Rows):
    """Closed range a value must lie in, (−inf, inf) for trend kinds; `goal` is the edge aimed at.

    `direction` is +1 higher is better, −1 lower, 0 for 左右 with two edges. `has_bar` and
    `is_trend` split the kinds.
    """

    low: Floats
    high: Floats
    goal: Floats
    direction: Floats
    has_bar: Flags
    is_trend: Flags

    def gap(self, judged: Floats, unit: Floats) -> Floats:
        """Distance to the nearer violated edge, 0 inside; `judged` is (S,) or (S, P)."""
        low, high = (self.low, self.high) if judged.ndim == 1 else _columns(self.low, self.high)
        below = np.where(no_more(low, judged), 0.0, low - judged)
        above = np.where(no_more(judged, high), 0.0, judged - high)
        gap = snapped(below + above, unit if judged.ndim == 1 else unit[:, None])
        return np.where(np.isnan(judged), np.nan, gap)

    def met(self, judged: Floats) -> Flags:
        """Is the value within the bars? False where it is missing."""
        low, high = (self.low, self.high) if judged.ndim == 1 else _columns(self.low, self.high)
        return no_more(low, judged) & no_more(judged, high) & ~np.isnan(judged)


def _columns(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    return low[:, None], high[:, None]


def find_baseline(targets: Targets, points: Points) -> Baseline:
    """The signed baseline, else the first point at or after start year and break.

    A running total begins at 0 in the start year. Values are rounded: "judge that number".
    """
    gap = targets.is_kind(Kind.narrow_gap)
    given = np.where(gap, np.abs(targets.baseline), targets.baseline)
    given = np.where(targets.cumulative, 0.0, given)
    broken = points.break_year > targets.start_year
    substitute = np.isnan(given) | broken
    candidate = points.live & (points.year >= targets.start_year[:, None])
    rows = np.arange(len(given))
    first = np.argmax(candidate, axis=1)
    found = candidate[rows, first]
    value = np.where(found, points.judged[rows, first], np.nan)
    year = np.where(found, points.year[rows, first], targets.start_year)
    return Baseline(
        value=np.where(substitute, value, rounded(given, targets.report_unit)),
        year=np.where(substitute, year, targets.start_year),
        substitute=substitute & found,
    )


def find_bars(targets: Targets, baseline: Baseline, settings: Settings) -> Bars:
    """The range of each kind; 左右 takes its own tolerance or 3 % of the target."""
    kind = targets.kind
    about = kind == Kind.about
    reach = np.where(
        np.isnan(targets.tolerance), settings.about_share * np.abs(targets.value), targets.tolerance
    )
    floor = about & (targets.side != Side.ceiling)
    ceiling = about & (targets.side != Side.floor)
    low = np.where(kind == Kind.at_least, targets.value, -np.inf)
    low = np.where(floor, targets.value - reach, low)
    low = np.where(kind == Kind.full_coverage, 100.0, low)
    high = np.where(kind == Kind.at_most, targets.value, np.inf)
    high = np.where(ceiling, targets.value + reach, high)
    aims_down = np.isneginf(low) | (np.isfinite(high) & (baseline.value > high))
    return Bars(
        low=low,
        high=high,
        goal=np.where(np.isin(kind, BAR_KINDS), np.where(aims_down, high, low), np.nan),
        direction=_direction(targets, floor, ceiling),
        has_bar=np.isin(kind, BAR_KINDS),
        is_trend=np.isin(kind, TREND_KINDS),
    )


def _direction(targets: Targets, floor: Flags, ceiling: Flags) -> Floats:
    up = targets.is_kind(Kind.at_least, Kind.increase, Kind.full_coverage) | (floor & ~ceiling)
    band = floor & ceiling
    return np.where(band, 0.0, np.where(up, 1.0, -1.0))


def elapsed_band(targets: Targets, baseline: Baseline, until: Floats, settings: Settings) -> Floats:
    """max(r, 0.1 % of |y0| a year elapsed): what is still 持平."""
    years = until - baseline.year
    return np.maximum(targets.report_unit, settings.trend_share * np.abs(baseline.value) * years)


def natural_limit(targets: Targets) -> Floats:
    """The value a trend cannot pass: 0 or 100 for shares, 0 for rates, else NaN."""
    bounded = targets.scale != Scale.value
    falling = targets.is_kind(Kind.decrease) & bounded
    rising = targets.is_kind(Kind.increase) & (targets.scale == Scale.share) & ~targets.gross
    return np.where(falling, 0.0, np.where(rising, 100.0, np.nan))
