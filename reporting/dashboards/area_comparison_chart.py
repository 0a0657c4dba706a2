"""An area comparison as what its chart draws."""

from typing import Any

from reporting.dashboards.area_comparison import AreaComparison, AreaRow
from reporting.dashboards.comparison_charts import Comparison, Dot, Level, comparison_chart


def chart_of(comparison: AreaComparison) -> dict[str, Any] | None:
    """The figure, or None where no area has a number to draw. An amount has no city line."""
    dots = tuple(_dot(row) for row in comparison.rows)
    if not any(dot.number is not None or any(_known(dot)) for dot in dots):
        return None
    unit = comparison.unit
    return comparison_chart(
        Comparison(
            year=comparison.year,
            suffix=unit.value(0).removeprefix(f"{0:.{unit.decimals}f}"),
            decimals=unit.decimals,
            dots=dots,
            city=_city(comparison),
            references=tuple(
                Level(f"{each.area.name}（{each.year}年）", each.number)
                for each in comparison.references
            ),
            years=comparison.other_years,
            has_zero=comparison.is_amount,
        )
    )


def _known(dot: Dot) -> list[bool]:
    return [number is not None for number in dot.others]


def _dot(row: AreaRow) -> Dot:
    note = row.hidden
    if row.number is None and not note:
        note = (row.figure.missing if row.figure else "") or "无数据"
    return Dot(
        row.area.name,
        row.number,
        note,
        row.is_few,
        tuple(figure.number if figure else None for _year, figure in row.others),
    )


def _city(comparison: AreaComparison) -> Level | None:
    """The city's line, pooled where its own year has few events."""
    city = comparison.city
    if comparison.is_amount or city.number is None:
        return None
    return Level(f"{city.area.name}（合并）" if city.is_few else city.area.name, city.number)
