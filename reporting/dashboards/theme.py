"""How every chart looks: one set of colours, lines, fonts and margins. No Django."""

from typing import Any

FONT_FAMILY = (
    '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", '
    '"WenQuanYi Micro Hei", sans-serif'
)
INK = "#1b2733"
SOFT_INK = "#566474"
GRID = "#e3e8ed"
PAPER = "#ffffff"
ACTUAL = "#1d4e79"
SECOND = "#b25d00"
TARGET = "#b3261e"
PATH = "#7a8794"
BAND = "rgba(29, 78, 121, 0.16)"
# Reference lines differ by dash as well, so that they can be told apart without colour.
COMPARISONS = (("#8a6500", "dashdot"), ("#5b4a8a", "longdash"))

TEMPLATE: dict[str, Any] = {
    "layout": {
        "font": {"family": FONT_FAMILY, "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 44, "r": 20, "t": 36, "b": 32},
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": 12},
            "entrywidth": 112,
        },
        "hoverlabel": {"font": {"family": FONT_FAMILY}},
        "dragmode": False,
        "xaxis": {
            "showgrid": False,
            "linecolor": SOFT_INK,
            "ticks": "outside",
            "tickformat": "d",
            "fixedrange": True,
        },
        "yaxis": {
            "gridcolor": GRID,
            "zeroline": False,
            "tickformat": ",",
            "fixedrange": True,
        },
    }
}
