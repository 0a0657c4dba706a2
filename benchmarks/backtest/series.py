"""Real annual series, read from files of figures."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from indicators.attainment.arrays import Floats

#: Units that mean a share of a whole, and rates of events.
SHARES = ("%", "Percentage (%)", "PT")
RATES = ("‰", "1/10万", "1/万", "PER_", "Rate per", "Number per", "Per million")


@dataclass(frozen=True)
class Series:
    """One indicator of one area: years ascending, values, how they are read and printed."""

    indicator: str
    area: str
    years: Floats
    values: Floats
    scale: str
    report_unit: float


def read_series(paths: Iterable[Path], least_points: int) -> list[Series]:
    """Every series of the files with at least so many points, all of them positive.

    Columns: indicator (or series), year, value, unit; optional area, breakdown.
    """
    frames = [pd.read_csv(path) for path in paths]
    table = pd.concat([frame.rename(columns={"series": "indicator"}) for frame in frames])
    for name in ("area", "breakdown"):
        table[name] = table.get(name, pd.Series("", index=table.index)).fillna("").astype(str)
    table = table.dropna(subset=["value"]).sort_values("year")
    found = []
    for (indicator, area, breakdown), rows in table.groupby(["indicator", "area", "breakdown"]):
        rows = rows.drop_duplicates("year", keep="last")
        values = rows["value"].to_numpy(dtype=np.float64)
        if len(rows) < least_points or not (values > 0).all():
            continue
        unit = str(rows["unit"].iloc[0])
        found.append(
            Series(
                indicator=str(indicator),
                area=f"{area} {breakdown}",
                years=rows["year"].to_numpy(dtype=np.float64),
                values=values,
                scale=_scale(unit, values),
                report_unit=_report_unit(values),
            )
        )
    return found


def _scale(unit: str, values: Floats) -> str:
    if unit in SHARES and float(values.max()) <= 100:
        return "share"
    return "rate" if unit.startswith(RATES) else "value"


def _report_unit(values: Floats) -> float:
    """The decimals that the source prints, but no more than leave three figures."""
    printed = next((d for d in range(6) if np.allclose(values, np.round(values, d), 0, 1e-9)), 6)
    three_figures = 2 - math.floor(math.log10(float(np.median(values))))
    return float(10.0 ** -max(0, min(printed, max(three_figures, 0))))
