"""The lines of the permission table about corrections of approved figures."""

from collections.abc import Callable
from types import SimpleNamespace

from reporting.models import Correction, Observation


def _figure(made: SimpleNamespace) -> list[int]:
    """The city's tap water of 2024, which the health unit reports."""
    figure = Observation.objects.in_force().get(indicator=made.indicator, year=2024)
    return [figure.pk]


def _correction(made: SimpleNamespace) -> list[int]:
    """A request about it that waits for a decision."""
    figure = Observation.objects.in_force().get(indicator=made.indicator, year=2024)
    correction = Correction.objects.create(
        indicator=figure.indicator,
        area=figure.area,
        year=figure.year,
        seen_version=figure.valid_from,
        value=96,
        reason="测试",
        state="requested",
        requested_by=made.user,
    )
    return [correction.pk]


LINES: dict[tuple[str, str], str] = {
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("GET", "correction_list"): "302  200  200  200  403  403  403  403  200  403  403  200",
    ("GET", "correction_new"): "302  200  403  404  403  403  403  403  404  403  403  404",
    ("GET", "correction_review_list"): "302  403  403  403  200  403  403  403  403  200  200  403",
    ("GET", "correction_decide"): "302  403  403  403  200  403  403  403  403  404  404  403",
    ("GET", "figure_history"): "302  200  200  404  200  200  403  403  404  404  404  404",
}

ARGUMENTS: dict[str, Callable[[SimpleNamespace], list[int]]] = {
    "correction_new": _figure,
    "correction_decide": _correction,
    "figure_history": _figure,
}
