"""Ceiling: the obvious implementation that the tests compare the engine with, one at a time."""

import math

from benchmarks.speed.made_up import NOW, MadeUp
from tests.attainment.slow_reference import judge

#: What the frames of the engine may leave out.
TARGET_DEFAULTS = {
    "maintain": False, "tolerance": math.nan, "side": "band", "cumulative": False, "gross": False,
    "count_kind": "events", "period_years": 1, "term": False, "prior_events": math.nan,
    "prior_exposure": math.nan, "sustained": False,
}  # fmt: skip
ROW_DEFAULTS = {
    "value_b": math.nan, "events_b": math.nan, "exposure_b": math.nan, "series_break": False,
}  # fmt: skip


def judge_slowly(made_up: MadeUp) -> None:
    """Judge every target with plain loops."""
    rows = made_up.observations.assign(**ROW_DEFAULTS).astype({"year": int})
    series = {name: part.to_dict("records") for name, part in rows.groupby("series")}
    for target in made_up.targets.assign(**TARGET_DEFAULTS).to_dict("records"):
        judge(target, series[target["series"]], NOW)
