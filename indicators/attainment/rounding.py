"""Round once, half up, to the reporting unit, and compare with a slack (docs/method.md §1)."""

import numpy as np

from indicators.attainment.arrays import Flags, Floats

SLACK = 1e-9


def rounded(values: Floats, unit: Floats) -> Floats:
    """Round half up to `unit`: floor(round(x/r, 9) + .5)·r. NaN stays NaN."""
    return np.floor(np.round(values / unit, 9) + 0.5) * unit


def snapped(differences: Floats, unit: Floats) -> Floats:
    """Remove the float dust of a difference of two rounded numbers."""
    return np.round(differences / unit, 9) * unit


def no_more(a: Floats, b: Floats) -> Flags:
    """a ≤ b, but for a relative slack of 1e-9, so that scaling a series moves no verdict."""
    with np.errstate(invalid="ignore"):
        return a <= b + SLACK * np.abs(b)


def more(a: Floats, b: Floats) -> Flags:
    """a > b beyond the slack; False where either is NaN."""
    return ~no_more(a, b) & ~np.isnan(a) & ~np.isnan(b)
