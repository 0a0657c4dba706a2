"""What the office of the demonstration decided: baselines, issued values, changes of definition."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from indicators.catalogue.adjust import issued_state, set_issued_values
from indicators.catalogue.adjusting import Grounds, token
from indicators.catalogue.baselines import BaselineFigure, set_baselines
from indicators.catalogue.series_breaks import declare_break
from indicators.models import (
    Area,
    Breakdown,
    CitySource,
    Indicator,
    PlanState,
    Target,
    TargetKind,
    User,
)

from .figures import InventedFigure
from .past import value_of
from .specification import TOTAL_NAME

WITHOUT_BASELINE = (TargetKind.RELATIVE_TO, TargetKind.ISSUED, TargetKind.MILESTONE)
Drawn = Mapping[tuple[str, str, int], InventedFigure]


def sign_baselines(figures: Iterable[InventedFigure], *, area: Area, by: User) -> None:
    """The figure of the base year, for a gap the difference of both sides, becomes the baseline
    of each target in force of the area.
    """
    drawn = {
        (row.indicator, row.breakdown, row.year): row for row in figures if row.area == area.code
    }
    targets = (
        Target.objects.filter(plan__area=area, plan__state=PlanState.IN_FORCE, cumulative=False)
        .exclude(kind__in=WITHOUT_BASELINE)
        .select_related("plan", "indicator", "breakdown", "other_indicator", "other_breakdown")
    )
    baselines = [
        BaselineFigure(target, target.plan.base_year, value)
        for target in targets
        if (value := _baseline(target, drawn)) is not None
    ]
    set_baselines(
        area=area,
        figures=baselines,
        document="2020年数据（演示数据）",
        reason="规划基期",
        by=by,
    )


def _baseline(target: Target, drawn: Drawn) -> Decimal | None:
    year = target.plan.base_year
    value = _value(target.indicator, target.breakdown, year, drawn)
    if value is not None and target.kind == TargetKind.NARROW_GAP:
        other = _value(
            target.other_indicator or target.indicator, target.other_breakdown, year, drawn
        )
        value = None if other is None else abs(value - other)
    if value is None:
        return None
    return value.quantize(Decimal(1).scaleb(-target.indicator.decimals), ROUND_HALF_UP)


def _value(
    indicator: Indicator,
    breakdown: Breakdown | None,
    year: int,
    drawn: Drawn,
) -> Decimal | None:
    name = breakdown.name if breakdown else TOTAL_NAME
    figure = drawn.get((indicator.code, name, year))
    return value_of(figure, indicator) if figure else None


def add_up_counties(codes: Iterable[str]) -> None:
    """The city's figure of these indicators is the sum of its counties, as the plans do not say.

    What the files say stays known, so a later load keeps the decision.
    """
    Indicator.objects.filter(code__in=codes).update(city_value=CitySource.ROLLED_UP)


def decide(decisions: Mapping[str, Any], *, area: Area, by: User) -> None:
    """Values issued by the province, and changes of definition."""
    for plan, codes in decisions["issued"].items():
        for code, values in codes.items():
            target = Target.objects.get(plan__code=plan, code=code)
            set_issued_values(
                target=target,
                values={year: Decimal(str(value)) for year, value in values.items()},
                grounds=Grounds("省下达年度任务（演示数据）", "逐年下达"),
                seen=token(issued_state(target)),
                by=by,
            )
    for entry in decisions["breaks"]:
        declare_break(
            indicator=Indicator.objects.get(code=entry["indicator"]),
            area=area,
            year=entry["year"],
            grounds=Grounds("统计制度修订（演示数据）", entry["note"]),
            by=by,
        )
