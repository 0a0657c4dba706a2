"""What is to be expected: method, forecast or small numbers, level (docs/method.md §3–§7)."""

from dataclasses import dataclass

import numpy as np

from indicators.attainment.arrays import Flags, Ints
from indicators.attainment.bars import Bars, Baseline
from indicators.attainment.codes import Kind, Level, Method, Path, Scale, pick
from indicators.attainment.frames import Targets
from indicators.attainment.level import (
    SmallEvidence,
    for_slow_rise,
    for_small,
    from_path,
    from_probability,
    raised,
)
from indicators.attainment.outlook import Outlook, look_ahead
from indicators.attainment.points import Points
from indicators.attainment.settings import Settings
from indicators.attainment.small_numbers import SmallNumbers, is_small, judge_small
from indicators.attainment.verdict import Verdict


@dataclass(frozen=True)
class Future:
    """Method and level of each target, the forecast, and the counts of the small mode."""

    method: Ints
    level: Ints
    outlook: Outlook
    small: Flags
    counts: SmallNumbers
    evidence: SmallEvidence
    broken: Flags
    red_not_confirmed: Flags


def look_forward(
    targets: Targets,
    points: Points,
    bars: Bars,
    baseline: Baseline,
    verdict: Verdict,
    settings: Settings,
) -> Future:
    """Choose how far the data allow to go, and go there."""
    running = verdict.running
    has_value = points.n > 0
    term = targets.term & has_value
    small = is_small(targets, points, bars, settings) & has_value
    slow = targets.is_kind(Kind.slow_rise)
    forecast = running & (points.n >= 3) & verdict.assessable
    forecast &= ~term & ~small & ~slow & ~verdict.nothing_left
    outlook = look_ahead(
        targets.take(forecast),
        points.take(forecast),
        bars.take(forecast),
        baseline.take(forecast),
        settings,
    ).spread(forecast)
    counts = judge_small(
        targets.take(small), points.take(small), bars.take(small), settings
    ).spread(small)
    evidence = SmallEvidence(
        no_events=counts.no_events,
        confirmed_red=counts.confirmed_red,
        few_exposed=small
        & (targets.scale == Scale.share)
        & (points.exposure[:, -1] < settings.few_exposed),
        zero_target=small & (bars.high == 0),
    )
    by_counts, lowered = for_small(counts.probability, verdict.status, evidence, settings)
    pace_only = (points.n == 2) & ~term & ~small
    level = from_probability(outlook.probability, settings)
    level = np.where(pace_only, from_path(verdict.progress.codes), level)
    level = np.where(small, by_counts, level)
    slow_level = for_slow_rise(verdict.status, verdict.trends.not_met_before)
    level = np.where(slow & ~term, slow_level, level)
    level = np.where(verdict.nothing_left & ~term, Level.NONE, level)
    level = np.where(running & verdict.assessable, level, Level.NO_LEVEL)
    applies = running & verdict.assessable & ~small & ~term
    level, broken = raised(
        level, targets, verdict.history, verdict.trends.sustained_broken, applies
    )
    return Future(
        method=_method(verdict, points, term, small, forecast),
        level=level.astype(np.int64),
        outlook=outlook,
        small=small,
        counts=counts,
        evidence=evidence,
        broken=broken,
        red_not_confirmed=lowered & small & running,
    )


def _method(verdict: Verdict, points: Points, term: Flags, small: Flags, forecast: Flags) -> Ints:
    return pick(
        [
            (points.n == 0, Method.NONE),
            (term, Method.TERM),
            (small, Method.SMALL),
            (forecast, Method.FORECAST),
            (verdict.progress.codes != Path.NONE, Method.PACE),
        ],
        Method.STATUS,
    )
