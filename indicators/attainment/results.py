"""From codes to names: the results frame, one column after another as documented (§10)."""

from enum import IntEnum

import numpy as np
import pandas as pd

from indicators.attainment.arrays import Flags, Floats, Ints
from indicators.attainment.codes import (
    Certainty,
    Level,
    Method,
    Path,
    Phase,
    Reason,
    Status,
    Trend,
    Volatile,
)
from indicators.attainment.standing import standing_words

#: One batch: column name to array, all of one length; `row` is the place in the targets frame.
Columns = dict[str, Floats | Ints | Flags]

NAMED: dict[str, type[IntEnum]] = {
    "phase": Phase,
    "status": Status,
    "certainty": Certainty,
    "path_status": Path,
    "trend": Trend,
    "volatile": Volatile,
    "level": Level,
    "method": Method,
}

COLUMNS = [
    "phase", "standing", "status", "gap", "certainty", "achievement", "distance", "path_value",
    "pace", "path_status", "n", "projection", "low", "high", "probability", "trend", "volatile",
    "level", "reasons", "value", "latest_year", "age_periods", "target_value", "baseline_value",
    "baseline_year", "substitute_baseline", "years_left", "needed_per_year", "recent_per_year",
    "best_gain", "events", "exposure", "allowed_events", "pooled_rate", "pooled_low",
    "pooled_high", "p_next_year", "kept", "first_met_year", "method",
]  # fmt: skip


#: Numbers that are judged and printed: 5.31, not 5.3100000000000005.
CLEAN = ("gap", "value", "target_value", "baseline_value", "path_value")


def results_frame(parts: list[Columns], targets: pd.Index) -> pd.DataFrame:
    """Join the batches in the order of the targets and give the codes their names."""
    joined = {name: np.concatenate([part.pop(name) for part in parts]) for name in [*parts[0]]}
    if (np.diff(joined["row"]) < 0).any():
        order = np.argsort(joined["row"])
        joined = {name: column[order] for name, column in joined.items()}
    frame: dict[str, object] = {}
    for name in COLUMNS:
        if name in NAMED:
            frame[name] = _categorical(joined[name], [code.name for code in NAMED[name]])
        elif name == "standing":
            frame[name] = _categorical(*standing_words(joined[name], joined["first_met_year"]))
        elif name == "reasons":
            frame[name] = _reasons(joined[name])
        elif name == "kept":
            frame[name] = pd.arrays.BooleanArray(joined["kept"] > 0, np.isnan(joined["kept"]))
        elif name in CLEAN:
            frame[name] = np.round(joined[name], 9)
        else:
            frame[name] = joined[name]
    return pd.DataFrame(frame, index=targets[joined["row"]], copy=False)


def _categorical(codes: Ints, names: list[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, categories=names)


def _reasons(bits: Ints) -> pd.Categorical:
    """Names of the bits joined by "|", "" where there is none."""
    place, distinct = pd.factorize(bits)
    names = ["|".join(reason.name or "" for reason in Reason(int(mask))) for mask in distinct]
    return _categorical(place, names)
