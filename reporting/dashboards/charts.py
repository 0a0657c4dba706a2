"""Charts: one function each, plain data in, a Plotly figure out. No Django, no wording rules."""

from dataclasses import dataclass

import plotly.graph_objects as go

from reporting.dashboards import theme

Point = tuple[int, float]


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
    """Everything one trend chart shows; `suffix` is what stands behind a number (%, /10万)."""

    suffix: str
    decimals: int
    values: tuple[Point, ...]
    baseline: Point | None = None
    target: Point | None = None
    target_words: str = ""
    has_path: bool = False
    cone: Cone | None = None
    comparisons: tuple[tuple[str, tuple[Point, ...]], ...] = ()


def trend_chart(trend: Trend, *, compact: bool = False) -> go.Figure:
    """The actual line with baseline, target, straight path, forecast and reference lines.

    `compact` leaves out legend and reference lines, for a chart in a card.
    """
    figure = go.Figure(layout={"template": theme.TEMPLATE})
    if trend.cone:
        figure.add_traces(_forecast(trend.cone, trend))
    if not compact:
        for (name, points), (colour, dash) in zip(
            trend.comparisons, theme.COMPARISONS, strict=False
        ):
            figure.add_trace(_reference(name, points, trend, color=colour, dash=dash))
    if trend.has_path and trend.baseline and trend.target:
        path = (trend.baseline, trend.target)
        figure.add_trace(_line("应有进度", path, trend, color=theme.PATH, dash="dot", width=1.5))
    if trend.target:
        figure.add_trace(_target_line(trend))
    if trend.baseline:
        figure.add_trace(_baseline_mark(trend))
    figure.add_trace(_actual(trend))
    _set_frame(figure, trend, compact)
    return figure


def years_shown(trend: Trend) -> tuple[int, int]:
    """First and last year in view: values, baseline, target and forecast, not the references."""
    years = [year for year, _ in trend.values]
    years += [point[0] for point in (trend.baseline, trend.target) if point]
    years += [trend.cone.last_year] if trend.cone else []
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
    if not numbers:
        return (0.0, 1.0)
    low, high = min(numbers), max(numbers)
    if 0 <= low <= 0.6 * high:
        low = 0.0
    margin = 0.08 * (high - low) or max(0.08 * abs(high), 10.0**-trend.decimals)
    return (0.0 if low == 0 else low - margin, high + margin)


def _hover(name: str, trend: Trend) -> str:
    return f"%{{x}}年 {name} %{{y:.{trend.decimals}f}}{trend.suffix}<extra></extra>"


def _line(
    name: str, points: tuple[Point, ...], trend: Trend, *, color: str, dash: str, width: float
) -> go.Scatter:
    return go.Scatter(
        x=[year for year, _ in points],
        y=[value for _, value in points],
        name=name,
        mode="lines",
        line={"color": color, "dash": dash, "width": width},
        hovertemplate=_hover(name, trend),
    )


def _reference(
    name: str, points: tuple[Point, ...], trend: Trend, *, color: str, dash: str
) -> go.Scatter:
    line = _line(name, points, trend, color=color, dash=dash, width=1.5)
    line.mode = "lines+markers"  # a single published year would be no line
    line.marker = {"size": 4, "color": color}
    return line


def _actual(trend: Trend) -> go.Scatter:
    line = _line("实际值", trend.values, trend, color=theme.ACTUAL, dash="solid", width=2.5)
    line.mode = "lines+markers+text"
    line.marker = {"size": 7, "color": theme.ACTUAL}
    last = len(trend.values) - 1
    line.text = [
        f"{value:.{trend.decimals}f}" if index == last else ""
        for index, (_, value) in enumerate(trend.values)
    ]
    # Not <b>: Plotly would write it as a style attribute, which the security policy refuses.
    line.textfont = {"weight": 700}
    line.textposition = "top center"
    line.cliponaxis = False
    return line


def _target_line(trend: Trend) -> go.Scatter:
    assert trend.target is not None
    first, _ = years_shown(trend)
    year, value = trend.target
    line = _line(
        trend.target_words or "目标",
        ((first, value), (year, value)),
        trend,
        color=theme.TARGET,
        dash="solid",
        width=1.5,
    )
    return line


def _baseline_mark(trend: Trend) -> go.Scatter:
    assert trend.baseline is not None
    year, value = trend.baseline
    return go.Scatter(
        x=[year],
        y=[value],
        name="基期值",
        mode="markers",
        marker={"symbol": "diamond-open", "size": 11, "color": theme.INK, "line": {"width": 2}},
        hovertemplate=_hover("基期值", trend),
    )


def _forecast(cone: Cone, trend: Trend) -> list[go.Scatter]:
    years = (cone.first_year, cone.last_year)
    first_low, first_centre, first_high = cone.first
    last_low, last_centre, last_high = cone.last
    band = go.Scatter(
        x=[years[0], years[1], years[1], years[0]],
        y=[first_high, last_high, last_low, first_low],
        name=cone.name,
        mode="lines",
        fill="toself",
        fillcolor=theme.BAND,
        line={"width": 0, "color": theme.ACTUAL},
        hoverinfo="skip",
    )
    centre = _line(
        "预计",
        ((years[0], first_centre), (years[1], last_centre)),
        trend,
        color=theme.ACTUAL,
        dash="dash",
        width=1.5,
    )
    centre.mode = "lines+markers"
    centre.marker = {"symbol": ["circle", "circle-open"], "size": [1, 9], "line": {"width": 2}}
    return [band, centre]


def _set_frame(figure: go.Figure, trend: Trend, compact: bool) -> None:
    first, last = years_shown(trend)
    figure.update_xaxes(range=[first - 0.4, last + 0.4], dtick=1 if last - first <= 12 else 2)
    figure.update_yaxes(range=list(value_range(trend, with_comparisons=not compact)))
    if compact:
        figure.update_layout(
            showlegend=False, margin={"l": 40, "r": 16, "t": 12, "b": 24}, font={"size": 11}
        )
        figure.update_xaxes(dtick=2 if last - first <= 12 else 4)
        figure.update_yaxes(nticks=4)
