"""Are the two frames well formed? Read them into arrays, or raise and name frame and column."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pandas as pd

from indicators.attainment.arrays import Flags, Floats, Ints, Rows
from indicators.attainment.codes import CountKind, Kind, Scale, Side


class FrameError(ValueError):
    """A malformed frame; the message names the frame and the column."""


@dataclass(frozen=True)
class Targets(Rows):
    """The columns of the targets frame, arrays of one length S; `row` is the place in it.

    `peers` numbers the groups of targets of one indicator in several areas; −1 is in none.
    """

    row: Ints
    series: Ints
    peers: Ints
    kind: Ints
    value: Floats
    baseline: Floats
    start_year: Floats
    end_year: Floats
    scale: Ints
    report_unit: Floats
    better: Floats
    maintain: Flags
    multiplier: Floats
    tolerance: Floats
    side: Ints
    cumulative: Flags
    gross: Flags
    count_kind: Ints
    period_years: Floats
    term: Flags
    prior_events: Floats
    prior_exposure: Floats
    sustained: Flags

    def is_kind(self, *kinds: Kind) -> Flags:
        """True where the target is of one of these kinds."""
        found: Flags = np.logical_or.reduce([self.kind == kind for kind in kinds])
        return found


@dataclass(frozen=True)
class Observations:
    """All rows up to the year, sorted by series and year; series k owns `size[k]` rows."""

    first: Ints
    size: Ints
    year: Floats
    value: Floats
    events: Floats
    exposure: Floats
    value_b: Floats
    events_b: Floats
    exposure_b: Floats
    series_break: Flags


def read_targets(frame: pd.DataFrame, series_names: pd.Index) -> Targets:
    """Check the targets frame; `series_names` are the series that have observations."""
    if not frame.index.is_unique or frame.index.hasnans:
        raise FrameError("targets: index: target names must be unique and present")
    reader = _Reader("targets", frame)
    kind = reader.names("kind", Kind, None)
    size = len(frame)
    targets = Targets(
        row=np.arange(size),
        series=series_names.get_indexer(pd.Index(reader.column("series"))).astype(np.int64),
        peers=reader.groups("peers"),
        kind=kind,
        value=reader.numbers("value"),
        baseline=reader.numbers("baseline"),
        start_year=reader.years("start_year"),
        end_year=reader.years("end_year"),
        scale=reader.names("scale", Scale, None),
        report_unit=reader.numbers("report_unit"),
        better=reader.numbers("better", np.nan),
        maintain=reader.flags("maintain"),
        multiplier=reader.numbers("multiplier", np.nan),
        tolerance=reader.numbers("tolerance", np.nan),
        side=reader.names("side", Side, Side.band),
        cumulative=reader.flags("cumulative"),
        gross=reader.flags("gross"),
        count_kind=reader.names("count_kind", CountKind, CountKind.events),
        period_years=reader.numbers("period_years", 1.0),
        term=reader.flags("term"),
        prior_events=reader.numbers("prior_events", np.nan),
        prior_exposure=reader.numbers("prior_exposure", np.nan),
        sustained=reader.flags("sustained"),
    )
    _check_targets(reader, targets)
    return targets


def _check_targets(reader: "_Reader", targets: Targets) -> None:
    has_bar = targets.is_kind(Kind.at_least, Kind.at_most, Kind.about)
    faults = {
        "value": has_bar & ~np.isfinite(targets.value),
        "baseline": np.isinf(targets.baseline),
        "end_year": ~(targets.end_year > targets.start_year),
        "report_unit": ~((targets.report_unit > 0) & np.isfinite(targets.report_unit)),
        "better": ~(np.isnan(targets.better) | np.isin(targets.better, (-1.0, 0.0, 1.0))),
        "multiplier": ~(np.isnan(targets.multiplier) | (targets.multiplier > 0)),
        "tolerance": ~(np.isnan(targets.tolerance) | (targets.tolerance >= 0)),
        "period_years": ~((targets.period_years >= 1) & np.isfinite(targets.period_years)),
        "prior_events": targets.prior_events <= 0,
        "prior_exposure": targets.prior_exposure < 0,
    }
    for name, fault in faults.items():
        reader.refuse(name, fault, "is missing or outside its range")


def read_observations(frame: pd.DataFrame, year: int) -> tuple[Observations, pd.Index]:
    """Check the observations frame; rows after `year` are dropped. Also returns the series."""
    reader = _Reader("observations", frame)
    years = reader.years("year")
    series = pd.Index(reader.column("series"))
    if series.hasnans:
        raise FrameError("observations: series: a name is missing")
    codes, names = pd.factorize(series)
    order = _order(codes, years, year)
    if order is not None:
        codes, years = codes[order], years[order]
    size = np.bincount(codes, minlength=len(names)).astype(np.int64)

    def ordered(name: str, optional: bool = True) -> Floats:
        if optional and name not in frame.columns:
            return np.broadcast_to(np.nan, years.shape)
        column = reader.numbers(name)
        return column if order is None else column[order]

    breaks = reader.flags("series_break")
    observations = Observations(
        first=np.cumsum(size) - size,
        size=size,
        year=years,
        value=ordered("value", optional=False),
        events=ordered("events"),
        exposure=ordered("exposure"),
        value_b=ordered("value_b"),
        events_b=ordered("events_b"),
        exposure_b=ordered("exposure_b"),
        series_break=breaks if order is None else breaks[order],
    )
    return observations, pd.Index(names)


def _order(codes: Ints, years: Floats, year: int) -> Ints | None:
    """Positions of the rows up to `year`, sorted; None where all rows stand so already."""
    step = np.diff(codes)
    in_order = ((step > 0) | ((step == 0) & (np.diff(years) >= 0))).all()
    if in_order and (years <= year).all():
        return None
    kept = np.flatnonzero(years <= year)
    return kept[np.lexsort((years[kept], codes[kept]))]


class _Reader:
    """Reads the columns of one frame and names frame and column in every error."""

    def __init__(self, name: str, frame: pd.DataFrame) -> None:
        self.name = name
        self.frame = frame
        if not frame.columns.is_unique:
            raise FrameError(f"{name}: {list(frame.columns)}: a column occurs twice")

    def column(self, name: str) -> "pd.Series[object]":
        if name not in self.frame.columns:
            raise FrameError(f"{self.name}: {name}: the column is missing")
        return self.frame[name]

    def refuse(self, name: str, fault: Flags, what: str) -> None:
        if fault.any():
            where = self.frame.index[int(np.argmax(fault))]
            raise FrameError(f"{self.name}: {name}: {what} at {where!r}")

    def numbers(self, name: str, default: float | None = None) -> Floats:
        """Floats; a missing optional column, and a gap in it, is the default."""
        if default is not None and name not in self.frame.columns:
            return np.full(len(self.frame), default)
        column = self.column(name)
        if pd.api.types.is_string_dtype(column.dtype) and column.dtype != object:
            raise FrameError(f"{self.name}: {name}: text where numbers belong")
        try:
            values = column.to_numpy(dtype=np.float64, na_value=np.nan)
        except (TypeError, ValueError) as error:
            raise FrameError(f"{self.name}: {name}: not a number: {error}") from error
        return values if default is None else np.where(np.isnan(values), default, values)

    def years(self, name: str) -> Floats:
        values = self.numbers(name)
        whole = np.isfinite(values) & (values == np.floor(values))
        self.refuse(name, ~whole, "is not a whole year")
        return values

    def flags(self, name: str) -> Flags:
        if name not in self.frame.columns:
            return np.zeros(len(self.frame), dtype=np.bool_)
        values = self.numbers(name, 0.0)
        self.refuse(name, (values != 0.0) & (values != 1.0), "is neither true nor false")
        answers: Flags = values == 1.0
        return answers

    def groups(self, name: str) -> Ints:
        """Numbers of the groups that an optional column names; −1 where it names none."""
        if name not in self.frame.columns:
            return np.full(len(self.frame), -1, dtype=np.int64)
        numbers: Ints = pd.factorize(self.column(name))[0].astype(np.int64)
        return numbers

    def names(self, name: str, codes: type[IntEnum], default: IntEnum | None) -> Ints:
        if default is not None and name not in self.frame.columns:
            return np.full(len(self.frame), default.value, dtype=np.int64)
        column = self.column(name).astype(object)
        if default is not None:
            column = column.where(column.notna(), default.name)
        found = pd.Index([code.name for code in codes]).get_indexer(pd.Index(column, dtype=object))
        self.refuse(name, found < 0, f"is none of {[code.name for code in codes]}")
        values: Ints = np.array([code.value for code in codes], dtype=np.int64)[found]
        return values
