"""Charts that compare: valid figures, one colour for all areas, nothing out of view."""

import plotly.graph_objects as go
import pytest

from reporting.dashboards.comparison_charts import (
    Comparison,
    Dot,
    Level,
    Line,
    Panel,
    comparison_chart,
    number_range,
    panel_chart,
)

COMPARISON = Comparison(
    year=2024,
    suffix="%",
    decimals=1,
    dots=(
        Dot("甲县", 90.0, others=(88.0,)),
        Dot("乙县", None, "少于10例，已隐藏"),
        Dot("丁县", 60.0, is_pooled=True, others=(None,)),
    ),
    city=Level("演示市", 92.0),
    references=(Level("全国（2023年）", 95.5),),
    years=(2022,),
)


def test_plotly_accepts_the_figures() -> None:
    go.Figure(comparison_chart(COMPARISON))
    go.Figure(panel_chart(Panel("%", 1, (Line("甲县", ((2020, 1.0), (2021, None))),))))


def test_all_areas_have_one_colour_and_a_pooled_rate_another_mark() -> None:
    traces = {trace["name"]: trace for trace in comparison_chart(COMPARISON)["data"]}
    plain, pooled = traces["2024年"]["marker"], traces["近三年合并"]["marker"]
    assert plain["color"] == pooled["color"]
    assert plain["symbol"] != pooled["symbol"]


def test_a_hidden_area_keeps_its_place_and_has_no_point() -> None:
    figure = comparison_chart(COMPARISON)
    assert "乙县（少于10例，已隐藏）" in figure["layout"]["yaxis"]["categoryarray"]
    dots = [trace for trace in figure["data"] if trace["mode"] == "markers"]
    assert all(
        number is None
        for trace in dots
        for name, number in zip(trace["y"], trace["x"], strict=True)
        if name.startswith("乙县")
    )


def test_areas_stand_in_the_order_given_from_the_top() -> None:
    names = comparison_chart(COMPARISON)["layout"]["yaxis"]["categoryarray"]
    assert [name[:2] for name in names] == ["丁县", "乙县", "甲县"]


def test_everything_drawn_is_in_view() -> None:
    low, high = number_range(COMPARISON)
    assert low < 60.0 < 95.5 < high
    amounts = Comparison(2024, "人", 0, (Dot("甲县", 500.0),), has_zero=True)
    assert number_range(amounts)[0] < 0 < 500 < number_range(amounts)[1]


@pytest.mark.parametrize("number", range(1, 9))
def test_lines_differ_without_colour(number: int) -> None:
    lines = tuple(Line(str(place), ((2020, 1.0),)) for place in range(number))
    traces = panel_chart(Panel("%", 1, lines))["data"]
    looks = {(trace["line"]["dash"], trace["marker"]["symbol"]) for trace in traces}
    assert len(looks) == number
    assert all(trace["connectgaps"] is False for trace in traces)
