"""The engine against the slow implementation of the same method, over generated series."""

import math

import pytest

from indicators.attainment import assess
from tests.attainment.generated import frames, make_pairs
from tests.attainment.slow_reference import judge

WORDS = (
    "phase", "standing", "status", "certainty", "path_status", "trend", "volatile", "level",
    "method", "n",
)  # fmt: skip
NUMBERS = (
    "gap", "achievement", "distance", "path_value", "pace", "projection", "low", "high",
    "probability", "value", "allowed_events", "pooled_rate", "pooled_low", "pooled_high",
    "p_next_year", "first_met_year",
)  # fmt: skip


@pytest.mark.parametrize("year", [2021, 2023, 2024, 2026])
def test_engine_agrees_with_the_slow_reference(year):
    pairs = make_pairs(1000, seed=year)
    assessment = assess(*frames(pairs), year)
    assert assessment.rejected.empty
    differing = []
    for target, rows in pairs:
        expected = judge(target, rows, year)
        found = assessment.results.loc[target["series"]]
        differing += [
            f"{target['series']} {target['kind']} {name}: {expected[name]} != {found[name]}"
            for name in (*WORDS, *NUMBERS)
            if not same(expected[name], found[name])
        ]
    assert not differing, "\n".join(differing[:20])


def same(expected, found):
    if isinstance(expected, str):
        return expected == str(found)
    if expected is None:
        expected = math.nan
    if math.isnan(expected) or math.isnan(found):
        return math.isnan(expected) and math.isnan(found)
    return abs(expected - found) <= 1e-6 * max(1.0, abs(expected))
