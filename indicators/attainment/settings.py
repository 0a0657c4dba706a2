"""Every threshold of the method, in one frozen, checked and hashable place."""

import hashlib
import itertools
import json
from dataclasses import asdict, dataclass, fields

#: Changes whenever the same data and settings could give another result.
ENGINE_VERSION = "1.0"


@dataclass(frozen=True)
class Settings:
    """Thresholds of docs/method.md; the defaults are the method.

    Shares are fractions unless the name ends in `_points`. Raises ValueError when a value is
    outside its range or two that belong together are out of order.
    """

    # §1 status
    near_share: float = 0.005
    near_gain_share: float = 0.10
    about_share: float = 0.03
    full_coverage: float = 99.95
    trend_share: float = 0.001
    trend_years: int = 3
    trend_events: int = 20
    trend_p: float = 0.05
    gap_events: int = 10
    # certainty
    confidence: float = 0.95
    design_effect: float = 2.0
    # §2 path
    hold_share: float = 0.005
    on_path: float = 0.95
    slightly_behind: float = 0.60
    # §4 forecast
    points: int = 10
    clip_low: float = 0.05
    clip_high: float = 99.95
    last_weight: float = 0.7
    damping_base: float = 0.3
    damping_gain: float = 0.6
    damping_power: float = 4.0
    floor: float = 1e-6
    cumulative_floor: float = 0.10
    interval: float = 0.80
    shown_low: float = 0.02
    shown_high: float = 0.98
    # §5 small numbers
    small_expected: float = 10.0
    small_years: int = 3
    small_sample: int = 10
    read_with_care: int = 20
    few_exposed: int = 30
    # §6 direction and volatility
    chi_significant: float = 9.5495
    chi_indicative: float = 3.84
    chi_years: int = 5
    kendall_p: float = 0.05
    jump_confidence: float = 0.95
    reversal_points: float = 1.0
    reversal_share: float = 0.05
    scatter_points: float = 2.0
    scatter_share: float = 0.10
    dispersion_p: float = 0.05
    # §7 level
    red: float = 0.10
    orange: float = 0.35
    yellow: float = 0.65
    blue: float = 0.90

    def __post_init__(self) -> None:
        for field in fields(self):
            number = getattr(self, field.name)
            if not 0 < number < float("inf"):
                raise ValueError(f"settings: {field.name}: {number} is not a positive number")
        ordered = {
            "levels": (0.0, self.red, self.orange, self.yellow, self.blue, 1.0),
            "shown probability": (0.0, self.shown_low, self.shown_high, 1.0),
            "path": (0.0, self.slightly_behind, self.on_path),
            "clip": (0.0, self.clip_low, self.clip_high, 100.0),
            "damping": (0.0, self.damping_base + self.damping_gain, 1.0),
            "weight of the last value": (0.0, self.last_weight, 1.0 + 1e-12),
            "confidence": (0.0, self.confidence, 1.0),
            "interval": (0.0, self.interval, 1.0),
            "jump confidence": (0.0, self.jump_confidence, 1.0),
            "points": (3, self.points, 1000),
        }
        for name, numbers in ordered.items():
            if any(a > b for a, b in itertools.pairwise(numbers)):
                raise ValueError(f"settings: {name}: {numbers} is not in ascending order")

    def digest(self) -> str:
        """SHA-256 of the values, the same on every machine."""
        text = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


#: The method as documented.
METHOD = Settings()
