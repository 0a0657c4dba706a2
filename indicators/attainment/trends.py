"""Is a promise without a number kept: rise, fall, control, narrower gap? (docs/method.md §1)"""

from dataclasses import dataclass

import numpy as np

from indicators.attainment.arrays import Flags, Floats, Ints
from indicators.attainment.bars import Baseline, elapsed_band, natural_limit
from indicators.attainment.codes import Kind, Reason, Status, mark, pick
from indicators.attainment.count_trend import count_tested, judge_counts
from indicators.attainment.frames import Targets
from indicators.attainment.points import Points
from indicators.attainment.rounding import more, no_more, snapped
from indicators.attainment.settings import Settings
from indicators.attainment.slow_rise import judge_slow_rise


@dataclass(frozen=True)
class TrendStatus:
    """Verdict of the trend kinds; `gap` is the shortfall in the value's unit.

    `at_limit`: met with nothing left to gain. `sustained_broken`: a promised steady move turned.
    `not_met_before`: a slow rise was NOT_MET one release earlier too.
    """

    codes: Ints
    gap: Floats
    reasons: Ints
    at_limit: Flags
    sustained_broken: Flags
    not_met_before: Flags


def judge_trends(
    targets: Targets, points: Points, baseline: Baseline, settings: Settings
) -> TrendStatus:
    """Judge every target as a trend; only the rows of trend kinds mean anything."""
    band = elapsed_band(targets, baseline, points.latest_year, settings)
    codes, gap = against_baseline(targets, points.latest, baseline, band)
    reasons = np.zeros(len(codes), dtype=np.int64)

    broken = _turned(targets, points, baseline, band)
    codes = np.where(broken, Status.NOT_MET, codes)
    reasons |= mark(broken, Reason.ADVERSE_MOVE)

    tested = count_tested(targets)
    codes[tested] = judge_counts(
        targets.take(tested), points.take(tested), baseline.take(tested), settings
    )
    reasons |= mark(tested, Reason.COUNT_TEST)

    at_limit = points.latest == natural_limit(targets)
    holding = at_limit & (baseline.value == points.latest)
    codes = np.where(holding, Status.MET, codes)
    gap = np.where(holding, 0.0, gap)

    few = _few_gap_events(targets, points, settings)
    codes = np.where(few, Status.NOT_ASSESSABLE, codes)
    few |= tested & (codes == Status.NOT_ASSESSABLE)
    reasons |= mark(few, Reason.FEW_EVENTS) | _gap_flags(targets, points, baseline)

    is_slow = targets.is_kind(Kind.slow_rise)
    slow = judge_slow_rise(
        targets.take(is_slow), points.take(is_slow), baseline.take(is_slow), settings
    )
    codes[is_slow], gap[is_slow], reasons[is_slow] = slow.codes, slow.gap, slow.reasons
    not_met_before = np.zeros(len(codes), dtype=np.bool_)
    not_met_before[is_slow] = slow.not_met_before

    unknown = np.isnan(baseline.value)
    at_start = ~unknown & ~(points.latest_year > baseline.year)
    reasons |= mark(unknown, Reason.NO_BASELINE) | mark(at_start, Reason.AT_START)
    codes = np.where(unknown | at_start, Status.NOT_ASSESSABLE, codes)
    return TrendStatus(
        codes=codes.astype(np.int64),
        gap=np.where(unknown | at_start, np.nan, gap),
        reasons=reasons,
        at_limit=at_limit & (codes == Status.MET),
        sustained_broken=broken & (codes == Status.NOT_MET),
        not_met_before=not_met_before,
    )


def against_baseline(
    targets: Targets, judged: Floats, baseline: Baseline, band: Floats
) -> tuple[Ints, Floats]:
    """Better than y0 by more than the band is met, within it near; control: up to y0 + band met,
    up to y0 + 2 bands near. A narrow gap is judged as a fall of |a − b|.
    """
    sign = np.where(targets.is_kind(Kind.increase), 1.0, -1.0)
    gain = snapped(sign * (judged - baseline.value), targets.report_unit)
    control = targets.is_kind(Kind.control, Kind.slow_rise)
    met = np.where(control, no_more(-band, gain), more(gain, band))
    near = no_more(np.where(control, -2 * band, -band), gain)
    codes = pick([(met, Status.MET), (near, Status.NEAR)], Status.NOT_MET)
    shortfall = np.maximum(0.0, np.where(control, -band, band) - gain)
    return codes, np.where(met, 0.0, shortfall)


def _turned(targets: Targets, points: Points, baseline: Baseline, band: Floats) -> Flags:
    """持续: did any reported year move the wrong way by more than the band?"""
    steady = targets.sustained & targets.is_kind(Kind.increase, Kind.decrease)
    steady &= ~count_tested(targets)
    sign = np.where(targets.is_kind(Kind.increase), 1.0, -1.0)
    since = points.live & (points.year >= baseline.year[:, None])
    loss = -sign[:, None] * np.diff(points.judged, axis=1)
    loss = np.where(since[:, 1:] & since[:, :-1], loss, np.nan)
    return steady & more(loss, band[:, None]).any(axis=1)


def _few_gap_events(targets: Targets, points: Points, settings: Settings) -> Flags:
    """A gap of rates with fewer than ten events on a side in the latest year is chance."""
    with np.errstate(invalid="ignore"):
        few_a = points.events[:, -1] < settings.gap_events
        few_b = points.events_b[:, -1] < settings.gap_events
    return targets.is_kind(Kind.narrow_gap) & (few_a | few_b)


def _gap_flags(targets: Targets, points: Points, baseline: Baseline) -> Ints:
    """反超 and 拉平, comparing the latest year with the first one since the baseline."""
    since = points.live & (points.year >= baseline.year[:, None])
    rows = np.arange(len(points.n))
    first = np.argmax(since, axis=1)
    a0, b0 = points.value_a[rows, first], points.value_b[rows, first]
    a, b = points.value_a[:, -1], points.value_b[:, -1]
    usable = targets.is_kind(Kind.narrow_gap) & since[rows, first] & (points.n > 0)
    crossed = usable & ((a - b) * (a0 - b0) < 0)
    higher = np.where(targets.better < 0, -1.0, 1.0)
    fall_a, fall_b = higher * (a - a0), higher * (b - b0)
    a_was_better = higher * (a0 - b0) > 0
    better_fell = np.where(a_was_better, fall_a, fall_b) < 0
    narrower = np.abs(a - b) < np.abs(a0 - b0)
    levelled = usable & narrower & better_fell & (a0 != b0)
    return mark(crossed, Reason.CROSSED_OVER) | mark(levelled, Reason.LEVELLED_DOWN)
