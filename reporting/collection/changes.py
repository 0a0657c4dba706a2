"""How far apart are two figures, and could chance have done it? Pure.

Figures are compared on the scale on which they usually move: shares on the logit, rates and
amounts on the logarithm, half a count (or half of the last digit) added so that zero has a place.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from scipy.special import betainc

from reporting.collection.cell_contents import CellContent
from reporting.collection.checked_return import CheckedIndicator

MAD_TO_SPREAD = 1.4826  # makes the median absolute deviation a standard deviation
Counts = tuple[float, float]  # events, and the exposure among which they were counted


def position(indicator: CheckedIndicator, content: CellContent) -> float | None:
    """Where a figure lies on the scale of its indicator; None for no figure or a negative one."""
    if content.value is None or content.value < 0:
        return None
    if content.numerator is not None and content.denominator is not None:
        some, all_, half = float(content.numerator), float(content.denominator), 0.5
        amount = (some + half) / all_ * (indicator.rule.multiplier or 1)
    else:
        some, all_, half = float(content.value), 100.0, 0.5 * 10.0**-indicator.decimals
        amount = some + half
    if not indicator.is_bounded:
        return math.log(amount)
    return None if some > all_ else math.log((some + half) / (all_ - some + half))


def usual_change(positions: Sequence[float]) -> tuple[float, float]:
    """Median and robust spread of the changes from one figure to the next."""
    changes = [after - before for before, after in pairwise(positions)]
    middle = median(changes)
    return middle, MAD_TO_SPREAD * median(abs(change - middle) for change in changes)


def chance(now: Counts, before: Counts) -> float:
    """The probability, both sides, of counts that far apart under one common rate.

    Given the sum of two Poisson counts the first is binomial with the share of its exposure
    (Przyborowski and Wilenski 1940); by the beta function, so that no sum grows with the counts.
    """
    events, total = now[0], now[0] + before[0]
    share = now[1] / (now[1] + before[1])
    at_least = 1.0 if events <= 0 else float(betainc(events, total - events + 1, share))
    at_most = 1.0 if events >= total else float(betainc(total - events, events + 1, 1 - share))
    return min(1.0, 2 * min(at_least, at_most))


def could_be_chance(
    indicator: CheckedIndicator, now: CellContent, others: Iterable[CellContent], rare: float
) -> bool:
    """Now and the others, taken together, agree with one rate. False where nothing is counted."""
    # Of a share above one half chance acts on the few who are left over.
    left_over = indicator.is_bounded and now.value is not None and now.value > 50
    counts = _counts(indicator, now, left_over)
    pooled = pool(_counts(indicator, each, left_over) for each in others)
    if counts is None or pooled is None:
        return False
    return chance(counts, pooled) >= rare


def pool(counts: Iterable[Counts | None]) -> Counts | None:
    """The known counts added up; None where there are none."""
    known = [each for each in counts if each is not None]
    if not known:
        return None
    return sum(each[0] for each in known), sum(each[1] for each in known)


def _counts(indicator: CheckedIndicator, content: CellContent, left_over: bool) -> Counts | None:
    """Events and exposure; a plain number of things is a count in one year."""
    if content.numerator is not None and content.denominator:
        some, all_ = float(content.numerator), float(content.denominator)
        return (max(all_ - some if left_over else some, 0.0), all_)
    if content.value is None or indicator.decimals or not indicator.is_counted:
        return None
    return (max(float(content.value), 0.0), 1.0)
