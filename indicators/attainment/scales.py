"""On which scale does a series move in a straight line? (docs/method.md §4)"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from indicators.attainment.arrays import Flags, Floats
from indicators.attainment.codes import Kind, Scale
from indicators.attainment.frames import Targets
from indicators.attainment.settings import Settings


@dataclass(frozen=True)
class Transform:
    """z = logit for shares, ln for rates and every gross value, identity for the rest.

    `logit` and `log` flag the targets (S,); `low` and `high` are the clip of shares in points.
    """

    logit: Flags
    log: Flags
    unit: Floats
    low: float
    high: float

    def forward(self, values: Floats) -> Floats:
        """Values (S,) or (S, P) to z; a value ≤ 0 stands for half a unit on the log scale."""
        z = values.copy()
        z[self.logit] = special.logit(np.clip(values[self.logit], self.low, self.high) / 100)
        chosen = values[self.log]
        half = self.unit[self.log] / 2
        z[self.log] = np.log(
            np.where(chosen <= 0, half if values.ndim == 1 else half[:, None], chosen)
        )
        return z

    def back(self, z: Floats) -> Floats:
        """From z (S,) to values."""
        values = z.copy()
        values[self.logit] = 100 * special.expit(z[self.logit])
        values[self.log] = np.exp(z[self.log])
        return values


def choose_transform(targets: Targets, settings: Settings) -> Transform:
    """Running totals and gaps stay as they are; gross values can pass 100, so no logit."""
    straight = targets.cumulative | targets.is_kind(Kind.narrow_gap)
    log = ~straight & ((targets.scale == Scale.rate) | targets.gross)
    logit = ~straight & ~log & (targets.scale == Scale.share)
    return Transform(logit, log, targets.report_unit, settings.clip_low, settings.clip_high)
