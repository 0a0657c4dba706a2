"""Every threshold of the method, in one frozen, checked and hashable place."""

import hashlib
import itertools
import json
import math
from dataclasses import asdict, dataclass, fields

#: Changes whenever the same data and settings could give another result.
ENGINE_VERSION = "1.1"

#: Weights that are off at zero.
_WEIGHTS = ("peer_slope", "peer_volatility")


class SettingsError(ValueError):
    """Impossible settings: `names` are the fields, `in_order` tells whether their order is the
    fault or the range of the one named.
    """

    def __init__(self, names: tuple[str, ...], in_order: bool, message: str) -> None:
        super().__init__(f"settings: {', '.join(names)}: {message}")
        self.names = names
        self.in_order = in_order


#: Fields that must ascend between two bounds.
_ORDERS: tuple[tuple[float, tuple[str, ...], float], ...] = (
    (0.0, ("red", "orange", "yellow", "blue"), 1.0),
    (0.0, ("shown_low", "shown_high"), 1.0),
    (0.0, ("slightly_behind", "on_path"), math.inf),
    (0.0, ("clip_low", "clip_high"), 100.0),
    (0.0, ("small_sample", "read_with_care"), math.inf),
    (0.0, ("chi_indicative", "chi_significant"), math.inf),
    (0.0, ("last_weight",), 1.0),
    (0.0, ("confidence",), 1.0),
    (0.0, ("interval",), 1.0),
    (0.0, ("jump_confidence",), 1.0),
    (3, ("points",), 1000),
    (3, ("line_points",), 1000),
    (0.0, ("peer_slope",), 1.0),
    (0.0, ("peer_volatility",), 1.0),
)


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
    # Further settings, off by default (docs/method.md §13): points of the forecast's line, and
    # what is borrowed from other areas of the same indicator, if there are so many others.
    line_points: int = 10
    peer_slope: float = 0.0
    peer_volatility: float = 0.0
    peer_areas: int = 3

    def __post_init__(self) -> None:
        for field in fields(self):
            number = getattr(self, field.name)
            lowest_fits = number >= 0 if field.name in _WEIGHTS else number > 0
            if not (lowest_fits and number < float("inf")):
                raise SettingsError((field.name,), False, f"{number} is outside its range")
            if isinstance(field.default, int) and number != int(number):
                raise SettingsError((field.name,), False, f"{number} is not a whole number")
        for lowest, names, highest in _ORDERS:
            numbers = (lowest, *(getattr(self, name) for name in names), highest)
            if any(a > b for a, b in itertools.pairwise(numbers)):
                raise SettingsError(names, len(names) > 1, f"{numbers} is not in ascending order")
        if self.damping_base + self.damping_gain > 1:
            raise SettingsError(("damping_base", "damping_gain"), True, "the sum exceeds 1")

    def digest(self) -> str:
        """SHA-256 of the values, the same on every machine."""
        text = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


#: The method as documented.
METHOD = Settings()
