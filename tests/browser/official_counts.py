"""The counts of the leader page worked out a second way: from stored figures and targets.

Shares no code with the engine or the pages: plain decimals, the printed rule and nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from indicators.models import Area, Baseline, Target, TargetValue
from reporting.models import Observation

#: Which row is the city's own figure: what is reported, or the sum over its counties.
OFFICIAL_FLOWS = {"reported": "return", "rolled_up": "roll_up"}
NUMERIC = ("at_least", "at_most", "about", "issued")


@dataclass(frozen=True)
class Verdict:
    """One target in its final year, by hand."""

    code: str
    plan: str
    value: Decimal | None
    met: bool
    near: bool


def verdicts(area: Area, year: int) -> Iterator[Verdict]:
    """MET / NEAR of every numeric or issued target of the area's plans in force in `year`."""
    targets = Target.objects.filter(plan__area=area, plan__state="in_force", kind__in=NUMERIC)
    for target in targets.select_related("plan", "indicator"):
        figure = Observation.objects.filter(
            indicator=target.indicator,
            breakdown=target.breakdown,
            area=area,
            year=year,
            flow=OFFICIAL_FLOWS[target.indicator.city_value],
            valid_to=None,
        ).first()
        if figure is None or figure.value is None:
            yield Verdict(target.code, target.plan.code, None, False, False)
            continue
        value = _exact(figure, target).quantize(
            Decimal(1).scaleb(-target.indicator.decimals), ROUND_HALF_UP
        )
        demand = TargetValue.objects.get(target=target, year=year, valid_to=None).value
        yield Verdict(target.code, target.plan.code, value, *_judge(target, value, demand))


def _exact(figure: Observation, target: Target) -> Decimal:
    if figure.denominator is None:
        return figure.value
    return figure.numerator / figure.denominator * target.indicator.multiplier


def _judge(target: Target, value: Decimal, demand: Decimal) -> tuple[bool, bool]:
    """Met: on the good side of the bar. Near: within 0.5 % of it and 10 % of the way to go."""
    bar, higher = demand, target.kind != "at_most"
    if target.kind == "issued":
        higher = target.indicator.better > 0
    if target.kind == "about":
        assert target.side == "floor"
        bar = demand * Decimal("0.97")
    gap = max(Decimal(0), bar - value if higher else value - bar)
    if gap == 0:
        return True, False
    if target.maintain:
        return False, False
    start = Baseline.objects.filter(target=target, valid_to=None).first()
    short_start = start and (start.value < bar if higher else start.value > bar)
    near = gap <= Decimal("0.005") * demand
    if short_start:
        near = near and gap <= Decimal("0.1") * abs(bar - start.value)
    return False, near
