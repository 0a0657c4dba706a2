"""Questions whose answer is known: the last years hidden, a bar to reach in the last one."""

import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.backtest.series import Series
from indicators.attainment.arrays import Floats

#: Length of a plan in years; years hidden; how demanding the bars are.
PLAN = 5
HIDDEN = (1, 2, 3)
QUANTILES = (0.1, 0.3, 0.5, 0.7, 0.9)
#: The year that every question is asked in; real years are shifted to it.
NOW = 2000


@dataclass(frozen=True)
class Origin:
    """A series up to `latest`, its plan's baseline, and what came `ahead` years later."""

    series: Series
    latest: int
    end: int
    start: int

    @property
    def ahead(self) -> float:
        """Years from the latest value to the hidden one."""
        return float(self.series.years[self.end] - self.series.years[self.latest])

    @property
    def span(self) -> float:
        """Years of the plan."""
        return float(self.series.years[self.end] - self.series.years[self.start])


def find_origins(series: list[Series], ends: int) -> list[Origin]:
    """Each of the last `ends` points of each series hidden with up to two before it; three known.

    The plan began five years before its end, or at the first point after that.
    """
    origins = []
    for each in series:
        last = len(each.years) - 1
        for end, hidden in itertools.product(range(max(0, last - ends + 1), last + 1), HIDDEN):
            latest = end - hidden
            start = int(np.searchsorted(each.years, each.years[end] - PLAN))
            if latest >= 2 and start < latest:
                origins.append(Origin(each, latest, end, start))
    return origins


def ask(origins: list[Origin]) -> pd.DataFrame:
    """One row a question: `origin`, `indicator`, `kind`, `bar`, `start_value`, `start_year`,
    `latest_year`, `end_year`, `latest_value`, `actual`, `attained`, `scale`, `report_unit`.

    Bars lie on both sides of the baseline: a plan promises as much as 10, 30, 50, 70 or 90 % of
    the other indicators of its scale moved in a year, either way, times its years.
    """
    moves = pd.DataFrame(
        {
            "indicator": [origin.series.indicator for origin in origins],
            "share": [origin.series.scale == "share" for origin in origins],
            "move": [_move(origin) for origin in origins],
        }
    )
    steps = {
        (name, share): np.quantile(rows.loc[rows["indicator"] != name, "move"], QUANTILES)
        for share, rows in moves.groupby("share")
        for name in rows["indicator"].unique()
        if (rows["indicator"] != name).any()
    }
    questions = []
    for number, origin in enumerate(origins):
        key = (origin.series.indicator, origin.series.scale == "share")
        for step, sign in itertools.product(steps.get(key, ()), (1.0, -1.0)):
            questions.append(_question(number, origin, sign, float(step)))
    table = pd.DataFrame(questions)
    table = table[table["way"] >= 0.5 * table["report_unit"]]
    return table.drop_duplicates(["origin", "kind", "bar"]).reset_index(drop=True)


def _move(origin: Origin) -> float:
    """Size of the real move a year, on the logit or log scale."""
    start, end = (_forward(origin, place) for place in (origin.start, origin.end))
    return abs(end - start) / origin.span


def _forward(origin: Origin, place: int) -> float:
    value = origin.series.values[place]
    if origin.series.scale != "share":
        return float(np.log(value))
    part = np.clip(value, 0.05, 99.95) / 100
    return float(np.log(part / (1 - part)))


def _question(number: int, origin: Origin, sign: float, step: float) -> dict[str, object]:
    series, unit = origin.series, origin.series.report_unit
    z = _forward(origin, origin.start) + sign * step * origin.span
    bar = 100 / (1 + np.exp(-z)) if series.scale == "share" else np.exp(z)
    bar = _rounded(float(bar), unit)
    start_value = _rounded(float(series.values[origin.start]), unit)
    actual = _rounded(float(series.values[origin.end]), unit)
    shift = NOW - series.years[origin.latest]
    return {
        "origin": number,
        "indicator": series.indicator,
        "kind": "at_least" if sign > 0 else "at_most",
        "sign": sign,
        "bar": bar,
        "way": sign * (bar - start_value),
        "start_value": start_value,
        "start_year": series.years[origin.start] + shift,
        "end_year": series.years[origin.end] + shift,
        "latest_value": float(series.values[origin.latest]),
        "actual": float(series.values[origin.end]),
        "attained": sign * (actual - bar) > -1e-9,
        "scale": series.scale,
        "report_unit": unit,
        "group": f"{series.indicator} {series.years[origin.end]} {origin.ahead}",
    }


def _rounded(value: float, unit: float) -> float:
    return float(np.round(np.floor(np.round(value / unit, 9) + 0.5) * unit, 9))


def known_points(origins: list[Origin], most: int) -> tuple[Floats, Floats]:
    """Years (shifted) and values (origins, most) of the last points not hidden, NaN before."""
    years = np.full((len(origins), most), np.nan)
    values = years.copy()
    for row, origin in enumerate(origins):
        known = slice(max(0, origin.latest + 1 - most), origin.latest + 1)
        size = known.stop - known.start
        shift = NOW - origin.series.years[origin.latest]
        years[row, most - size :] = origin.series.years[known] + shift
        values[row, most - size :] = origin.series.values[known]
    return years, values
