"""Further settings: a shorter line, and what an area borrows from others of the same indicator."""

import itertools
import math
from dataclasses import replace

import pandas as pd
import pytest

from indicators.attainment import Settings, assess
from indicators.attainment.assess import BATCH
from tests.attainment import slow_statistics as st
from tests.attainment.frame_builders import judged, series, target

OWN = [60.0, 61.0, 63.0, 64.0]
OTHERS = {
    "b": [50.0, 53.0, 55.0, 59.0],
    "c": [70.0, 70.5, 70.0, 71.0],
    "d": [40.0, 44.0, 45.0, 50.0],
}
BORROWING = replace(Settings(), peer_slope=0.2, peer_volatility=0.4)


def areas(others, **changes):
    """Targets and observations of area "s" and of the others, all peers."""
    names = ["s", *others]
    targets = pd.concat(
        [target(series=name, peers="water", scale="value", **changes) for name in names]
    )
    targets.index = pd.Index(names)
    frames = [series(OWN), *(series(v).assign(series=name) for name, v in others.items())]
    return targets, pd.concat(frames)


def result(settings, others=OTHERS, **changes):
    return assess(*areas(others, **changes), 2023, settings).results.loc["s"]


def test_slope_and_steps_are_drawn_towards_the_others():
    """By hand: slopes by linregress, steps as mean squares, weights .2 and .4, h = 2."""
    years = [2020, 2021, 2022, 2023]
    lines = {name: st.line(years, values) for name, values in ({"s": OWN} | OTHERS).items()}
    slope = 0.8 * lines["s"][0] + 0.2 * sum(lines[name][0] for name in OTHERS) / 3
    phi = 0.3 + 0.6 * lines["s"][2] ** 4
    centre = 0.7 * 64.0 + 0.3 * lines["s"][1] + slope * (phi + phi**2)
    found = result(BORROWING)
    assert found["projection"] == pytest.approx(centre)

    def steps(values):
        return sum((b - a) ** 2 for a, b in itertools.pairwise(values)) / 3

    log = 0.6 * math.log(steps(OWN)) + 0.4 * sum(math.log(steps(v)) for v in OTHERS.values()) / 3
    half = st.stats.t.ppf(0.9, 3) * math.sqrt(2 * math.exp(log))
    assert found["high"] - found["projection"] == pytest.approx(half)


def test_nothing_is_borrowed_by_default_or_from_too_few():
    alone = judged(target(scale="value"), series(OWN), 2023)
    for found in (
        result(Settings()),
        result(BORROWING, {name: OTHERS[name] for name in "bc"}),
        result(BORROWING, OTHERS | {"d": OTHERS["d"][:3]}),
    ):
        assert found["projection"] == alone["projection"]
        assert found["probability"] == alone["probability"]


def test_a_series_with_two_targets_lends_once():
    targets, observations = areas(OTHERS)
    twice = pd.concat([targets, targets.loc[["b"]].set_axis(["again"])])
    once = assess(targets, observations, 2023, BORROWING).results.loc["s"]
    both = assess(twice, observations, 2023, BORROWING).results.loc["s"]
    assert both["projection"] == pytest.approx(once["projection"])


def test_peers_stay_together_across_batches():
    """The four areas stand at the ends of a frame of more than one batch."""
    targets, observations = areas(OTHERS)
    filler = pd.concat([target(series="s")] * BATCH).set_axis(pd.RangeIndex(BATCH))
    long = pd.concat([targets.iloc[:2], filler, targets.iloc[2:]])
    found = assess(long, observations, 2023, BORROWING).results
    assert list(found.index) == list(long.index)
    assert found.loc["s", "projection"] == pytest.approx(result(BORROWING)["projection"])


def test_a_shorter_line_forgets_what_is_long_ago():
    values = [80.0, 70.0, 60.0, 50.0, 51.0, 52.0, 53.0]
    goal = target("at_least", 90.0, scale="value")
    short = judged(goal, series(values, first=2017), 2023, Settings(line_points=4))
    assert short["trend"] == judged(goal, series(values, first=2017), 2023)["trend"]
    slope, fitted, r_squared, _ = st.line([2020, 2021, 2022, 2023], values[-4:])
    phi = 0.3 + 0.6 * r_squared**4
    assert short["projection"] == pytest.approx(0.7 * 53.0 + 0.3 * fitted + slope * (phi + phi**2))
