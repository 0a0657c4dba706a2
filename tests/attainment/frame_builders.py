"""One target and its observations as the engine's two frames."""

import math
from pathlib import Path

import numpy as np
import pandas as pd

from indicators.attainment import Settings, assess

VECTORS = Path(__file__).parent / "vectors"


def vectors(name):
    """The rows of a vector file; NONE stays a word, an empty cell is NaN."""
    table = pd.read_csv(VECTORS / f"{name}.csv", keep_default_na=False, na_values=[""])
    return [row for _, row in table.iterrows()]


def target(kind="at_least", value=90.0, **changes):
    """A targets frame of one row called T."""
    columns = {
        "series": "s", "kind": kind, "value": value, "baseline": math.nan, "start_year": 2020,
        "end_year": 2025, "scale": "share", "report_unit": 0.1,
    }  # fmt: skip
    return pd.DataFrame([columns | changes], index=pd.Index(["T"], name="target"))


def series(values, first=2020, years=None, **columns):
    """An observations frame of the series s; None is a missing value."""
    years = list(range(first, first + len(values))) if years is None else years
    frame = {"series": "s", "year": years, "value": np.array(values, dtype=float)}
    return pd.DataFrame(frame | columns)


def judged(targets, observations, year, settings=None):
    """The only result row."""
    assessment = assess(targets, observations, year, settings or Settings())
    assert assessment.rejected.empty
    return assessment.results.iloc[0]
