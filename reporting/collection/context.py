"""What stands beside a cell: the last years' approved figures and the plan's target."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators.models import PlanState, TargetKind, TargetValue
from reporting.collection.typed_numbers import number_text
from reporting.models import Flow, Item, Observation, Submission

YEARS_BACK = 3
CellKey = tuple[int, int]  # indicator, breakdown
Place = tuple[int, int, int]  # area, indicator, breakdown

_TARGET_WORDS = {
    TargetKind.AT_LEAST: "不低于 {}",
    TargetKind.AT_MOST: "不高于 {}",
    TargetKind.ABOUT: "{} 左右",
}


@dataclass(frozen=True)
class Demand:
    """What a plan asks of a cell, as 不低于 92, and where it says so, as 妇女规划 2025年."""

    words: str
    origin: str


def cell_key(item: Item) -> CellKey:
    return (item.indicator_id, item.breakdown_id)


def place_of(item: Item) -> Place:
    """Where the cell's figure stands among those of all areas; needs the item's return."""
    return (item.submission.area_id, item.indicator_id, item.breakdown_id)


def past_years(submission: Submission) -> list[int]:
    """The years before the return's own, the oldest first."""
    year = submission.round.year
    return list(range(year - YEARS_BACK, year))


def past_figures(
    submission: Submission, items: Iterable[Item]
) -> dict[CellKey, dict[int, Observation]]:
    """The approved figures of the last years in force, by cell and year. One query."""
    found = past_figures_of([submission], items)
    return {(indicator, breakdown): years for (_area, indicator, breakdown), years in found.items()}


def past_figures_of(
    returns: Sequence[Submission], items: Iterable[Item]
) -> dict[Place, dict[int, Observation]]:
    """The same for several returns of one round, by place and year. One query."""
    figures: dict[Place, dict[int, Observation]] = defaultdict(dict)
    rows = Observation.objects.in_force().filter(
        area__in={submission.area_id for submission in returns},
        flow=Flow.RETURN,
        indicator__in={item.indicator_id for item in items},
        year__in=past_years(returns[0]),
    )
    for row in rows:
        figures[row.area_id, row.indicator_id, row.breakdown_id][row.year] = row
    return figures


def demands(returns: Sequence[Submission], items: Iterable[Item]) -> dict[Place, list[Demand]]:
    """What the plans in force ask of each cell of some returns of one round. One query."""
    year = returns[0].round.year
    values = (
        TargetValue.objects.filter(
            valid_to=None,
            area__in={submission.area_id for submission in returns},
            year__gte=year,
            first_year__lte=year,
            target__indicator__in={item.indicator_id for item in items},
            target__plan__state=PlanState.IN_FORCE,
            target__plan__start_year__lte=year,
            target__plan__end_year__gte=year,
        )
        .select_related("target__plan", "target__indicator")
        .order_by(
            "target__plan__position", "target__plan__code", "target_id", "year", "-first_year"
        )
    )
    found: dict[Place, list[Demand]] = defaultdict(list)
    told = set()
    for row in values:
        if (row.area_id, row.target_id) in told:
            continue  # a later year of the same target, or a value that bound before
        told.add((row.area_id, row.target_id))
        key = (row.area_id, row.target.indicator_id, row.target.breakdown_id)
        found[key].append(_demand(row))
    return found


def _demand(row: TargetValue) -> Demand:
    pattern = _TARGET_WORDS.get(row.target.kind, row.target.get_kind_display() + " {}")
    return Demand(
        words=pattern.format(number_text(row.value)),
        origin=f"{row.target.plan.short_title} {row.year}年",
    )
