"""The reported years of each target as padded arrays, the latest year in the last column."""

from dataclasses import dataclass

import numpy as np

from indicators.attainment.arrays import Flags, Floats, Ints, Rows, how_many
from indicators.attainment.codes import Kind
from indicators.attainment.frames import Observations, Targets
from indicators.attainment.rounding import rounded


@dataclass(frozen=True)
class Cells(Rows):
    """Observations as entered, S×P; `present` says which cells exist."""

    present: Flags
    year: Floats
    value: Floats
    events: Floats
    exposure: Floats
    value_b: Floats
    events_b: Floats
    exposure_b: Floats
    series_break: Flags


@dataclass(frozen=True)
class Points(Rows):
    """Years with a value, S×P, moved to the right; NaN where there is none.

    `value` is unrounded, `judged` rounded; both |a − b| for a gap. `live` marks the years since
    the last break. `no_exposure`: nobody was exposed in the latest reported year.
    """

    live: Flags
    year: Floats
    value: Floats
    judged: Floats
    events: Floats
    exposure: Floats
    value_a: Floats
    value_b: Floats
    events_b: Floats
    n: Ints
    break_year: Floats
    no_exposure: Flags
    exposed_year: Floats

    @property
    def latest_year(self) -> Floats:
        """Latest live year, NaN where there is none."""
        return np.where(self.n > 0, self.year[:, -1], np.nan)

    @property
    def latest(self) -> Floats:
        """Latest live value, rounded."""
        return np.where(self.n > 0, self.judged[:, -1], np.nan)

    def last(self, columns: Floats, count: int, leave_out: int = 0) -> Floats:
        """The last `count` live points of an S×P array, without the latest `leave_out`."""
        stop = columns.shape[1] - leave_out
        start = max(0, stop - count)
        return np.where(self.live, columns, np.nan)[:, start:stop]


def gather(targets: Targets, observations: Observations, judged_year: Floats) -> Cells:
    """Take the rows of each target's series up to `judged_year` (shape S)."""
    known = targets.series >= 0
    if len(observations.year) == 0:
        known = np.zeros_like(known)
    series = np.where(known, targets.series, 0)
    size = np.where(known, _at(observations.size, series), 0).astype(np.int64)
    first = np.where(known, _at(observations.first, series), 0).astype(np.int64)
    width = max(2, int(size.max(initial=0)))
    place = (np.arange(width)[:, None] - width + size).T
    present = place >= 0
    index = np.where(present, first[:, None] + place, 0)
    year = _at(observations.year, index)
    present &= year <= judged_year[:, None]

    def numbers(column: Floats) -> Floats:
        return np.where(present, _at(column, index), np.nan)

    return Cells(
        present=present,
        year=np.where(present, year, np.nan),
        value=numbers(observations.value),
        events=numbers(observations.events),
        exposure=numbers(observations.exposure),
        value_b=numbers(observations.value_b),
        events_b=numbers(observations.events_b),
        exposure_b=numbers(observations.exposure_b),
        series_break=present & (_at(observations.series_break, index) > 0),
    )


def _at(column: Floats | Ints | Flags, index: Ints) -> Floats:
    """column[index] as floats; zeros where the column is empty (nothing was observed)."""
    if len(column) == 0:
        return np.zeros(index.shape)
    return column[index].astype(np.float64)


def arrange(targets: Targets, cells: Cells) -> Points:
    """Turn cells into points: value from counts, gaps, cumulative start, break, rounding."""
    factor = targets.multiplier[:, None]
    counted = ~np.isnan(factor)
    value_a = _value_or_counts(cells.value, cells.events, cells.exposure, factor)
    value_b = _value_or_counts(cells.value_b, cells.events_b, cells.exposure_b, factor)
    gap = targets.is_kind(Kind.narrow_gap)[:, None]
    value = np.where(gap, np.abs(value_a - value_b), value_a)
    unexposed = counted & ((cells.exposure == 0) | (gap & (cells.exposure_b == 0)))
    before_start = targets.cumulative[:, None] & (cells.year <= targets.start_year[:, None])
    reported = cells.present & (unexposed | ~np.isnan(value)) & ~before_start
    valid = reported & ~unexposed
    no_exposure, exposed_year = _latest_unexposed(cells.year, reported, unexposed)
    break_year = np.where(cells.series_break, cells.year, -np.inf).max(axis=1)

    gaps = (valid[:, :-1] & ~valid[:, 1:]).any(axis=1)
    order = np.argsort(valid[gaps], axis=1, kind="stable")

    def moved(column: Floats, used: Flags) -> Floats:
        kept = np.where(used, column, np.nan)
        kept[gaps] = np.take_along_axis(kept[gaps], order, axis=1)
        return kept

    year = moved(cells.year, valid)
    value = moved(value, valid)
    live = ~np.isnan(year) & (year >= break_year[:, None]) & ~no_exposure[:, None]
    return Points(
        live=live,
        year=year,
        value=value,
        judged=rounded(value, targets.report_unit[:, None]),
        events=moved(cells.events, valid & counted),
        exposure=moved(cells.exposure, valid & counted),
        value_a=moved(value_a, valid),
        value_b=moved(value_b, valid),
        events_b=moved(cells.events_b, valid & counted),
        n=how_many(live),
        break_year=break_year,
        no_exposure=no_exposure,
        exposed_year=exposed_year,
    )


def _value_or_counts(value: Floats, events: Floats, exposure: Floats, factor: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.isnan(value), events / exposure * factor, value)


def _latest_unexposed(year: Floats, reported: Flags, unexposed: Flags) -> tuple[Flags, Floats]:
    """Is the latest reported year one without exposure? Also that year."""
    last = reported.shape[1] - 1 - np.argmax(reported[:, ::-1], axis=1)
    rows = np.arange(len(year))
    found = reported[rows, last] & unexposed[rows, last]
    return found, np.where(found, year[rows, last], np.nan)
