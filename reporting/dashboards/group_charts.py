"""Two groups, the gap between them, and one area beside the whole: a figure each. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.dashboards import theme
from reporting.dashboards.chart_parts import (
    Figure,
    Point,
    break_lines,
    dotted,
    figure_of,
    hover_words,
    line,
    spread,
    year_axis,
)
from reporting.dashboards.charts import SMALL_LAYOUT


@dataclass(frozen=True)
class Pair:
    """Two groups of one indicator; `suffix` and `gap_suffix` stand behind values and gaps."""

    names: tuple[str, str]
    first: tuple[Point, ...]
    second: tuple[Point, ...]
    gaps: tuple[Point, ...]
    suffix: str
    gap_suffix: str
    decimals: int
    breaks: tuple[int, ...] = ()


def pair_chart(pair: Pair) -> Figure:
    """Both groups as lines that differ by dash as well as by colour."""
    looks = ((theme.ACTUAL, "solid"), (theme.SECOND, "dash"))
    traces = [
        dotted(
            line(
                name,
                points,
                hover_words(name, pair.suffix, pair.decimals),
                color=colour,
                dash=dash,
                breaks=pair.breaks,
            ),
            6,
        )
        for name, points, (colour, dash) in zip(
            pair.names, (pair.first, pair.second), looks, strict=True
        )
    ]
    numbers = [value for points in (pair.first, pair.second) for _, value in points]
    years = [year for points in (pair.first, pair.second) for year, _ in points] or [0]
    return figure_of(
        traces,
        xaxis=year_axis(min(years), max(years), small=True),
        yaxis={"range": spread(numbers, pair.decimals), "nticks": 5},
        **break_lines(pair.breaks, min(years), max(years)),
    )


def gap_chart(pair: Pair) -> Figure:
    """The gap in points as bars from zero, which is always in view."""
    years = [year for year, _ in pair.gaps] or [0]
    name = f"{pair.names[0]}比{pair.names[1]}"
    bars = {
        "type": "bar",
        "x": [year for year, _ in pair.gaps],
        "y": [gap for _, gap in pair.gaps],
        "name": name,
        "marker": {"color": theme.PATH},
        "hovertemplate": f"%{{x}}年 {name} %{{y:+.{pair.decimals}f}}{pair.gap_suffix}"
        "<extra></extra>",
    }
    return figure_of(
        [bars],
        showlegend=False,
        xaxis=year_axis(min(years), max(years), small=True),
        yaxis={
            "range": spread([gap for _, gap in pair.gaps], pair.decimals, with_zero=True),
            "zeroline": True,
            "zerolinecolor": theme.INK,
            "nticks": 5,
        },
        **break_lines(pair.breaks, min(years), max(years)),
    )


def part_chart(
    own: Sequence[Point],
    whole: tuple[str, Sequence[Point]],
    *,
    value_range: tuple[float, float],
    years: tuple[int, int],
    suffix: str,
    decimals: int,
    breaks: tuple[int, ...] = (),
) -> Figure:
    """One county's line over its city's; all counties share years and value range."""
    name, beside = whole
    colour, dash = theme.COMPARISONS[0]
    city = line(
        name,
        beside,
        hover_words(name, suffix, decimals),
        color=colour,
        dash=dash,
        width=1.2,
        breaks=breaks,
    )
    words = hover_words("", suffix, decimals)
    county = dotted(line("", own, words, color=theme.ACTUAL, breaks=breaks), 4)
    return figure_of(
        [city, county],
        **SMALL_LAYOUT,
        xaxis=year_axis(*years, small=True),
        yaxis={"range": list(value_range), "nticks": 4},
        shapes=break_lines(breaks, *years)["shapes"],
    )


def shared_range(series: Sequence[Sequence[Point]], decimals: int) -> tuple[float, float]:
    """The value range that holds every series."""
    low, high = spread([value for points in series for _, value in points], decimals)
    return (low, high)
