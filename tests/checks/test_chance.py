"""The scales and the exact test, against sums written out with fractions."""

import math
from fractions import Fraction
from itertools import pairwise
from statistics import median

import pytest

from reporting.collection.changes import chance, position, usual_change
from tests.checks.builders import content, deaths, plain, ratio


def binomial_tail(total: int, at_least: int, share: Fraction) -> Fraction:
    """P(X ≥ at_least) of a binomial count, term by term."""
    return sum(
        math.comb(total, k) * share**k * (1 - share) ** (total - k)
        for k in range(at_least, total + 1)
    )


@pytest.mark.parametrize(
    ("now", "before"),
    [((1, 2480), (0, 7600)), ((10, 2480), (3, 7600)), ((0, 5), (9, 20)), ((7, 1), (4, 1))],
)
def test_the_probability_is_the_doubled_smaller_tail(now, before) -> None:
    total, share = now[0] + before[0], Fraction(now[1], now[1] + before[1])
    upper = binomial_tail(total, now[0], share)
    lower = 1 - binomial_tail(total, now[0] + 1, share)
    assert chance(now, before) == pytest.approx(float(min(1, 2 * min(upper, lower))))


def test_no_events_at_all_are_no_surprise() -> None:
    assert chance((0, 100), (0, 300)) == 1.0


def test_one_death_after_none_is_chance_and_ten_are_not() -> None:
    assert chance((1, 2480), (0, 7600)) > 0.2  # 2 × 2480 / 10080 = 0.49
    assert chance((10, 2480), (0, 7600)) < 0.001  # 2 × 0.246^10


def test_large_counts_give_a_number_at_once() -> None:
    assert 0 <= chance((400_000, 1_000_000), (390_000, 1_000_000)) < 1e-9


def test_a_share_stands_on_the_logit_a_rate_on_the_logarithm() -> None:
    assert position(ratio(), content((90, 100), ratio())) == pytest.approx(math.log(90.5 / 10.5))
    rate = deaths()
    assert position(rate, content((3, 1000), rate)) == pytest.approx(math.log(3.5))
    share = plain()
    assert position(share, content(90, share)) == pytest.approx(math.log(90.05 / 10.05))


def test_what_has_no_place_on_the_scale_is_left_out() -> None:
    assert position(plain(), content(None, plain())) is None
    assert position(plain(), content(-1, plain())) is None
    assert position(ratio(), content((101, 100), ratio())) is None


def test_the_usual_change_is_not_moved_by_one_wild_year() -> None:
    middle, spread = usual_change([1.0, 1.1, 1.2, 1.3, 5.0, 5.1])
    changes = sorted(b - a for a, b in pairwise([1.0, 1.1, 1.2, 1.3, 5.0, 5.1]))
    assert middle == pytest.approx(median(changes)) == pytest.approx(0.1)
    assert spread == pytest.approx(0, abs=1e-9)
