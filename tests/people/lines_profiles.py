"""The lines of the permission table about pages of one indicator, unit, area, plan; and the API."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

LINES: dict[tuple[str, str], str] = {
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("GET", "indicator_page"): "302  200  200  200  200  200  200  403  200  200  200  200",
    ("GET", "unit_page"): "302  200  200  404  200  200  200  403  404  404  404  404",
    ("GET", "unit_scoreboard"): "302  403  403  403  200  200  200  403  403  200  200  403",
    ("GET", "area_page"): "302  200  200  200  200  200  200  403  200  200  404  404",
    ("GET", "plan_page"): "302  200  200  200  200  200  200  403  200  200  404  404",
    ("GET", "api_observations"): "403  200  200  200  200  200  200  403  200  200  404  404",
}

ARGUMENTS: dict[str, Callable[[SimpleNamespace], list[Any]]] = {
    "indicator_page": lambda made: [made.indicator.pk],
    "unit_page": lambda made: [made.organisation.pk],
    "area_page": lambda made: [made.organisation.area_id],
    "plan_page": lambda made: [made.plan.pk],
    "api_observations": lambda made: [made.indicator.code],
}
