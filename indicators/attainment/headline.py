"""How many targets are met? Counts with numerator and denominator (docs/method.md §8)."""

import math
from collections import Counter
from collections.abc import Iterable
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
    return count(zip(status, apart, strict=True))


def count(rows: Iterable[tuple[str, bool]]) -> Headline:
    """Count the targets: of each its status, and whether it is counted apart."""
    counts = Counter((status if status in _JUDGED else "", bool(apart)) for status, apart in rows)
    with_data = sum(counts[name, False] for name in _JUDGED)
    return Headline(
        met=counts["MET", False],
        near=counts["NEAR", False],
        with_data=with_data,
        total=with_data + counts["", False],
        better=counts["MET", True],
        steady=counts["NEAR", True],
        worse=counts["NOT_MET", True],
        trend_unknown=counts["", True],
    )


def domain_achievement(results: pd.DataFrame, apart: "pd.Series[bool]") -> float:
    """实现程度 of a domain: arithmetic mean of its numeric targets with data, NaN below three."""
    numeric = results[~apart.reindex(results.index)]
    degree = mean_degree(zip(numeric["status"].astype(str), numeric["achievement"], strict=True))
    return float("nan") if degree is None else degree


def mean_degree(rows: Iterable[tuple[str, float | None]]) -> float | None:
    """The same of the status and degree of each numeric target, None below three."""
    degrees = [
        degree
        for status, degree in rows
        if status in _JUDGED and degree is not None and not math.isnan(degree)
    ]
    return float(np.mean(degrees)) if len(degrees) >= DOMAIN_TARGETS else None
