"""What must hold for every series: order, monotony, mirror, scale, one word, no stray NaN."""

import numpy as np
import pytest

from indicators.attainment import assess
from indicators.attainment.codes import Status
from tests.attainment.generated import frames, make_pairs

YEAR = 2023
SAME = ["standing", "status", "level", "path_status", "trend", "volatile", "method", "reasons"]


def results_of(targets, observations, year=YEAR):
    assessment = assess(targets, observations, year)
    assert assessment.rejected.empty
    return assessment.results


@pytest.fixture(scope="module")
def pairs():
    return make_pairs(3000, seed=11)


def chosen(pairs, *kinds, **columns):
    """Pairs of these kinds without counts, so that values can be changed freely."""
    found = []
    for target, rows in pairs:
        if target["kind"] in kinds and np.isnan(target["multiplier"]) and rows:
            found.append((target | columns, [dict(row) for row in rows]))
    return found


def test_order_of_rows_never_matters(pairs):
    targets, observations = frames(pairs)
    shuffled = results_of(targets.sample(frac=1, random_state=1), observations[::-1])
    straight = results_of(targets, observations)
    again = shuffled.loc[straight.index]
    for name in straight.columns:
        left, right = straight[name].astype(object), again[name].astype(object)
        assert left.equals(right), name


@pytest.mark.parametrize(("kind", "better"), [("at_least", 1), ("at_most", -1)])
def test_a_better_latest_value_never_worsens_the_verdict(pairs, kind, better):
    usable = chosen(pairs, kind, baseline=40.0, cumulative=False)
    before = results_of(*frames(usable))
    for target, rows in usable:
        latest = max(
            (row for row in rows if row["year"] <= YEAR), key=lambda r: r["year"], default=None
        )
        if latest:
            latest["value"] = max(0.0, latest["value"] + better * 3 * target["report_unit"])
    after = results_of(*frames(usable))
    rank = {status.name: status.value for status in Status}
    assert (after["status"].map(rank).astype(int) >= before["status"].map(rank).astype(int)).all()
    assert not (after["gap"] > before["gap"] + 1e-9).any()
    paced = before["pace"].notna() & after["pace"].notna()
    assert paced.any()
    assert (after["pace"][paced] >= before["pace"][paced] - 1e-9).all()


OTHER = {
    "at_least": "at_most",
    "at_most": "at_least",
    "increase": "decrease",
    "decrease": "increase",
}


def test_shares_mirror(pairs):
    """The band of a trend is relative to y0, so only a bar is met in the mirror too."""
    usable = chosen(pairs, *OTHER, gross=False, cumulative=False, scale="share", term=False)
    usable = [p for p in usable if all(place["value"] <= 100 for place in (p[0], *p[1]))]
    straight = results_of(*frames(usable))
    has_bar = np.array([target["kind"] in ("at_least", "at_most") for target, _ in usable])
    for target, rows in usable:
        target["kind"] = OTHER[target["kind"]]
        for place in (target, *rows):
            place["value"] = round(100 - place["value"], 6)
        target["baseline"] = round(100 - target["baseline"], 6)
    mirrored = results_of(*frames(usable))
    met = (straight["status"] == "MET") == (mirrored["status"] == "MET")
    assert met[has_bar].all()
    both = (straight["method"] == "FORECAST") & (mirrored["method"] == "FORECAST")
    assert both.sum() > 100
    left, right = straight[both], mirrored[both]
    assert np.allclose(left["probability"], right["probability"], atol=1e-9)
    assert np.allclose(left["projection"], 100 - right["projection"])
    assert np.allclose(left["low"], 100 - right["high"])
    turned = [side["reasons"].astype(str).str.contains("ADVERSE_MOVE") for side in (left, right)]
    same_level = left["level"].astype(str) == right["level"].astype(str)
    assert same_level[~(turned[0] | turned[1])].all()


@pytest.mark.parametrize("power", [-3, 1, 2])
def test_scaling_by_ten_moves_no_verdict(pairs, power):
    usable = [(dict(t), [dict(r) for r in rows]) for t, rows in pairs if t["scale"] == "rate"]
    straight = results_of(*frames(usable))
    factor = 10.0**power
    for target, rows in usable:
        for name in ("value", "baseline", "report_unit", "multiplier", "tolerance"):
            target[name] *= factor
        for row in rows:
            row["value"] *= factor
            row["value_b"] *= factor
    scaled = results_of(*frames(usable))
    for name in ("status", "level", "path_status", "certainty", "standing"):
        assert (straight[name].astype(str) == scaled[name].astype(str)).all(), name
    assert np.allclose(straight["probability"], scaled["probability"], equal_nan=True)


@pytest.mark.parametrize("year", [2020, 2023, 2025, 2028])
def test_no_stray_numbers(pairs, year):
    results = results_of(*frames(pairs), year)
    numbers = results.select_dtypes("number")
    assert not np.isinf(numbers.to_numpy(dtype=float)).any()
    unjudged = results["status"].isin(["NO_DATA", "NOT_ASSESSABLE"])
    assert (results.loc[unjudged, "reasons"] != "").all()
    forecast = results[results["method"] == "FORECAST"]
    assert forecast[["projection", "low", "high", "probability"]].notna().all(axis=None)
    assert results["standing"].notna().all()
    valued = results[results["value"].notna()]
    assert valued[["latest_year", "age_periods", "years_left"]].notna().all(axis=None)
