"""Bring the sections of the method together for one batch; data flows one way."""

import numpy as np

from indicators.attainment.achievement import judge_degree
from indicators.attainment.arrays import Floats, Ints
from indicators.attainment.bars import Bars, Baseline, find_bars, find_baseline
from indicators.attainment.certainty import judge_certainty
from indicators.attainment.codes import Certainty, Path, Trend, Volatile
from indicators.attainment.direction import judge_direction
from indicators.attainment.frames import Targets
from indicators.attainment.future import Future, look_forward
from indicators.attainment.pace_numbers import yearly_gain
from indicators.attainment.points import Points
from indicators.attainment.reasons import collect_reasons
from indicators.attainment.results import Columns
from indicators.attainment.settings import Settings
from indicators.attainment.standing import choose_standing
from indicators.attainment.verdict import Verdict, reach_verdict
from indicators.attainment.volatility import judge_volatility


def judge(targets: Targets, points: Points, year: int, settings: Settings) -> Columns:
    """All columns of the results (docs/method.md §10), codes for names, for one batch."""
    baseline = find_baseline(targets, points)
    bars = find_bars(targets, baseline, settings)
    verdict = reach_verdict(targets, points, bars, baseline, year, settings)
    future = look_forward(targets, points, bars, baseline, verdict, settings)
    reasons = collect_reasons(targets, points, bars, baseline, verdict, future, settings)
    marks, mark_reasons = _marks(targets, points, bars, baseline, verdict, future, settings)
    years_left = np.where(
        np.isnan(verdict.latest_year),
        targets.end_year - np.minimum(float(year), targets.end_year),
        targets.end_year - verdict.latest_year,
    )
    left = np.where(verdict.running, years_left, np.nan)
    gain = yearly_gain(points, bars, verdict.gap, left, settings)
    degree = judge_degree(points, bars, baseline, verdict.gap)
    first_met = np.where(bars.has_bar, verdict.history.first_met, np.nan)
    return {
        "row": targets.row,
        "phase": verdict.phase,
        "status": verdict.status,
        "gap": verdict.gap,
        "certainty": _certainty(targets, points, bars, verdict, settings),
        "achievement": degree.achievement,
        "distance": degree.distance,
        "n": points.n,
        "level": future.level,
        "standing": _standing(targets, points, bars, verdict, future, first_met),
        "reasons": reasons | mark_reasons,
        "value": points.latest,
        "latest_year": verdict.latest_year,
        "age_periods": verdict.age,
        "target_value": np.where(bars.has_bar, targets.value, np.nan),
        "baseline_value": baseline.value,
        "baseline_year": np.where(np.isnan(baseline.value), np.nan, baseline.year),
        "substitute_baseline": baseline.substitute,
        "years_left": years_left,
        "needed_per_year": gain.needed,
        "recent_per_year": gain.recent,
        "best_gain": gain.best,
        "first_met_year": first_met,
        "kept": _kept(targets, points, bars, verdict),
        "method": future.method,
        **_path(verdict, future, targets),
        **marks,
        **_counts(targets, points, verdict, future, settings),
    }


def _path(verdict: Verdict, future: Future, targets: Targets) -> Columns:
    """No line for small numbers and between terms."""
    shown = ~future.small & ~targets.term
    return {
        "path_status": np.where(shown, verdict.progress.codes, Path.NONE),
        "path_value": np.where(shown, verdict.progress.expected, np.nan),
        "pace": np.where(shown, verdict.progress.pace, np.nan),
    }


def _certainty(
    targets: Targets, points: Points, bars: Bars, verdict: Verdict, settings: Settings
) -> Ints:
    codes = judge_certainty(targets, points, bars, settings)
    return np.where(verdict.assessable, codes, Certainty.NONE)


def _standing(
    targets: Targets,
    points: Points,
    bars: Bars,
    verdict: Verdict,
    future: Future,
    first_met: Floats,
) -> Ints:
    early = bars.has_bar & ~targets.maintain & ~verdict.baseline_met
    return choose_standing(
        phase=verdict.phase,
        status=verdict.status,
        level=future.level,
        no_exposure=points.no_exposure,
        early=early & (first_met < targets.end_year),
        is_trend=bars.is_trend,
        term=targets.term,
        interrupted=future.broken & verdict.history.met_before,
    )


def _kept(targets: Targets, points: Points, bars: Bars, verdict: Verdict) -> Floats:
    """1 kept, 0 broken, NaN where nothing was promised for every year."""
    promised = targets.maintain & bars.has_bar & (points.n > 0)
    return np.where(promised, verdict.history.kept.astype(np.float64), np.nan)


def _marks(
    targets: Targets,
    points: Points,
    bars: Bars,
    baseline: Baseline,
    verdict: Verdict,
    future: Future,
    settings: Settings,
) -> tuple[Columns, Ints]:
    """Direction and volatility with their reasons; none for small numbers and between terms."""
    plain = ~future.small & ~targets.term
    direction = judge_direction(targets, points, settings)
    shaky = plain & verdict.running & (points.n >= 4)
    shaky &= (targets.period_years == 1) & ~targets.cumulative
    volatility = judge_volatility(
        targets.take(shaky), points.take(shaky), bars.take(shaky), baseline.take(shaky), settings
    )
    volatile = np.full(len(shaky), Volatile.NONE, dtype=np.int64)
    volatile[shaky] = volatility.codes
    reasons = np.where(plain, direction.reasons, 0)
    reasons[shaky] |= volatility.reasons
    trend = np.where(plain, direction.codes, Trend.NONE)
    return {"trend": trend, "volatile": volatile}, reasons


def _counts(
    targets: Targets, points: Points, verdict: Verdict, future: Future, settings: Settings
) -> Columns:
    """Forecast or posterior, and the cases behind a small number."""
    counts, outlook = future.counts, future.outlook
    small_ahead = future.small & verdict.running & verdict.assessable
    shown = small_ahead & ~future.evidence.zero_target
    probability = np.where(shown, counts.probability, outlook.probability)
    events = np.where(points.n > 0, points.events[:, -1], np.nan)
    exposure = np.where(points.n > 0, points.exposure[:, -1], np.nan)
    return {
        "projection": np.where(small_ahead, counts.projection, outlook.projection),
        "low": np.where(small_ahead, counts.low, outlook.low),
        "high": np.where(small_ahead, counts.high, outlook.high),
        "probability": np.clip(probability, settings.shown_low, settings.shown_high),
        "p_next_year": np.where(small_ahead, counts.next_year, np.nan),
        "events": np.where(points.no_exposure, 0.0, events),
        "exposure": np.where(points.no_exposure, 0.0, exposure),
        "allowed_events": counts.allowed,
        "pooled_rate": counts.pooled,
        "pooled_low": counts.pooled_low,
        "pooled_high": counts.pooled_high,
    }
