"""Charts of groups, gaps and counties: valid figures, everything in view, nothing hidden drawn."""

import plotly.graph_objects as go
import pytest

from reporting.dashboards.group_charts import (
    Pair,
    gap_chart,
    pair_chart,
    part_chart,
    shared_range,
)

PAIR = Pair(
    names=("女", "男"),
    first=((2020, 88.2), (2022, 89.9), (2024, 91.0)),
    second=((2020, 90.2), (2024, 91.4)),
    gaps=((2020, -2.0), (2024, -0.4)),
    suffix="%",
    gap_suffix="个百分点",
    decimals=1,
)


def part(**more):
    look = {"value_range": (80.0, 95.0), "years": (2020, 2024), "suffix": "%", "decimals": 1}
    return part_chart(PAIR.first, ("演示市", PAIR.second), **{**look, **more})


@pytest.mark.parametrize("figure", [pair_chart(PAIR), gap_chart(PAIR), part()])
def test_plotly_knows_every_property(figure):
    go.Figure(figure)


def test_both_groups_are_drawn_with_their_numbers():
    first, second = pair_chart(PAIR)["data"]
    assert (first["name"], first["y"]) == ("女", [88.2, 89.9, 91.0])
    assert (second["name"], second["x"]) == ("男", [2020, 2024])
    assert first["line"]["dash"] != second["line"]["dash"]


def test_the_gap_stands_on_zero():
    figure = gap_chart(PAIR)
    low, high = figure["layout"]["yaxis"]["range"]
    assert low < -2.0 and high == 0
    assert figure["data"][0]["y"] == [-2.0, -0.4]
    assert figure["layout"]["yaxis"]["zeroline"]


def test_a_break_is_a_hole_in_the_line_and_an_upright_line():
    figure = part(breaks=(2021,))
    own = figure["data"][1]
    assert own["x"] == [2020, 2022, 2022, 2024]
    assert own["y"] == [88.2, None, 89.9, 91.0]
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == [2020.5]


def test_counties_share_a_range_that_holds_all_of_them():
    low, high = shared_range([((2020, 80.0),), ((2020, 95.0),), ()], 1)
    assert low < 80.0 and high > 95.0


def test_without_any_number_there_is_still_a_range():
    empty = Pair(("女", "男"), (), (), (), "%", "个百分点", 1)
    for figure in (pair_chart(empty), gap_chart(empty)):
        low, high = figure["layout"]["yaxis"]["range"]
        assert low < high
