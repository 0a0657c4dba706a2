"""Charts that compare: areas beside their city, and lines over years. No Django.

Plain data in; out comes the dict that Plotly draws (its classes would check every property on
every page; the tests check the figures with them instead).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reporting.dashboards import theme

OTHER = "#6b7785"
ROW_HEIGHT, FRAME_HEIGHT = 26, 112
OTHER_SYMBOLS = ("circle-open", "square-open", "triangle-up-open")
#: Lines differ by dash and mark as well, so that they can be told apart without colour.
STYLES = (
    ("#1d4e79", "solid", "circle"),
    ("#b3531a", "dash", "square"),
    ("#3d7a4a", "dot", "diamond"),
    ("#5b4a8a", "dashdot", "triangle-up"),
    ("#8a6500", "longdash", "triangle-down"),
    ("#9c2f5f", "longdashdot", "x"),
    ("#2b7f8c", "solid", "star"),
    ("#4a4f57", "dash", "hexagon"),
)
Figure = dict[str, Any]
Trace = dict[str, Any]


@dataclass(frozen=True)
class Dot:
    """One area of a comparison; `note` stands where there is no number (少于10例，已隐藏).

    `others` are the numbers of the other years chosen, in the order of `Comparison.years`.
    """

    name: str
    number: float | None
    note: str = ""
    is_pooled: bool = False
    others: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Level:
    """A vertical line across all areas: the city, the nation, the province."""

    name: str
    number: float


@dataclass(frozen=True)
class Comparison:
    """A dot an area, top to bottom, with lines for the city and the references."""

    year: int
    suffix: str
    decimals: int
    dots: tuple[Dot, ...]
    city: Level | None = None
    references: tuple[Level, ...] = ()
    years: tuple[int, ...] = ()
    has_zero: bool = False

    @property
    def names(self) -> list[str]:
        """The areas as the axis names them."""
        return [f"{dot.name}（{dot.note}）" if dot.note else dot.name for dot in self.dots]


def comparison_chart(comparison: Comparison) -> Figure:
    """Dots beside the city's line. All dots have one colour: being compared is no verdict."""
    names = comparison.names
    traces = [_other_year(comparison, place) for place in range(len(comparison.years))]
    traces += [
        trace for trace in (_dots(comparison, pooled) for pooled in (False, True)) if trace["x"]
    ]
    traces += _levels(comparison)
    layout = {
        "height": FRAME_HEIGHT + ROW_HEIGHT * len(names),
        "margin": {"l": 8, "r": 24, "t": 60, "b": 36},
        "legend": {"entrywidth": 0},
        "xaxis": {
            "range": list(number_range(comparison)),
            "tickformat": ",",
            "showgrid": True,
            "gridcolor": theme.GRID,
        },
        "yaxis": {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": names[::-1],
            "range": [-0.6, len(names) - 0.4],
            "automargin": True,
            "tickformat": "",
        },
    }
    return _figure(traces, layout)


def number_range(comparison: Comparison) -> tuple[float, float]:
    """The range of the value axis: everything drawn is in view, zero too unless far away."""
    numbers = [dot.number for dot in comparison.dots if dot.number is not None]
    numbers += [each for dot in comparison.dots for each in dot.others if each is not None]
    numbers += [level.number for level in (comparison.city, *comparison.references) if level]
    return padded(numbers, comparison.decimals, has_zero=comparison.has_zero)


def padded(
    numbers: Sequence[float], decimals: int, *, has_zero: bool = False
) -> tuple[float, float]:
    """A range around the numbers with a margin; a dot on zero is seen whole."""
    if not numbers:
        return (0.0, 1.0)
    low, high = min(numbers), max(numbers)
    if has_zero or 0 <= low <= 0.6 * high:
        low = min(low, 0.0)
    margin = 0.06 * (high - low) or max(0.06 * abs(high), 10.0**-decimals)
    return (low - (margin / 3 if low == 0 else margin), high + margin)


def _dots(comparison: Comparison, is_pooled: bool) -> Trace:
    shown = [
        (name, dot.number)
        for name, dot in zip(comparison.names, comparison.dots, strict=True)
        if dot.is_pooled == is_pooled and dot.number is not None
    ]
    word = "近三年合并" if is_pooled else f"{comparison.year}年"
    return _marks(
        comparison,
        [name for name, _number in shown],
        [number for _name, number in shown],
        word,
        {
            "symbol": "diamond-open" if is_pooled else "circle",
            "size": 11,
            "color": theme.ACTUAL,
            "line": {"width": 2, "color": theme.ACTUAL},
        },
    )


def _other_year(comparison: Comparison, place: int) -> Trace:
    symbol = OTHER_SYMBOLS[place % len(OTHER_SYMBOLS)]
    return _marks(
        comparison,
        comparison.names,
        [dot.others[place] if place < len(dot.others) else None for dot in comparison.dots],
        f"{comparison.years[place]}年",
        {"symbol": symbol, "size": 8, "color": OTHER, "line": {"width": 1.5, "color": OTHER}},
    )


def _marks(
    comparison: Comparison,
    names: Sequence[str],
    numbers: Sequence[float | None],
    word: str,
    marker: dict[str, Any],
) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(numbers),
        "y": list(names),
        "name": word,
        "marker": marker,
        "hovertemplate": f"%{{y}} {word} {_number('x', comparison)}<extra></extra>",
    }


def _levels(comparison: Comparison) -> list[Trace]:
    """The city's line and those of the references; ticks where there is but one row."""
    found = [(comparison.city, "dash", theme.INK)] if comparison.city else []
    styles = zip(comparison.references, theme.COMPARISONS, strict=False)
    found += [(level, dash, colour) for level, (colour, dash) in styles]
    return [
        {
            "type": "scatter",
            "mode": "lines" if len(comparison.dots) > 1 else "markers",
            "x": [level.number] * len(comparison.dots),
            "y": comparison.names,
            "name": level.name,
            "line": {"color": colour, "dash": dash, "width": 1.5},
            "marker": {
                "symbol": "line-ns-open",
                "size": 14,
                "color": colour,
                "line": {"width": 1.5, "color": colour},
            },
            "hovertemplate": f"{level.name} {_number('x', comparison)}<extra></extra>",
        }
        for level, dash, colour in found
    ]


@dataclass(frozen=True)
class Line:
    """One series; a year without a number is a gap in the line."""

    name: str
    points: tuple[tuple[float, float | None], ...]


@dataclass(frozen=True)
class Panel:
    """The lines of one indicator in one unit: a chart of its own, never a second axis."""

    suffix: str
    decimals: int
    lines: tuple[Line, ...]


def panel_chart(panel: Panel) -> Figure:
    """Lines over the years, told apart by colour, dash and mark."""
    years = [year for line in panel.lines for year, _number in line.points]
    numbers = [value for line in panel.lines for _year, value in line.points if value is not None]
    layout: dict[str, Any] = {
        "legend": {"entrywidth": 0},
        "margin": {"t": 64},
        "yaxis": {"range": list(padded(numbers, panel.decimals))},
    }
    if years:
        first, last = min(years), max(years)
        step = 1 if last - first <= 8 else 2
        layout["xaxis"] = {"range": [first - 0.4, last + 0.4], "dtick": step}
    return _figure([_line(line, panel, number) for number, line in enumerate(panel.lines)], layout)


def _line(line: Line, panel: Panel, number: int) -> Trace:
    colour, dash, symbol = STYLES[number % len(STYLES)]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [year for year, _value in line.points],
        "y": [value for _year, value in line.points],
        "name": line.name,
        "connectgaps": False,
        "line": {"color": colour, "dash": dash, "width": 2},
        "marker": {"symbol": symbol, "size": 8, "color": colour},
        "hovertemplate": f"%{{x}}年 {line.name} {_number('y', panel)}<extra></extra>",
    }


def _number(axis: str, chart: Comparison | Panel) -> str:
    return f"%{{{axis}:.{chart.decimals}f}}{chart.suffix}"


def _figure(traces: list[Trace], layout: dict[str, Any]) -> Figure:
    return {"data": traces, "layout": {"template": theme.TEMPLATE, **layout}}
