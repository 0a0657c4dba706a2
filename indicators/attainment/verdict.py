"""What the data say today: phase, status, gap, history, progress (docs/method.md §1–§3)."""

from dataclasses import dataclass

import numpy as np

from indicators.attainment.arrays import Flags, Floats, Ints
from indicators.attainment.bars import Bars, Baseline
from indicators.attainment.codes import Kind, Phase, Status, pick
from indicators.attainment.frames import Targets
from indicators.attainment.history import History, look_back
from indicators.attainment.path import Progress, judge_path
from indicators.attainment.points import Points
from indicators.attainment.settings import Settings
from indicators.attainment.status import YearlyStatus, judge_years
from indicators.attainment.trends import TrendStatus, judge_trends


@dataclass(frozen=True)
class Verdict:
    """Everything known without looking ahead. `carried`: the value is too old for a verdict in
    the target year; `nothing_left`: met at the natural limit; `assessable`: has a verdict.
    """

    phase: Ints
    status: Ints
    gap: Floats
    baseline_met: Flags
    latest_year: Floats
    age: Floats
    carried: Flags
    nothing_left: Flags
    trends: TrendStatus
    history: History
    progress: Progress

    @property
    def running(self) -> Flags:
        """The end year is still to come."""
        running: Flags = self.phase == Phase.RUNNING
        return running

    @property
    def assessable(self) -> Flags:
        """MET, NEAR or NOT_MET."""
        judged: Flags = self.status >= Status.NOT_MET
        return judged


def reach_verdict(
    targets: Targets,
    points: Points,
    bars: Bars,
    baseline: Baseline,
    year: int,
    settings: Settings,
) -> Verdict:
    """Judge the latest value; after the end year, the verdict of the end year stays."""
    phase = pick(
        [(year < targets.end_year, Phase.RUNNING), (year > targets.end_year, Phase.ENDED)],
        Phase.FINAL,
    )
    yearly = judge_years(targets, points, bars, baseline, settings)
    trends = judge_trends(targets, points, baseline, settings)
    latest_year = np.where(points.no_exposure, points.exposed_year, points.latest_year)
    age = np.floor((np.minimum(float(year), targets.end_year) - latest_year) / targets.period_years)
    too_old = (age >= 1) | (latest_year <= targets.start_year)
    carried = (phase != Phase.RUNNING) & too_old & (points.n > 0)
    status = _status(points, bars, yearly, trends, carried)
    has_value = points.n > 0
    gap = np.where(bars.has_bar, yearly.gap[:, -1], trends.gap)
    full = targets.is_kind(Kind.full_coverage) & (status == Status.MET)
    return Verdict(
        phase=phase,
        status=status,
        gap=np.where(has_value, gap, np.nan),
        baseline_met=yearly.baseline_met,
        latest_year=latest_year,
        age=age,
        carried=carried,
        nothing_left=full | (bars.is_trend & trends.at_limit & (status == Status.MET)),
        trends=trends,
        history=look_back(targets, points, yearly),
        progress=judge_path(targets, points, bars, baseline, status, settings),
    )


def _status(
    points: Points, bars: Bars, yearly: YearlyStatus, trends: TrendStatus, carried: Flags
) -> Ints:
    status = np.where(bars.has_bar, yearly.codes[:, -1], trends.codes)
    status = np.where(points.n > 0, status, Status.NO_DATA)
    return np.where(points.no_exposure | carried, Status.NOT_ASSESSABLE, status).astype(np.int64)
