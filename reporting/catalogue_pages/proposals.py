"""What the stored figures propose for a baseline."""

from dataclasses import dataclass
from decimal import Decimal

from indicators import wording
from indicators.models import Target
from reporting.models import Observation
from reporting.observations.series import official_flow


@dataclass(frozen=True)
class Proposal:
    """The stored figure of the base year, as it is judged, and where it came from."""

    value: Decimal
    source: str


def proposed_baseline(target: Target) -> Proposal | None:
    """The official figure of the plan's base year; None where none is stored."""
    plan, indicator = target.plan, target.indicator
    row = (
        Observation.objects.in_force()
        .filter(
            indicator=indicator,
            area=plan.area_id,
            breakdown=target.breakdown_id,
            flow=official_flow(target),
            year=plan.base_year,
            value__isnull=False,
        )
        .select_related("source")
        .order_by("-valid_from", "-id")
        .first()
    )
    if row is None or row.value is None:
        return None
    value = Decimal(wording.number(float(row.value), indicator.decimals))
    origin = row.source.title if row.source else row.get_flow_display()
    return Proposal(value, f"{plan.base_year}年{origin}（数据版本{row.valid_from}）")
