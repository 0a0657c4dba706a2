"""How many targets are met? Counts with numerator and denominator (docs/method.md §8)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

#: With fewer targets with data a domain prints "x/y 达标" and no mean.
DOMAIN_TARGETS = 3

_JUDGED = ("MET", "NEAR", "NOT_MET")


@dataclass(frozen=True)
class Headline:
    """达标率 over numeric and issued targets: `met` and `near` of `with_data` of `total`.

    Trend, gap, control and relative targets apart: `better`, `steady`, `worse`, `trend_unknown`.
    """

    met: int
    near: int
    with_data: int
    total: int
    better: int
    steady: int
    worse: int
    trend_unknown: int

    @property
    def met_share(self) -> float:
        """met / with_data in percent, NaN without data; the first of the two rates."""
        return 100 * self.met / self.with_data if self.with_data else float("nan")

    @property
    def met_or_near_share(self) -> float:
        """(met + near) / with_data in percent; the second of the two rates."""
        return 100 * (self.met + self.near) / self.with_data if self.with_data else float("nan")


def headline(results: pd.DataFrame, apart: "pd.Series[bool]") -> Headline:
    """Count one plan's results, its own area and total breakdown only.

    `apart` (index: target) is true for trend, gap, control and relative targets. Targets in
    `apart` without a result (a rejected series) count as targets without data.
    """
    status = results["status"].astype(str).reindex(apart.index).fillna("NO_DATA")
    counts = {
        side: {name: int((status[apart == side] == name).sum()) for name in _JUDGED}
        for side in (False, True)
    }
    numeric, trends = counts[False], counts[True]
    return Headline(
        met=numeric["MET"],
        near=numeric["NEAR"],
        with_data=sum(numeric.values()),
        total=int((~apart).sum()),
        better=trends["MET"],
        steady=trends["NEAR"],
        worse=trends["NOT_MET"],
        trend_unknown=int(apart.sum()) - sum(trends.values()),
    )


def domain_achievement(results: pd.DataFrame, apart: "pd.Series[bool]") -> float:
    """实现程度 of a domain: arithmetic mean of its numeric targets with data, NaN below three."""
    judged = results["status"].astype(str).isin(_JUDGED) & ~apart.reindex(results.index)
    degrees = results.loc[judged, "achievement"].dropna()
    return float(np.mean(degrees)) if len(degrees) >= DOMAIN_TARGETS else float("nan")
