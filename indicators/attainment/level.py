"""How urgent is it? The level comes from the probability alone (docs/method.md §7)."""

from dataclasses import dataclass

import numpy as np

from indicators.attainment.arrays import Flags, Floats, Ints
from indicators.attainment.codes import Kind, Level, Path, Status, pick
from indicators.attainment.frames import Targets
from indicators.attainment.history import History
from indicators.attainment.settings import Settings

_BY_PATH = {
    Path.NONE: Level.NO_LEVEL,
    Path.NOT_STARTED: Level.NO_LEVEL,
    Path.ON_PATH: Level.NONE,
    Path.HOLD_OK: Level.NONE,
    Path.SLIGHTLY_BEHIND: Level.BLUE,
    Path.BEHIND: Level.YELLOW,
    Path.REVERSING: Level.ORANGE,
    Path.HOLD_LOST: Level.ORANGE,
}


def from_probability(probability: Floats, settings: Settings) -> Ints:
    """Bands of the unclipped probability; NaN gives NO_LEVEL."""
    bounds = (settings.red, settings.orange, settings.yellow, settings.blue)
    levels = (Level.RED, Level.ORANGE, Level.YELLOW, Level.BLUE)
    bands = [(probability < bound, level) for bound, level in zip(bounds, levels, strict=True)]
    return pick([(np.isnan(probability), Level.NO_LEVEL), *bands], Level.NONE)


def from_path(path: Ints) -> Ints:
    """With two points only the pace speaks."""
    return np.array([_BY_PATH[code].value for code in Path], dtype=np.int64)[path]


@dataclass(frozen=True)
class SmallEvidence:
    """What tempers the level of small numbers, flags of shape (S,)."""

    no_events: Flags
    confirmed_red: Flags
    few_exposed: Flags
    zero_target: Flags


def for_small(
    probability: Floats, status: Ints, evidence: SmallEvidence, settings: Settings
) -> tuple[Ints, Flags]:
    """Level of small numbers, and where red was lowered for want of a second year's evidence."""
    codes = from_probability(probability, settings)
    unproven = (codes == Level.RED) & ~evidence.confirmed_red
    codes = np.where(unproven | evidence.few_exposed, np.minimum(codes, Level.ORANGE), codes)
    codes = np.where(evidence.no_events, Level.NO_LEVEL, codes)
    by_status = np.where(status == Status.NOT_MET, Level.ORANGE, Level.NO_LEVEL)
    return np.where(evidence.zero_target, by_status, codes), unproven & ~evidence.zero_target


def for_slow_rise(status: Ints, not_met_before: Flags) -> Ints:
    """Orange if not met two releases running, yellow if not met, else none."""
    return pick(
        [
            (status < Status.NOT_MET, Level.NO_LEVEL),
            (status > Status.NOT_MET, Level.NONE),
            (not_met_before, Level.ORANGE),
        ],
        Level.YELLOW,
    )


def raised(
    level: Ints, targets: Targets, history: History, sustained_broken: Flags, applies: Flags
) -> tuple[Ints, Flags]:
    """A broken every-year promise is at least orange, two releases running red; a steady rise
    that turned at least orange. Also flags where the every-year promise was broken.
    """
    held_kinds = targets.is_kind(Kind.at_least, Kind.at_most, Kind.about, Kind.full_coverage)
    broken = applies & targets.maintain & held_kinds & history.broken
    twice = broken & history.broken_twice
    turned = applies & sustained_broken
    level = np.where(broken | turned, np.maximum(level, Level.ORANGE), level)
    return np.where(twice, Level.RED, level), broken
