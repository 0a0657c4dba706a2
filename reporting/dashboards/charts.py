"""Charts: one function each, plain data in, a Plotly figure out. No Django, no wording rules."""

from dataclasses import dataclass

import plotly.graph_objects as go

from reporting.dashboards import theme

Point = tuple[int, float]


@dataclass(frozen=True)
class Cone:
    """A forecast: from the last value to the 80 % interval at the target year."""

    start: Point
    year: int
    low: float
    centre: float
    high: float


@dataclass(frozen=True)
class Trend:
    """Everything one trend chart shows, in the unit of the indicator."""

    unit: str
    decimals: int
    values: tuple[Point, ...]
    baseline: Point | None = None
    target: Point | None = None
    target_words: str = ""
    cone: Cone | None = None
    comparisons: tuple[tuple[str, tuple[Point, ...]], ...] = ()


def trend_chart(trend: Trend, *, compact: bool = False) -> go.Figure:
    """The actual line with baseline, target, straight path, forecast and reference lines.

    `compact` leaves out legend, reference lines and the unit, for a chart in a card.
    """
    figure = go.Figure(layout={"template": theme.TEMPLATE})
    if trend.cone:
        figure.add_traces(_forecast(trend.cone, trend))
    if not compact:
        for (name, points), (colour, dash) in zip(
            trend.comparisons, theme.COMPARISONS, strict=False
        ):
            figure.add_trace(_line(name, points, trend, color=colour, dash=dash, width=1.5))
    if trend.baseline and trend.target:
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
    years += [trend.cone.year] if trend.cone else []
    return (min(years), max(years)) if years else (0, 0)


def value_range(trend: Trend, *, with_comparisons: bool = True) -> tuple[float, float]:
    """The range of the value axis: everything drawn is in view, zero too unless far away."""
    numbers = [value for _, value in trend.values]
    numbers += [point[1] for point in (trend.baseline, trend.target) if point]
    if trend.cone:
        numbers += [trend.cone.low, trend.cone.high]
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
    return f"%{{x}}年 {name} %{{y:.{trend.decimals}f}}{trend.unit}<extra></extra>"


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


def _actual(trend: Trend) -> go.Scatter:
    line = _line("实际值", trend.values, trend, color=theme.ACTUAL, dash="solid", width=2.5)
    line.mode = "lines+markers+text"
    line.marker = {"size": 7, "color": theme.ACTUAL}
    last = len(trend.values) - 1
    line.text = [
        f"<b>{value:.{trend.decimals}f}</b>" if index == last else ""
        for index, (_, value) in enumerate(trend.values)
    ]
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
    year, value = cone.start
    band = go.Scatter(
        x=[year, cone.year, cone.year, year],
        y=[value, cone.high, cone.low, value],
        name="预测区间（80%）",
        mode="lines",
        fill="toself",
        fillcolor=theme.BAND,
        line={"width": 0, "color": theme.ACTUAL},
        hoverinfo="skip",
    )
    centre = _line(
        "预计",
        (cone.start, (cone.year, cone.centre)),
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
        return
    figure.add_annotation(
        text=f"单位：{trend.unit}",
        xref="paper",
        yref="paper",
        x=1,
        y=1.02,
        xanchor="right",
        yanchor="bottom",
        showarrow=False,
        font={"size": 12, "color": theme.SOFT_INK},
    )
