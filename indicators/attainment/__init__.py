"""The engine: attainment, forecast and early warning of targets. Pure: no Django.

What it computes and why is written in docs/method.md.
"""

from indicators.attainment.assess import Assessment, assess
from indicators.attainment.explain import explain
from indicators.attainment.frames import FrameError
from indicators.attainment.headline import (
    Headline,
    count,
    domain_achievement,
    headline,
    mean_degree,
)
from indicators.attainment.settings import ENGINE_VERSION, Settings

__all__ = [
    "ENGINE_VERSION",
    "Assessment",
    "FrameError",
    "Headline",
    "Settings",
    "assess",
    "count",
    "domain_achievement",
    "explain",
    "headline",
    "mean_degree",
]
