"""Target values in force: read, checked against the indicator, replaced under a data version."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from indicators.models import Indicator, Target, TargetValue, User
from indicators.wording import value_with_unit

from .adjusting import AdjustmentRefused, Grounds
from .schema import plain_number


def values_in_force(target: Target) -> dict[int, TargetValue]:
    """{year: the value of the target in its plan's area}; of an adjusted one the latest."""
    rows = TargetValue.objects.filter(target=target, area=target.plan.area_id, valid_to=None)
    return {row.year: row for row in rows}


def check_value(field: str, value: Decimal, indicator: Indicator) -> None:
    """Raises AdjustmentRefused for a number that the indicator cannot reach or print."""
    if places(value) > indicator.decimals:
        raise AdjustmentRefused(
            field,
            f"{plain_number(value)} 比指标的小数位更细：“{indicator}”按{indicator.decimals}位小数"
            "公布和判定，请四舍五入，或先调整指标的小数位。",
        )
    low, high = indicator.minimum, indicator.maximum
    if low is not None and value < low:
        raise AdjustmentRefused(field, f"不能低于下限 {_shown(low, indicator)}，请核对数值和单位。")
    if high is not None and value > high:
        raise AdjustmentRefused(
            field, f"不能高于上限 {_shown(high, indicator)}，请核对数值和单位。"
        )


def places(value: Decimal) -> int:
    """How many decimals a number needs: 12.50 needs one."""
    return max(0, -int(value.normalize().as_tuple().exponent))


def replace_values(
    target: Target,
    values: Mapping[int, Decimal | None],
    *,
    grounds: Grounds,
    data_version: int,
    by: User,
    first_year: int = 0,
) -> None:
    """Close the rows in force of the years and insert the new values; None leaves none.

    With a `first_year` after the plan's first the number of the years before stays in force.
    """
    binds_from = first_year if first_year > target.plan.start_year else 0
    close_values(target, values, data_version, binds_from)
    TargetValue.objects.bulk_create(
        TargetValue(
            target=target,
            area_id=target.plan.area_id,
            year=year,
            first_year=binds_from,
            value=value,
            document=grounds.document,
            reason=grounds.reason,
            valid_from=data_version,
            set_by=by,
        )
        for year, value in values.items()
        if value is not None
    )


def close_values(
    target: Target, years: Iterable[int], data_version: int, first_year: int = 0
) -> None:
    """From the data version on no value binds for these years from `first_year` on."""
    TargetValue.objects.filter(
        target=target,
        area=target.plan.area_id,
        year__in=list(years),
        first_year__gte=first_year,
        valid_to=None,
    ).update(valid_to=data_version)


def _shown(value: Decimal, indicator: Indicator) -> str:
    return value_with_unit(float(value), indicator.unit, indicator.decimals)
