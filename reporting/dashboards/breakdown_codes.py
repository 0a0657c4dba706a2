"""Breakdowns in addresses: F (女), U (城镇), F-R (农村女性), "" (合计); ids are no address."""

from indicators.models import TOTAL, Breakdown

TOTAL_CODE = "_T"


def code_of(breakdown: Breakdown) -> str:
    """The codes of the dimensions that are not summed up; "" for the total."""
    codes = (breakdown.sex, breakdown.residence, breakdown.age)
    return "-".join(code for code in codes if code != TOTAL_CODE)


def breakdowns_by_code() -> dict[str, Breakdown]:
    """{code: breakdown} in their order, the total first. One query."""
    rows = list(Breakdown.objects.order_by("id"))
    total = [row for row in rows if row.pk == TOTAL]
    return {code_of(row): row for row in [*total, *rows]}
