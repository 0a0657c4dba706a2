"""What did the earlier years of the plan look like: kept, broken, first met? (§1, §9)"""

from dataclasses import dataclass

import numpy as np

from indicators.attainment.arrays import Flags, Floats
from indicators.attainment.codes import Status
from indicators.attainment.frames import Targets
from indicators.attainment.points import Points
from indicators.attainment.status import YearlyStatus


@dataclass(frozen=True)
class History:
    """Of kinds with a bar. `kept`: no year since start_year + 1 was NOT_MET. `broken`: the latest
    is; `broken_twice`: the release before too. `met_before`: an earlier year met. `first_met`:
    first year after start_year since when every reported year met, NaN if the latest did not.
    """

    kept: Flags
    broken: Flags
    broken_twice: Flags
    met_before: Flags
    first_met: Floats


def look_back(targets: Targets, points: Points, yearly: YearlyStatus) -> History:
    """Read the yearly verdicts. Years up to the start year never break a promise."""
    in_plan = points.year > targets.start_year[:, None]
    failed = yearly.was(Status.NOT_MET) & in_plan
    met = yearly.was(Status.MET)
    any_point = points.n > 0
    broken = any_point & failed[:, -1]
    released = points.year[:, -1] - points.year[:, -2] <= targets.period_years
    return History(
        kept=np.logical_not(failed.any(axis=1)),
        broken=broken,
        broken_twice=broken & failed[:, -2] & released,
        met_before=any_point & met[:, :-1].any(axis=1),
        first_met=np.where(any_point, _first_met(points.year, met, in_plan), np.nan),
    )


def _first_met(year: Floats, met: Flags, in_plan: Flags) -> Floats:
    streak = in_plan.copy()
    unbroken = np.ones(len(year), dtype=np.bool_)
    for column in reversed(range(year.shape[1])):
        unbroken &= met[:, column] | ~in_plan[:, column]
        streak[:, column] &= unbroken
    first = np.where(streak, year, np.inf).min(axis=1)
    return np.where(np.isfinite(first), first, np.nan)
