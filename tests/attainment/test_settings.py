"""Settings are checked when made and have a digest that any change moves."""

from dataclasses import asdict, replace

import pytest

from indicators.attainment import Settings, explain
from indicators.wording import Wording
from tests.attainment.frame_builders import judged, series, target


def test_digest_is_stable_and_moves_with_every_value():
    digests = {Settings().digest(), Settings().digest()}
    assert len(digests) == 1
    for name, value in asdict(Settings()).items():
        other = value + 1 if isinstance(value, int) else value * (1 - 1e-6) or 0.1
        digests.add(replace(Settings(), **{name: other}).digest())
    assert len(digests) == 1 + len(asdict(Settings()))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("red", 0.5),
        ("near_share", -0.1),
        ("near_share", float("nan")),
        ("blue", 1.5),
        ("points", 2),
        ("points", 4.5),
        ("peer_slope", -0.1),
        ("peer_volatility", 1.1),
        ("damping_base", 0.5),
    ],
)
def test_impossible_settings_are_refused(name, value):
    with pytest.raises(ValueError, match="settings"):
        Settings(**{name: value})


def test_a_setting_moves_the_verdict():
    observations = series([25.0, 23.0, 21.0, 20.1])
    goal = target("at_most", 20.0, scale="rate")
    assert judged(goal, observations, 2023)["status"] == "NEAR"
    strict = Settings(near_share=0.001)
    assert judged(goal, observations, 2023, strict)["status"] == "NOT_MET"


def test_sentences_tell_the_settings_that_judged():
    """A twentieth either side of 40 is 38 to 42; the documented 3 % would be 38.8 to 41.2."""
    settings = Settings(about_share=0.05, interval=0.9)
    found = judged(target("about", 40.0), series([34.0, 35.5, 36.0, 37.0]), 2023, settings)
    text = "".join(explain(found, Wording("比例", "%", 1, kind="about"), settings))
    assert "38.0%至42.0%即达标" in text
    assert "90%区间" in text
