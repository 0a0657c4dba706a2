"""Is the value where a straight line from baseline to target would have it? (序时进度, §2)"""

from dataclasses import dataclass

import numpy as np

from indicators.attainment.arrays import Flags, Floats, Ints
from indicators.attainment.bars import Bars, Baseline
from indicators.attainment.codes import Kind, Path, Status, pick
from indicators.attainment.frames import Targets
from indicators.attainment.points import Points
from indicators.attainment.rounding import no_more, snapped
from indicators.attainment.settings import Settings


@dataclass(frozen=True)
class Progress:
    """`pace` 1 is exactly on the line, NaN where the task is to hold; `expected` the line."""

    codes: Ints
    pace: Floats
    expected: Floats


def judge_path(
    targets: Targets,
    points: Points,
    bars: Bars,
    baseline: Baseline,
    status: Ints,
    settings: Settings,
) -> Progress:
    """Pace ρ = [(y−y0)/(T−y0)] / [(t−t0)/(tT−t0)] on rounded values; never divides by y0 or T."""
    unit = targets.report_unit
    way = snapped(bars.goal - baseline.value, unit)
    elapsed = points.latest_year - baseline.year
    run = targets.end_year - baseline.year
    smallest = np.maximum(unit, settings.hold_share * np.abs(bars.goal))
    y0_met = bars.met(baseline.value)
    hold = y0_met | no_more(np.abs(way), smallest)
    started = elapsed > 0
    moving = ~hold & started & ~np.isnan(way) & (run > 0)
    part = np.divide(elapsed, run, out=np.zeros(len(way)), where=run > 0)
    done = snapped(points.latest - baseline.value, unit)
    gained = np.divide(done, way, out=np.full(len(way), np.nan), where=moving)
    pace = np.divide(gained, part, out=np.full(len(way), np.nan), where=moving)

    met = status == Status.MET
    on_path, slightly = (
        np.full(len(pace), n) for n in (settings.on_path, settings.slightly_behind)
    )
    codes = pick(
        [
            (np.isnan(way), Path.NONE),
            (~hold & ~started, Path.NOT_STARTED),
            (met | no_more(on_path, pace), Path.ON_PATH),
            (no_more(slightly, pace), Path.SLIGHTLY_BEHIND),
            (pace >= 0, Path.BEHIND),
        ],
        Path.REVERSING,
    )
    codes = np.where(hold, _holding(points, bars, baseline, met), codes)
    expected = np.where(hold, bars.goal, baseline.value + way * np.clip(part, 0, 1))
    return _combined(targets, points, bars, status, Progress(codes, pace, expected))


def _holding(points: Points, bars: Bars, baseline: Baseline, met: Flags) -> Ints:
    """Met holds; as good as a start that was itself short is slightly behind; else lost."""
    downwards = np.isfinite(bars.high) & (bars.goal == bars.high)
    sign = np.where(downwards, -1.0, 1.0)
    no_worse = no_more(sign * baseline.value, sign * points.latest)
    short = ~bars.met(baseline.value)
    return pick([(met, Path.HOLD_OK), (short & no_worse, Path.SLIGHTLY_BEHIND)], Path.HOLD_LOST)


def _combined(
    targets: Targets, points: Points, bars: Bars, status: Ints, line: Progress
) -> Progress:
    """Trend kinds have a status, no line: 向好 holds, 持平 is slightly behind, 向差 is lost."""
    by_status = pick(
        [
            (status == Status.MET, Path.HOLD_OK),
            (status == Status.NEAR, Path.SLIGHTLY_BEHIND),
            (status == Status.NOT_MET, Path.HOLD_LOST),
        ],
        Path.NONE,
    )
    codes = np.where(bars.has_bar, line.codes, by_status)
    usable = (points.n >= 2) & ~targets.is_kind(Kind.slow_rise)
    on_line = usable & bars.has_bar
    return Progress(
        codes=np.where(usable, codes, Path.NONE).astype(np.int64),
        pace=np.where(on_line, line.pace, np.nan),
        expected=np.where(on_line, line.expected, np.nan),
    )
