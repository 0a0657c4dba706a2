"""Why is a result what it is? The bits that stand beside the numbers."""

import numpy as np

from indicators.attainment.arrays import Ints
from indicators.attainment.bars import Bars, Baseline
from indicators.attainment.codes import Kind, Method, Reason, Side, Status, mark
from indicators.attainment.frames import Targets
from indicators.attainment.future import Future
from indicators.attainment.points import Points
from indicators.attainment.settings import Settings
from indicators.attainment.small_numbers import small_mark
from indicators.attainment.verdict import Verdict


def collect_reasons(
    targets: Targets,
    points: Points,
    bars: Bars,
    baseline: Baseline,
    verdict: Verdict,
    future: Future,
    settings: Settings,
) -> Ints:
    """Bits of codes.Reason for every target, those of direction and volatility apart."""
    has_value = points.n > 0
    cases = small_mark(targets, points)
    history = verdict.history
    in_bar = bars.has_bar & has_value
    over_floor = targets.is_kind(Kind.about) & (targets.side == Side.floor)
    units = targets.value / targets.report_unit
    finer = np.abs(units - np.round(units))
    ever_met = history.met_before | (verdict.status == Status.MET)
    interrupted = in_bar & targets.maintain & ~history.kept & ever_met
    reasons = np.where(bars.is_trend & has_value, verdict.trends.reasons, 0)
    holds = {
        Reason.NO_VALUE: ~has_value & ~points.no_exposure,
        Reason.NO_EXPOSURE: points.no_exposure,
        Reason.CARRIED_VALUE: verdict.carried,
        Reason.OLD_VALUE: has_value & (verdict.age >= 1),
        Reason.SERIES_BREAK: points.break_year > targets.start_year,
        Reason.SUBSTITUTE_BASELINE: has_value & baseline.substitute,
        Reason.LOW_CONFIDENCE: (future.method == Method.FORECAST) & (points.n == 3),
        Reason.SMALL_SAMPLE: cases < settings.small_sample,
        Reason.READ_WITH_CARE: (cases >= settings.small_sample) & (cases < settings.read_with_care),
        Reason.SMALL_NUMBERS: future.small,
        Reason.NO_EVENTS: future.small & future.evidence.no_events,
        Reason.FEW_EXPOSED: future.evidence.few_exposed,
        Reason.RED_NOT_CONFIRMED: future.red_not_confirmed,
        Reason.ZERO_TARGET: future.evidence.zero_target,
        Reason.AT_LIMIT: verdict.nothing_left,
        Reason.ABOVE_TARGET: in_bar & over_floor & (points.latest > targets.value),
        Reason.NOT_KEPT: interrupted,
        Reason.BROKEN: future.broken,
        Reason.BROKEN_TWICE: future.broken & history.broken_twice,
        Reason.MET_BEFORE: in_bar & history.met_before & (verdict.status == Status.NOT_MET),
        Reason.BETWEEN_TERMS: targets.term & has_value,
        Reason.FINE_TARGET: bars.has_bar & (finer > 1e-6),
    }
    for reason, flags in holds.items():
        reasons = reasons | mark(flags, reason)
    return reasons
