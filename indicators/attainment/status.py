"""Is the target met by the latest value? Kinds with a bar (docs/method.md §1)."""

from dataclasses import dataclass

import numpy as np

from indicators.attainment.arrays import Flags, Floats, Ints
from indicators.attainment.bars import Bars, Baseline
from indicators.attainment.codes import Kind, Status, pick
from indicators.attainment.frames import Targets
from indicators.attainment.points import Points
from indicators.attainment.rounding import SLACK, no_more
from indicators.attainment.settings import Settings


@dataclass(frozen=True)
class YearlyStatus:
    """Status of every reported year, S×P; NO_DATA where there is no value."""

    codes: Ints
    gap: Floats
    baseline_met: Flags

    def was(self, status: Status) -> Flags:
        """S×P: years with this status."""
        found: Flags = self.codes == status
        return found


def judge_years(
    targets: Targets, points: Points, bars: Bars, baseline: Baseline, settings: Settings
) -> YearlyStatus:
    """Judge each reported year against the bar. Sources: the plans' drafting rule (以上, 以下
    include the number) and the national practice of 基本达标 (20.1 against 20).
    """
    judged = points.judged
    met = bars.met(judged) | _all_covered(targets, points, settings)
    gap = np.where(met, 0.0, bars.gap(judged, targets.report_unit))
    baseline_met = bars.met(baseline.value)
    near = _near(targets, bars, baseline, baseline_met, gap, settings)
    return YearlyStatus(
        codes=pick(
            [(np.isnan(judged), Status.NO_DATA), (met, Status.MET), (near, Status.NEAR)],
            Status.NOT_MET,
        ),
        gap=gap,
        baseline_met=baseline_met,
    )


def _all_covered(targets: Targets, points: Points, settings: Settings) -> Flags:
    full = targets.is_kind(Kind.full_coverage)[:, None]
    complete = points.events == points.exposure
    covered: Flags = full & (complete | (points.judged >= settings.full_coverage - SLACK))
    return covered


def _near(
    targets: Targets,
    bars: Bars,
    baseline: Baseline,
    baseline_met: Flags,
    gap: Floats,
    settings: Settings,
) -> Flags:
    """Near by the target's own tolerance, else within 0.5 % and a tenth of the way to go."""
    strict = targets.maintain | targets.is_kind(Kind.full_coverage)
    own = ~np.isnan(targets.tolerance) & ~targets.is_kind(Kind.about)
    close = no_more(gap, settings.near_share * np.abs(bars.goal)[:, None])
    way = np.abs(bars.goal - baseline.value)
    free = baseline_met | np.isnan(way)
    most_done = no_more(gap, settings.near_gain_share * np.where(free, np.inf, way)[:, None])
    by_rule = close & most_done & ~strict[:, None]
    return np.where(own[:, None], no_more(gap, targets.tolerance[:, None]), by_rule)
