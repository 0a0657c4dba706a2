"""Which words can a judgement use? Small integers inside, these names at the edge.

The numbers are stored nowhere: results carry the names (docs/method.md §10).
"""

from enum import IntEnum, IntFlag, auto

import numpy as np

from indicators.attainment.arrays import Flags, Ints


class Kind(IntEnum):
    """What a target promises."""

    at_least = 0
    at_most = 1
    about = 2
    increase = 3
    decrease = 4
    slow_rise = 5
    control = 6
    narrow_gap = 7
    full_coverage = 8


#: Kinds that are judged against a number of their own.
BAR_KINDS = (Kind.at_least, Kind.at_most, Kind.about, Kind.full_coverage)
#: Kinds that are judged against where the series began.
TREND_KINDS = (Kind.increase, Kind.decrease, Kind.slow_rise, Kind.control, Kind.narrow_gap)


class Scale(IntEnum):
    """What the value is: it decides the transformation and the natural limits."""

    share = 0
    rate = 1
    value = 2


class Side(IntEnum):
    """How 左右 is read."""

    floor = 0
    ceiling = 1
    band = 2


class CountKind(IntEnum):
    """Where the counts behind a value come from."""

    events = 0
    complete_count = 1
    simple_sample = 2
    cluster_sample = 3


class Phase(IntEnum):
    """Where the target stands in time."""

    RUNNING = 0
    FINAL = 1
    ENDED = 2


class Status(IntEnum):
    """The verdict on the latest value (docs/method.md §1)."""

    NO_DATA = 0
    NOT_ASSESSABLE = 1
    NOT_MET = 2
    NEAR = 3
    MET = 4


class Certainty(IntEnum):
    """Whether the 95 % interval of the latest value clears the bar."""

    NONE = 0
    CONFIRMED = 1
    UNCERTAIN = 2
    REFUTED = 3


class Path(IntEnum):
    """Progress against the straight line from baseline to target (docs/method.md §2)."""

    NONE = 0
    NOT_STARTED = 1
    ON_PATH = 2
    SLIGHTLY_BEHIND = 3
    BEHIND = 4
    REVERSING = 5
    HOLD_OK = 6
    HOLD_LOST = 7


class Trend(IntEnum):
    """Direction of the series, whatever the target says."""

    NONE = 0
    RISING = 1
    FALLING = 2
    STABLE = 3


class Volatile(IntEnum):
    """波动较大, split by the last move."""

    NONE = 0
    ADVERSE = 1
    FAVOURABLE = 2
    RANDOM = 3


class Level(IntEnum):
    """Early-warning level. The order is the order of alarm; NO_LEVEL was not judged."""

    NO_LEVEL = 0
    NONE = 1
    BLUE = 2
    YELLOW = 3
    ORANGE = 4
    RED = 5


class Method(IntEnum):
    """How far the data allowed the engine to go."""

    NONE = 0
    STATUS = 1
    PACE = 2
    FORECAST = 3
    SMALL = 4
    TERM = 5


class Reason(IntFlag):
    """Why a result is what it is; several may hold at once."""

    NO_VALUE = auto()
    NO_EXPOSURE = auto()
    NO_BASELINE = auto()
    AT_START = auto()
    TOO_FEW_POINTS = auto()
    FEW_EVENTS = auto()
    CARRIED_VALUE = auto()
    OLD_VALUE = auto()
    SERIES_BREAK = auto()
    SUBSTITUTE_BASELINE = auto()
    LOW_CONFIDENCE = auto()
    SMALL_SAMPLE = auto()
    READ_WITH_CARE = auto()
    SMALL_NUMBERS = auto()
    NO_EVENTS = auto()
    FEW_EXPOSED = auto()
    RED_NOT_CONFIRMED = auto()
    ZERO_TARGET = auto()
    AT_LIMIT = auto()
    ABOVE_TARGET = auto()
    NOT_KEPT = auto()
    BROKEN = auto()
    BROKEN_TWICE = auto()
    MET_BEFORE = auto()
    ADVERSE_MOVE = auto()
    JUDGED_AS_CONTROL = auto()
    CROSSED_OVER = auto()
    LEVELLED_DOWN = auto()
    COUNT_TEST = auto()
    TREND_INDICATIVE = auto()
    TREND_BY_NORMAL = auto()
    JUMP = auto()
    REVERSALS = auto()
    SCATTER = auto()
    BETWEEN_TERMS = auto()
    FINE_TARGET = auto()


def pick(rules: list[tuple[Flags, IntEnum]], otherwise: IntEnum) -> Ints:
    """The code of the first rule that holds, row by row."""
    chosen = np.full_like(rules[0][0], otherwise.value, dtype=np.int64)
    for flag, code in reversed(rules):
        np.copyto(chosen, code.value, where=flag)
    return chosen


def mark(flags: Flags, reason: Reason) -> Ints:
    """The bit of a reason where it holds, else 0."""
    return np.where(flags, reason.value, 0).astype(np.int64)
