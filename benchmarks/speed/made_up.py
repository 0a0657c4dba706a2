"""Made-up series of ten years with one target each: shares, rates and values, some with counts."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.attainment.arrays import Flags, Floats

FIRST_YEAR, YEARS, NOW, END = 2015, 10, 2024, 2027
SCALES = ("share", "rate", "value")
KINDS = ("at_least", "at_most", "about", "increase", "decrease", "control")


@dataclass(frozen=True)
class MadeUp:
    """The engine's two frames, and the same as arrays (S, 10) and (S,) for the bare passes."""

    targets: pd.DataFrame
    observations: pd.DataFrame
    years: Floats
    values: Floats
    bars: Floats
    shares: Flags
    rates: Flags
    ahead: float = float(END - NOW)

    def part(self, rows: slice) -> "MadeUp":
        """The arrays of some series; the frames stay whole."""
        arrays = (self.years, self.values, self.bars, self.shares, self.rates)
        return MadeUp(self.targets, self.observations, *(array[rows] for array in arrays))


def make_up(count: int) -> MadeUp:
    """`count` drifting series from one seed; every fourth share comes with counts of 8,000."""
    rng = np.random.default_rng(count)
    series = np.arange(count)
    start = rng.uniform(20, 70, count)
    drift = rng.normal(0.4, 0.6, count)
    noise = rng.normal(0, 0.6, (count, YEARS))
    values = np.round(start[:, None] + drift[:, None] * np.arange(YEARS) + noise, 1).clip(0.1, 99.9)
    bars = np.round(start + 11 * np.abs(drift), 1).clip(1, 99)
    scale = np.array(SCALES, dtype=object)[series % len(SCALES)]
    counted = series % 12 == 0
    targets = pd.DataFrame(
        {
            "series": series,
            "kind": np.array(KINDS, dtype=object)[series % len(KINDS)],
            "value": bars,
            "baseline": values[:, 5],
            "start_year": 2020,
            "end_year": END,
            "scale": scale,
            "report_unit": 0.1,
            "multiplier": np.where(counted, 100.0, np.nan),
        },
        index=pd.Index(series, name="target"),
    )
    exposure = np.where(counted, 8_000.0, np.nan)[:, None]
    years = np.arange(FIRST_YEAR, FIRST_YEAR + YEARS, dtype=np.float64)
    observations = pd.DataFrame(
        {
            "series": np.repeat(series, YEARS),
            "year": np.tile(years, count),
            "value": values.ravel(),
            "events": np.round(values / 100 * exposure).ravel(),
            "exposure": np.broadcast_to(exposure, values.shape).ravel(),
        }
    )
    every_year = np.broadcast_to(years, values.shape)
    return MadeUp(
        targets, observations, every_year, values, bars, scale == "share", scale == "rate"
    )
