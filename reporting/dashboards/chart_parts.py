"""What every chart is made of: lines, marks, ranges. Plain data in, plain JSON out. No Django.

A figure is the dict that Plotly draws. Its classes would check each property and cost ten times as
long on every page; the tests check every figure with them instead.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from reporting.dashboards import theme

Point = tuple[int, float]
Trace = dict[str, Any]
Figure = dict[str, Any]


def figure_of(traces: Sequence[Trace], **layout: Any) -> Figure:
    """The traces in the house's look."""
    return {"data": list(traces), "layout": {"template": theme.TEMPLATE, **layout}}


def line(
    name: str,
    points: Sequence[Point],
    hover: str,
    *,
    color: str,
    dash: str = "solid",
    width: float = 2.0,
    breaks: Collection[int] = (),
) -> Trace:
    """A line through the points; it is interrupted before the first point of every break."""
    years, values = broken_at(points, breaks)
    return {
        "type": "scatter",
        "x": years,
        "y": values,
        "name": name,
        "mode": "lines",
        "line": {"color": color, "dash": dash, "width": width},
        "hovertemplate": hover,
    }


def dotted(trace: Trace, size: float) -> Trace:
    """The line with a dot on every point: a single published year would be no line."""
    mark = {"size": size, "color": trace["line"]["color"]}
    return trace | {"mode": "lines+markers", "marker": mark}


def marks(
    name: str, points: Sequence[Point], hover: str, *, symbol: str, size: float, **marker: Any
) -> Trace:
    """Marks without a line."""
    return {
        "type": "scatter",
        "x": [year for year, _ in points],
        "y": [value for _, value in points],
        "name": name,
        "mode": "markers",
        "marker": {"symbol": symbol, "size": size, **marker},
        "hovertemplate": hover,
    }


def hover_words(name: str, suffix: str, decimals: int) -> str:
    """What stands beside a point under the pointer: 2024年 女 91.2%."""
    return f"%{{x}}年 {name} %{{y:.{decimals}f}}{suffix}<extra></extra>"


def broken_at(
    points: Sequence[Point], breaks: Collection[int]
) -> tuple[list[int], list[float | None]]:
    """The coordinates, with a hole before the first point at or after each break."""
    years: list[int] = []
    values: list[float | None] = []
    last: int | None = None
    for year, value in points:
        if last is not None and any(last < each <= year for each in breaks):
            years.append(year)
            values.append(None)
        years.append(year)
        values.append(value)
        last = year
    return years, values


def break_lines(breaks: Iterable[int], first: int, last: int) -> dict[str, list[Any]]:
    """Where in view the series starts anew: an upright line with its word."""
    shown = [year for year in sorted(breaks) if first < year <= last]
    return {
        "shapes": [
            {
                "type": "line",
                "x0": year - 0.5,
                "x1": year - 0.5,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": theme.SOFT_INK, "dash": "dot", "width": 1},
            }
            for year in shown
        ],
        "annotations": [
            {
                "x": year - 0.5,
                "yref": "paper",
                "y": 0.02,
                "xanchor": "left",
                "yanchor": "bottom",
                "text": f"{year}年起口径变化",
                "showarrow": False,
                "font": {"size": 11, "color": theme.SOFT_INK},
            }
            for year in shown
        ],
    }


def spread(numbers: Sequence[float], decimals: int, *, with_zero: bool = False) -> list[float]:
    """The range of a value axis: every number is in view, zero too unless far away.

    `with_zero` keeps zero in view however far away it is.
    """
    if not numbers:
        return [0.0, 1.0]
    low, high = min(numbers), max(numbers)
    if 0 <= low <= 0.6 * high or (with_zero and low > 0):
        low = 0.0
    if with_zero and high < 0:
        high = 0.0
    margin = 0.08 * (high - low) or max(0.08 * abs(high), 10.0**-decimals)
    return [0.0 if low == 0 else low - margin, 0.0 if high == 0 > low else high + margin]


def year_axis(first: int, last: int, *, small: bool = False) -> dict[str, Any]:
    """The axis of years; few ticks on a small chart."""
    step = 1 if last - first <= 12 else 2
    if small:
        step = max(2, 2 * round((last - first) / 6))
    return {"range": [first - 0.4, last + 0.4], "dtick": step}
