"""Does a rate that may still rise now rise more slowly? (上升趋势减缓, docs/method.md §1)"""

from dataclasses import dataclass

import numpy as np

from indicators.attainment.arrays import Flags, Floats, Ints
from indicators.attainment.bars import Baseline, elapsed_band
from indicators.attainment.codes import Reason, Status, mark, pick
from indicators.attainment.frames import Targets
from indicators.attainment.points import Points
from indicators.attainment.rounding import no_more
from indicators.attainment.settings import Settings


@dataclass(frozen=True)
class SlowRise:
    """Verdict on the latest release; `not_met_before`: also NOT_MET at the release before."""

    codes: Ints
    gap: Floats
    reasons: Ints
    not_met_before: Flags


def judge_slow_rise(
    targets: Targets, points: Points, baseline: Baseline, settings: Settings
) -> SlowRise:
    """Mean growth a year of the last two intervals against that of the first two since the last
    break; four points needed. Growth before ≤ 0 means there was no rise: judged as control.
    """
    year = points.year
    with np.errstate(invalid="ignore"):
        growth = np.diff(points.judged, axis=1) / np.diff(year, axis=1)
    growth = np.where(points.live[:, :-1], growth, np.nan)
    columns = np.maximum(0, year.shape[1] - points.n)
    first = np.minimum(columns, max(0, growth.shape[1] - 2))
    rows = np.arange(len(first))
    second = np.minimum(first + 1, growth.shape[1] - 1)
    before = (growth[rows, first] + growth[rows, second]) / 2

    codes, gap = _judge(targets, points, baseline, growth, before, 0, settings)
    earlier, _ = _judge(targets, points, baseline, growth, before, 1, settings)
    released = year[:, -1] - year[:, -2] <= targets.period_years
    few = points.n < 4
    as_control = ~few & (before <= 0)
    return SlowRise(
        codes=np.where(few, Status.NOT_ASSESSABLE.value, codes),
        gap=np.where(few, np.nan, gap),
        reasons=mark(few, Reason.TOO_FEW_POINTS) | mark(as_control, Reason.JUDGED_AS_CONTROL),
        not_met_before=(points.n > 4) & released & (earlier == Status.NOT_MET),
    )


def _judge(
    targets: Targets,
    points: Points,
    baseline: Baseline,
    growth: Floats,
    before: Floats,
    back: int,
    settings: Settings,
) -> tuple[Ints, Floats]:
    """Status and excess growth as they stood `back` releases before the latest."""
    last = growth.shape[1] - back
    if last < 2:
        return np.full(len(before), Status.NO_DATA, dtype=np.int64), np.full(len(before), np.nan)
    now = (growth[:, last - 1] + growth[:, last - 2]) / 2
    slower = ~no_more(before, now)
    column = points.year.shape[1] - 1 - back
    band = elapsed_band(targets, baseline, points.year[:, column], settings)
    excess = points.judged[:, column] - baseline.value
    rising = before > 0
    codes = pick(
        [
            (rising & slower, Status.MET),
            (rising, Status.NOT_MET),
            (no_more(excess, band), Status.MET),
            (no_more(excess, 2 * band), Status.NEAR),
        ],
        Status.NOT_MET,
    )
    gap = np.where(rising, now - before, excess - band)
    return codes, np.where(codes == Status.MET, 0.0, np.maximum(0.0, gap))
