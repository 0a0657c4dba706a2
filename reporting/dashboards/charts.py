"""The trend of one series, drawn: plain data in, a figure out. No Django, no wording rules."""

from dataclasses import dataclass
from typing import Any

from reporting.dashboards import theme
from reporting.dashboards.chart_parts import (
    Figure,
    Point,
    Trace,
    break_lines,
    dotted,
    figure_of,
    hover_words,
    line,
    marks,
    spread,
    year_axis,
)

SMALL_LAYOUT: dict[str, Any] = {
    "showlegend": False,
    "margin": {"l": 40, "r": 16, "t": 12, "b": 24},
    "font": {"size": 11},
}


@dataclass(frozen=True)
class Cone:
    """An 80 % interval with its centre between two years, each end as (low, centre, high)."""

    name: str
    first_year: int
    first: tuple[float, float, float]
    last_year: int
    last: tuple[float, float, float]

    @classmethod
    def from_value(cls, value: Point, year: int, low: float, centre: float, high: float) -> "Cone":
        """A forecast: it opens from the last value to the interval at the target year."""
        first = (value[1], value[1], value[1])
        return cls("预测区间（80%）", value[0], first, year, (low, centre, high))

    @classmethod
    def level(cls, first_year: int, year: int, low: float, centre: float, high: float) -> "Cone":
        """Small numbers: the interval of the true rate, the same in every year."""
        numbers = (low, centre, high)
        return cls("真实水平区间（80%）", first_year, numbers, year, numbers)


@dataclass(frozen=True)
class Trend:
    """Everything one trend chart shows; `suffix` is what stands behind a number (%, /10万).

    `target_side` is 1 where the target is met above its line, −1 below it, 0 on both or neither.
    `breaks` are the years from which the series starts anew; `marked` are points that are not
    final, each kind under its word; `carried` is the last value taken for the year shown.
    """

    suffix: str
    decimals: int
    values: tuple[Point, ...]
    baseline: Point | None = None
    target: Point | None = None
    target_words: str = ""
    target_side: int = 0
    has_path: bool = False
    cone: Cone | None = None
    comparisons: tuple[tuple[str, tuple[Point, ...]], ...] = ()
    breaks: tuple[int, ...] = ()
    marked: tuple[tuple[str, tuple[Point, ...]], ...] = ()
    carried: tuple[str, Point] | None = None


def trend_chart(trend: Trend, *, compact: bool = False) -> Figure:
    """The actual line with baseline, target, straight path, forecast and reference lines.

    `compact` leaves out legend and reference lines, for a chart in a card.
    """
    traces = _forecast(trend.cone, trend) if trend.cone else []
    if not compact:
        traces += [
            dotted(_line(name, points, trend, color=colour, dash=dash, width=1.5), 4)
            for (name, points), (colour, dash) in zip(
                trend.comparisons, theme.COMPARISONS, strict=False
            )
        ]
    if trend.has_path and trend.baseline and trend.target:
        path = (trend.baseline, trend.target)
        traces.append(_line("应有进度", path, trend, color=theme.PATH, dash="dot", width=1.5))
    if trend.target:
        traces.append(_target_line(trend))
    if trend.baseline:
        traces.append(_baseline_mark(trend))
    traces += [_actual(trend), *_marked(trend)]
    return figure_of(traces, **_frame(trend, compact))


def years_shown(trend: Trend) -> tuple[int, int]:
    """First and last year in view: values, baseline, target and forecast, not the references."""
    years = [year for year, _ in trend.values]
    years += [point[0] for point in (trend.baseline, trend.target) if point]
    years += [trend.cone.last_year] if trend.cone else []
    years += [trend.carried[1][0]] if trend.carried else []
    return (min(years), max(years)) if years else (0, 0)


def value_range(trend: Trend, *, with_comparisons: bool = True) -> tuple[float, float]:
    """The range of the value axis: everything drawn is in view, zero too unless far away."""
    numbers = [value for _, value in trend.values]
    numbers += [point[1] for point in (trend.baseline, trend.target) if point]
    if trend.cone:
        numbers += [*trend.cone.first, *trend.cone.last]
    if with_comparisons:
        first, last = years_shown(trend)
        numbers += [
            value
            for _, points in trend.comparisons
            for year, value in points
            if first <= year <= last
        ]
    low, high = spread(numbers, trend.decimals)
    return (low, high)


def _hover(name: str, trend: Trend) -> str:
    return hover_words(name, trend.suffix, trend.decimals)


def _line(name: str, points: tuple[Point, ...], trend: Trend, **look: Any) -> Trace:
    return line(name, points, _hover(name, trend), **look)


def _actual(trend: Trend) -> Trace:
    whole = _line("实际值", trend.values, trend, color=theme.ACTUAL, width=2.5, breaks=trend.breaks)
    last = len(whole["y"]) - 1
    return dotted(whole, 7) | {
        "mode": "lines+markers+text",
        "text": [
            f"{value:.{trend.decimals}f}" if index == last else ""
            for index, value in enumerate(whole["y"])
        ],
        # Not <b>: Plotly would write it as a style attribute, which the security policy refuses.
        "textfont": {"weight": 700},
        "textposition": "top center",
        "cliponaxis": False,
    }


def _marked(trend: Trend) -> list[Trace]:
    """Hollow marks over the points that are not final, and over a value taken for a later year."""
    look: dict[str, Any] = {"color": theme.PAPER, "line": {"color": theme.ACTUAL, "width": 2}}
    symbols = ("circle", "square", "diamond")
    found = [
        marks(name, points, _hover(name, trend), symbol=symbol, size=9, **look)
        for (name, points), symbol in zip(trend.marked, symbols, strict=False)
    ]
    if trend.carried:
        name, point = trend.carried
        grey = {"color": theme.PAPER, "line": {"color": theme.PATH, "width": 2}}
        found.append(marks(name, (point,), _hover(name, trend), symbol="circle", size=9, **grey))
    return found


def _target_line(trend: Trend) -> Trace:
    assert trend.target is not None
    first, _ = years_shown(trend)
    year, value = trend.target
    ends = ((first, value), (year, value))
    return _line(trend.target_words or "目标", ends, trend, color=theme.TARGET, width=1.5)


def _target_side(trend: Trend) -> list[dict[str, Any]]:
    """On which side of its line the target is met, in words beside the line."""
    if trend.target is None or not trend.target_side:
        return []
    above = trend.target_side > 0
    return [
        {
            "x": years_shown(trend)[0] - 0.3,
            "y": trend.target[1],
            "xanchor": "left",
            "yanchor": "bottom" if above else "top",
            "text": "↑ 达标一侧" if above else "↓ 达标一侧",
            "showarrow": False,
            "font": {"size": 11, "color": theme.TARGET},
        }
    ]


def _baseline_mark(trend: Trend) -> Trace:
    assert trend.baseline is not None
    return marks(
        "基期值",
        (trend.baseline,),
        _hover("基期值", trend),
        symbol="diamond-open",
        size=11,
        color=theme.INK,
        line={"width": 2},
    )


def _forecast(cone: Cone, trend: Trend) -> list[Trace]:
    years = (cone.first_year, cone.last_year)
    first_low, first_centre, first_high = cone.first
    last_low, last_centre, last_high = cone.last
    band = {
        "type": "scatter",
        "x": [years[0], years[1], years[1], years[0]],
        "y": [first_high, last_high, last_low, first_low],
        "name": cone.name,
        "mode": "lines",
        "fill": "toself",
        "fillcolor": theme.BAND,
        "line": {"width": 0, "color": theme.ACTUAL},
        "hoverinfo": "skip",
    }
    ends = ((years[0], first_centre), (years[1], last_centre))
    centre = _line("预计", ends, trend, color=theme.ACTUAL, dash="dash", width=1.5) | {
        "mode": "lines+markers",
        "marker": {"symbol": ["circle", "circle-open"], "size": [1, 9], "line": {"width": 2}},
    }
    return [band, centre]


def _frame(trend: Trend, compact: bool) -> dict[str, Any]:
    first, last = years_shown(trend)
    broken = break_lines(trend.breaks, first, last)
    values: dict[str, Any] = {"range": list(value_range(trend, with_comparisons=not compact))}
    if compact:
        step = {"dtick": 2 if last - first <= 12 else 4}
        return SMALL_LAYOUT | {
            "xaxis": year_axis(first, last) | step,
            "yaxis": values | {"nticks": 4},
            "shapes": broken["shapes"],
        }
    return {
        "xaxis": year_axis(first, last),
        "yaxis": values,
        "shapes": broken["shapes"],
        "annotations": [*broken["annotations"], *_target_side(trend)],
    }
