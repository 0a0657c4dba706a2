"""Hypothesis looks for a target and series that the engine judges unlike the slow reference.

Derandomised: the same cases in every run. One call of the engine takes many drawn pairs, since a
call costs as much as a thousand series.
"""

import math
import re

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from indicators.attainment import assess, explain
from indicators.attainment.codes import Status
from indicators.wording import Wording
from tests.attainment.generated import frames
from tests.attainment.slow_reference import judge
from tests.attainment.strategies import pairs
from tests.attainment.test_slow_reference import NUMBERS, WORDS, same

SEEDED = settings(
    derandomize=True,
    deadline=None,
    max_examples=15,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
BATCHES = st.lists(pairs(), min_size=20, max_size=30).map(lambda drawn: named(drawn))
YEARS = st.sampled_from([2021, 2023, 2024, 2026])


def named(batch):
    """The pairs under names of their own; one series that is there makes the frame complete."""
    return [
        (target | {"series": f"s{place}"}, [row | {"series": f"s{place}"} for row in rows])
        for place, (target, rows) in enumerate(batch)
    ]


def results_of(batch, year):
    assume(any(rows for _, rows in batch))
    assessment = assess(*frames(batch), year)
    assert assessment.rejected.empty, assessment.rejected
    return assessment.results


@settings(SEEDED, max_examples=50)
@given(BATCHES, YEARS)
def test_engine_agrees_with_the_slow_reference(batch, year):
    results = results_of(batch, year)
    for target, rows in batch:
        expected = judge(target, rows, year)
        found = results.loc[target["series"]]
        differing = {
            name: (expected[name], found[name])
            for name in (*WORDS, *NUMBERS)
            if not same(expected[name], found[name])
        }
        assert not differing, (target, rows)


@SEEDED
@given(BATCHES, YEARS)
def test_every_result_has_a_word_reasons_and_finite_numbers(batch, year):
    results = results_of(batch, year)
    assert results["standing"].notna().all()
    assert not np.isinf(results.select_dtypes("number").to_numpy(dtype=float)).any()
    unjudged = results["status"].isin(["NO_DATA", "NOT_ASSESSABLE"])
    assert (results.loc[unjudged, "reasons"] != "").all()
    forecast = results[results["method"] == "FORECAST"]
    assert forecast[["projection", "low", "high", "probability"]].notna().all(axis=None)
    assert (forecast["low"] <= forecast["projection"] + 1e-9).all()
    assert (forecast["projection"] <= forecast["high"] + 1e-9).all()
    for name in ("value", "gap", "target_value", "baseline_value"):
        numbers = results[name].dropna()
        assert (numbers == numbers.round(9)).all(), name


@SEEDED
@given(BATCHES, YEARS, st.randoms(use_true_random=False))
def test_order_never_matters(batch, year, random):
    straight = results_of(batch, year)
    targets, observations = frames(batch)
    places = list(range(len(observations)))
    random.shuffle(places)
    mixed = assess(targets[::-1], observations.iloc[places], year).results.loc[straight.index]
    for name in straight.columns:
        left, right = straight[name].astype(object), mixed[name].astype(object)
        assert left.equals(right), name


@SEEDED
@given(BATCHES, YEARS)
def test_a_better_latest_value_never_worsens_the_verdict(batch, year):
    usable = [pair for pair in batch if pair[0]["kind"] in ("at_least", "at_most")]
    usable = [pair for pair in usable if math.isnan(pair[0]["multiplier"]) and pair[1]]
    usable = [(target | {"baseline": 40.0, "cumulative": False}, rows) for target, rows in usable]
    assume(usable)
    better = [(target, improved(target, rows, year)) for target, rows in usable]
    before, after = results_of(usable, year), results_of(better, year)
    rank = {status.name: status.value for status in Status}
    assert (after["status"].map(rank).astype(int) >= before["status"].map(rank).astype(int)).all()
    assert not (after["gap"] > before["gap"] + 1e-9).any()
    assert not (after["pace"] < before["pace"] - 1e-9).any()


def improved(target, rows, year):
    """The rows with the last value that is judged two units better."""
    year = min(year, target["end_year"])
    seen = [row for row in rows if row["year"] <= year]
    if not seen:
        return rows
    last = max(seen, key=lambda row: row["year"])
    step = 2 * target["report_unit"] * (1 if target["kind"] == "at_least" else -1)
    top = 100.0 if target["scale"] == "share" else math.inf
    value = min(top, max(0.0, last["value"] + step))
    return [row | {"value": value} if row is last else row for row in rows]


@SEEDED
@given(BATCHES, YEARS, st.sampled_from([-3, 1, 2]))
def test_scaling_a_rate_by_ten_moves_no_verdict(batch, year, power):
    rates = [pair for pair in batch if pair[0]["scale"] == "rate"]
    assume(any(rows for _, rows in rates))
    scaled = [
        (
            times(target, ("value", "baseline", "report_unit", "multiplier", "tolerance"), power),
            [times(row, ("value", "value_b"), power) for row in rows],
        )
        for target, rows in rates
    ]
    left, right = results_of(rates, year), results_of(scaled, year)
    for name in ("status", "level", "path_status", "certainty", "standing"):
        assert (left[name].astype(str) == right[name].astype(str)).all(), name
    assert np.allclose(left["probability"], right["probability"], equal_nan=True)


def times(row, names, power):
    return row | {name: row[name] * 10.0**power for name in names}


SENTENCE_UNITS = {"share": "%", "rate": "1/10万", "value": "岁"}


@SEEDED
@given(BATCHES, YEARS)
def test_every_result_is_told_without_strays(batch, year):
    results = results_of(batch, year)
    for target, _rows in batch:
        wording = Wording(
            "指标", SENTENCE_UNITS[target["scale"]], round(-math.log10(target["report_unit"])),
            kind=target["kind"], side=target["side"], maintain=target["maintain"],
        )  # fmt: skip
        sentences = explain(results.loc[target["series"]], wording)
        assert f"结论：{results.at[target['series'], 'standing']}" in "".join(sentences)
        assert not re.search(r"nan|inf|None|—|NA", "".join(sentences)), sentences
