"""The catalogue's lines of the permission table: who reads it, who adjusts it."""

from collections.abc import Callable
from types import SimpleNamespace

from indicators.models import SeriesBreak


def _series_break(made: SimpleNamespace) -> list[int]:
    """A break of the city, to withdraw."""
    row = SeriesBreak.objects.create(
        indicator=made.target.indicator,
        area=made.target.plan.area,
        year=2022,
        note="口径调整",
        document="文件",
        valid_from=1,
    )
    return [row.pk]


LINES: dict[tuple[str, str], str] = {
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("GET", "catalogue_plans"): "302  200  200  200  200  200  200  403  200  200  200  200",
    ("GET", "catalogue_plan"): "302  200  200  200  200  200  200  403  200  200  404  404",
    ("GET", "indicator_system"): "302  200  200  200  200  200  200  403  200  200  404  404",
    ("GET", "catalogue_domain"): "302  200  200  200  200  200  200  403  200  200  404  404",
    ("GET", "catalogue_objective"): "302  200  200  200  200  200  200  403  200  200  404  404",
    ("GET", "catalogue_target"): "302  200  200  200  200  200  200  403  200  200  404  404",
    ("GET", "indicator_library"): "302  200  200  200  200  200  200  403  200  200  200  200",
    ("GET", "indicator_sheet"): "302  200  200  200  200  200  200  403  200  200  200  200",
    ("GET", "catalogue_search"): "302  200  200  200  200  200  200  403  200  200  200  200",
    ("GET", "target_value"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("GET", "target_issued"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("GET", "target_decision"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("GET", "target_baseline"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("GET", "indicator_change"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("GET", "series_breaks"): "302  403  403  403  200  200  403  403  403  200  403  403",
    ("GET", "break_withdraw"): "302  403  403  403  200  200  403  403  403  403  403  403",
    ("GET", "objective_wording"): "302  403  403  403  403  200  403  403  403  403  403  403",
}

ARGUMENTS: dict[str, Callable[[SimpleNamespace], list[int]]] = {
    "catalogue_plan": lambda made: [made.plan.pk],
    "indicator_system": lambda made: [made.plan.pk],
    "catalogue_domain": lambda made: [made.objective.domain_id],
    "catalogue_objective": lambda made: [made.objective.pk],
    "catalogue_target": lambda made: [made.target.pk],
    "indicator_sheet": lambda made: [made.indicator.pk],
    "target_value": lambda made: [made.target.pk],
    "target_issued": lambda made: [made.target.pk],
    "target_decision": lambda made: [made.target.pk],
    "target_baseline": lambda made: [made.target.pk],
    "indicator_change": lambda made: [made.indicator.pk],
    "series_breaks": lambda made: [made.indicator.pk],
    "break_withdraw": _series_break,
    "objective_wording": lambda made: [made.objective.pk],
}
