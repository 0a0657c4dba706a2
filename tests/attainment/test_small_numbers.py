"""Small counts: posterior, allowed cases, and what is not said about nothing."""

import math

import numpy as np
import pytest

from indicators.attainment.posterior import Posterior
from tests.attainment.frame_builders import judged, series, target, vectors

BIRTHS = {"kind": "at_most", "value": 12.5, "scale": "rate", "multiplier": 100_000.0}


def deaths(events, births, first=2021):
    return series([math.nan] * len(events), first=first, events=events, exposure=births)


@pytest.mark.parametrize("row", vectors("gamma_poisson_attainment"), ids=lambda row: row["case"])
def test_posterior_of_a_rate(row):
    law = Posterior(
        np.array([False]),
        np.array([row["prior_a"] + row["events"]]),
        np.array([float(row["prior_b"] + row["exposure"])]),
    )
    scale = 100_000
    ends = [law.quantile(q)[0] * scale for q in (0.1, 0.9)]
    assert law.mean()[0] * scale == pytest.approx(row["post_mean_per_100k"])
    assert ends == pytest.approx([row["cri80_low"], row["cri80_high"]])
    rate = np.array([row["target_per_100k"] / scale])
    assert law.below(rate)[0] == pytest.approx(row["p_true_rate_meets"])
    allowed, exposure = (np.array([float(row[n])]) for n in ("allowed_events", "next_exposure"))
    chance = law.chance_of_count(np.array([0.0]), allowed, exposure)
    assert chance[0] == pytest.approx(row["p_next_year_observed_meets"])


@pytest.mark.parametrize(
    "row", vectors("mmr_rate_ci_and_allowed_events"), ids=lambda r: f"{r['events']}/{r['births']}"
)
def test_allowed_deaths_and_certainty(row):
    births = int(row["births"])
    found = judged(target(**BIRTHS), deaths([row["events"]], [births]), 2021)
    assert found["allowed_events"] == row["max_events_allowed"]
    assert (found["status"] == "MET") == (str(row["point_met"]) == "True")
    assert found["certainty"] == row["certainty"]
    ends = (found["pooled_low"], found["pooled_high"])
    assert ends == pytest.approx((row["lower95"], row["upper95"]))


@pytest.mark.parametrize("unit", [0.01, 0.1, 1.0])
@pytest.mark.parametrize("births", [700, 8_000, 11_800, 17_777])
@pytest.mark.parametrize("kind", ["at_most", "at_least"])
def test_allowed_number_and_status_never_disagree(kind, births, unit):
    """The largest (smallest) count that meets is found by trying every count."""
    targets = target(**BIRTHS | {"kind": kind, "value": 25.0, "report_unit": unit})
    verdicts = {
        cases: judged(targets, deaths([1, cases], [births, births]), 2022)["status"]
        for cases in range(12)
    }
    met = [cases for cases, status in verdicts.items() if status == "MET"]
    found = judged(targets, deaths([1, 1], [births, births]), 2022)["allowed_events"]
    assert found == (max(met) if kind == "at_most" else min(met))


def test_no_event_gives_no_level():
    found = judged(target(**BIRTHS), deaths([0, 0, 0], [15_000] * 3), 2023)
    assert (found["status"], found["level"]) == ("MET", "NO_LEVEL")
    assert "NO_EVENTS" in found["reasons"]


def test_red_needs_the_year_before_too():
    """Nine deaths in one year after none: the pooled rate says red, the years before do not."""
    sudden = judged(target(**BIRTHS), deaths([0, 0, 9], [15_000] * 3), 2023)
    lasting = judged(target(**BIRTHS), deaths([6, 6, 6], [15_000] * 3), 2023)
    assert (sudden["probability"] < 0.10, sudden["level"]) == (True, "ORANGE")
    assert "RED_NOT_CONFIRMED" in sudden["reasons"]
    assert lasting["level"] == "RED"


def test_target_of_zero():
    kept = judged(target(**BIRTHS | {"value": 0.0}), deaths([1, 0, 0], [15_000] * 3), 2023)
    missed = judged(target(**BIRTHS | {"value": 0.0}), deaths([0, 0, 1], [15_000] * 3), 2023)
    assert (kept["status"], kept["level"]) == ("MET", "NO_LEVEL")
    assert (missed["status"], missed["level"]) == ("NOT_MET", "ORANGE")


def test_parents_prior_draws_a_county_towards_it():
    alone = judged(target(**BIRTHS), deaths([1, 0, 0], [900] * 3), 2023)
    prior = {"prior_events": 0.9, "prior_exposure": 9_000.0}
    borrowed = judged(target(**BIRTHS, **prior), deaths([1, 0, 0], [900] * 3), 2023)
    assert abs(borrowed["projection"] - 10.0) < abs(alone["projection"] - 10.0)


def test_true_rate_on_target_passes_only_four_years_in_ten():
    """15,000 births, 12.5/10万: one death allowed; Poisson(1.875) ≤ 1 is 44 %."""
    exact = math.exp(-1.875) * (1 + 1.875)
    law = Posterior(np.array([False]), np.array([12.5e4]), np.array([1e9]))
    chance = law.chance_of_count(np.array([0.0]), np.array([1.0]), np.array([15_000.0]))
    assert chance[0] == pytest.approx(exact, abs=1e-4)
    assert exact == pytest.approx(0.44, abs=0.005)
