"""Malformed frames raise and name frame and column; a bad series is set aside, alone."""

import math

import pandas as pd
import pytest

from indicators.attainment import FrameError, assess
from indicators.attainment.assess import BATCH
from tests.attainment.frame_builders import series, target

GOOD = series([80.0, 82.0, 83.0])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.drop(columns="kind"), "targets: kind"),
        (lambda t: t.assign(kind="sometimes"), "targets: kind"),
        (lambda t: t.assign(scale=None), "targets: scale"),
        (lambda t: t.assign(value=math.nan), "targets: value"),
        (lambda t: t.assign(value="90"), "targets: value"),
        (lambda t: t.assign(end_year=2020), "targets: end_year"),
        (lambda t: t.assign(start_year=2020.5), "targets: start_year"),
        (lambda t: t.assign(report_unit=0.0), "targets: report_unit"),
        (lambda t: t.assign(maintain=2), "targets: maintain"),
        (lambda t: t.assign(side="left"), "targets: side"),
        (lambda t: t.assign(period_years=0), "targets: period_years"),
        (lambda t: t.assign(multiplier=-100.0), "targets: multiplier"),
        (lambda t: pd.concat([t, t]), "targets: index"),
    ],
)
def test_malformed_targets(change, message):
    with pytest.raises(FrameError, match=message):
        assess(change(target()), GOOD, 2023)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda o: o.drop(columns="value"), "observations: value"),
        (lambda o: o.assign(value="high"), "observations: value"),
        (lambda o: o.assign(year=2020.5), "observations: year"),
        (lambda o: o.assign(series=None), "observations: series"),
        (lambda o: o.assign(series_break=3), "observations: series_break"),
    ],
)
def test_malformed_observations(change, message):
    with pytest.raises(FrameError, match=message):
        assess(target(), change(GOOD), 2023)


COUNTED = {"multiplier": 100.0}


@pytest.mark.parametrize(
    ("changes", "row", "fault"),
    [
        ({}, {"year": 2021}, (2021, "year", "duplicate_year")),
        ({}, {"value": math.inf}, (2022, "value", "infinite")),
        ({}, {"value": -1.0}, (2022, "value", "negative")),
        ({}, {"exposure": -5.0}, (2022, "exposure", "negative")),
        ({}, {"events": 3.0, "exposure": 0.0}, (2022, "exposure", "events_without_exposure")),
        ({}, {"events": 9.0, "exposure": 8.0}, (2022, "events", "more_events_than_exposure")),
        (COUNTED, {"events": 82.0, "exposure": 100.0}, (2022, "value", "value_and_counts_differ")),
    ],
)  # fmt: skip
def test_a_bad_series_is_rejected_with_its_reason(changes, row, fault):
    bad = GOOD.assign(events=math.nan, exposure=math.nan)
    bad.loc[2, list(row)] = list(row.values())
    targets = pd.concat([target(**changes), target(series="fine").set_index(pd.Index(["F"]))])
    observations = pd.concat([bad, GOOD.assign(series="fine")])
    assessment = assess(targets, observations, 2023)
    assert list(assessment.results.index) == ["F"]
    found = assessment.rejected.iloc[0]
    assert (found["year"], found["column"], found["reason"]) == fault
    assert set(assessment.rejected["target"]) == {"T"}


@pytest.mark.parametrize(
    ("changes", "row"),
    [
        ({"gross": True}, {"events": 103.0, "exposure": 100.0, "value": 103.0}),
        ({"scale": "value"}, {"value": -1.0}),
        (COUNTED, {"events": 8304.0, "exposure": 10_000.0}),
    ],
)
def test_what_only_looks_bad_is_judged(changes, row):
    odd = GOOD.assign(events=math.nan, exposure=math.nan)
    odd.loc[2, list(row)] = list(row.values())
    assert len(assess(target(**changes), odd, 2023).results) == 1


def test_rows_after_the_year_are_ignored_even_if_bad():
    late = pd.concat([GOOD, series([math.inf], first=2024)])
    assert assess(target(), late, 2023).rejected.empty


def test_empty_frames_give_empty_results():
    assessment = assess(target().iloc[:0], GOOD.iloc[:0], 2023)
    assert (len(assessment.results), len(assessment.rejected)) == (0, 0)


def test_a_target_without_observations_has_no_data():
    results = assess(target(series="unknown"), GOOD, 2023).results
    assert results.loc["T", ["status", "standing"]].tolist() == ["NO_DATA", "数据不足"]


def test_targets_past_the_first_batch_are_judged_alike():
    targets = pd.concat([target()] * (BATCH + 3))
    targets.index = pd.RangeIndex(len(targets))
    results = assess(targets, GOOD, 2023).results
    assert len(results) == BATCH + 3
    assert results["probability"].nunique() == 1
