"""The stored targets as a plain table, to check them against the document or hand them on."""

from collections.abc import Iterator
from typing import NamedTuple

from indicators.models import TOTAL, Target, TargetValue

from .consistency import KINDS_WITH_NUMBER
from .schema import plain_number

CITY_PLANS = ("women", "children")


class TargetRow(NamedTuple):
    """One target; `value` without trailing zeros, empty where the plan gives no number."""

    plan: str
    domain_no: int
    objective_no: int
    indicator: str
    kind: str
    value: str
    unit: str
    maintain: int
    year: int


def target_rows(plan_codes: tuple[str, ...] = CITY_PLANS) -> Iterator[TargetRow]:
    """The targets of these plans, in the order given, then by domain, objective and position."""
    values = {
        (value.target_id, value.area_id, value.year): value.value
        for value in TargetValue.objects.filter(valid_to=None)
    }
    for code in plan_codes:
        targets = (
            Target.objects.filter(plan__code=code)
            .select_related(
                "plan", "objective__domain", "indicator", "breakdown", "other_breakdown"
            )
            .order_by("objective__domain__number", "objective__number", "position", "code")
        )
        for target in targets:
            plan = target.plan
            value = values.get((target.pk, plan.area_id, plan.end_year))
            yield TargetRow(
                plan=plan.code,
                domain_no=target.objective.domain.number,
                objective_no=target.objective.number,
                indicator=_name(target),
                kind=target.kind,
                value=(plain_number(value) or "") if target.kind in KINDS_WITH_NUMBER else "",
                unit=target.indicator.unit,
                maintain=int(target.maintain),
                year=plan.end_year,
            )


def _name(target: Target) -> str:
    if target.other_breakdown and target.other_indicator_id == target.indicator_id:
        return f"{target.indicator.name}（{target.breakdown.name}与{target.other_breakdown.name}）"
    if target.breakdown_id == TOTAL:
        return target.indicator.name
    return f"{target.indicator.name}（{target.breakdown.name}）"
