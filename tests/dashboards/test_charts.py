"""Charts are pure: what goes in stands in the figure, and everything drawn is in view."""

import json
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from reporting.dashboards import theme
from reporting.dashboards.charts import Cone, Trend, trend_chart, value_range, years_shown

SHARE = Trend(
    suffix="%",
    decimals=1,
    values=((2020, 88.0), (2021, 89.1), (2022, 90.0), (2023, 90.8), (2024, 91.4)),
    baseline=(2020, 88.0),
    target=(2025, 92.0),
    target_words="目标 不低于92%",
    has_path=True,
    cone=Cone.from_value((2024, 91.4), 2025, 90.6, 92.1, 93.2),
    comparisons=(("全国", ((2019, 83.4), (2022, 89.7), (2024, 92.0))),),
)


def traces(trend: Trend, *, compact: bool = False) -> dict[str, dict]:
    figure = trend_chart(trend, compact=compact)
    return {trace["name"]: trace for trace in figure["data"]}


def test_every_line_is_there_with_its_numbers() -> None:
    drawn = traces(SHARE)
    assert drawn["实际值"]["x"] == [2020, 2021, 2022, 2023, 2024]
    assert drawn["实际值"]["y"] == [88.0, 89.1, 90.0, 90.8, 91.4]
    assert (drawn["应有进度"]["x"], drawn["应有进度"]["y"]) == ([2020, 2025], [88.0, 92.0])
    assert drawn["目标 不低于92%"]["y"] == [92.0, 92.0]
    assert drawn["基期值"]["y"] == [88.0]
    assert drawn["预计"]["y"] == [91.4, 92.1]
    assert drawn["全国"]["y"] == [83.4, 89.7, 92.0]


def test_the_band_opens_from_the_last_value() -> None:
    band = traces(SHARE)["预测区间（80%）"]
    assert list(zip(band["x"], band["y"], strict=True)) == [
        (2024, 91.4),
        (2025, 93.2),
        (2025, 90.6),
        (2024, 91.4),
    ]
    assert band["fill"] == "toself"


def test_a_true_rate_is_a_level_band() -> None:
    cone = Cone.level(2021, 2025, 8.0, 11.0, 15.0)
    band = traces(Trend("/10万", 1, ((2024, 12.0),), cone=cone))["真实水平区间（80%）"]
    assert band["y"] == [15.0, 15.0, 8.0, 8.0]


def test_without_forecast_baseline_and_target_only_the_values_are_drawn() -> None:
    assert list(traces(Trend("%", 1, ((2023, 1.0), (2024, 2.0))))) == ["实际值"]


def test_a_promise_to_hold_has_no_path() -> None:
    held = Trend("%", 1, SHARE.values, baseline=(2020, 88.0), target=(2025, 92.0))
    assert "应有进度" not in traces(held)


def test_a_small_chart_leaves_the_references_out() -> None:
    assert "全国" not in traces(SHARE, compact=True)


def test_target_path_and_band_are_in_view() -> None:
    low, high = value_range(SHARE)
    assert low < 88.0
    assert high > 93.2
    assert years_shown(SHARE) == (2020, 2025)


def test_zero_is_in_view_unless_far_away() -> None:
    assert value_range(Trend("", 1, ((2023, 2.0), (2024, 10.0))))[0] == 0
    assert value_range(SHARE)[0] > 0


@pytest.mark.parametrize("values", [(), ((2024, 5.0),), ((2023, 5.0), (2024, 5.0))])
def test_short_and_level_series_have_a_range(values: tuple) -> None:
    low, high = value_range(Trend("%", 1, values))
    assert low < high


def test_fonts_have_chinese_and_the_figure_is_plain_json() -> None:
    figure = trend_chart(SHARE)
    assert "Microsoft YaHei" in figure["layout"]["template"]["layout"]["font"]["family"]
    assert "bdata" not in json.dumps(figure)
    assert len(json.dumps(figure)) < 6000


def test_lines_differ_by_more_than_colour() -> None:
    dashes = {
        trace["line"]["dash"] for trace in traces(SHARE).values() if "dash" in trace.get("line", {})
    }
    assert {"solid", "dot", "dash", theme.COMPARISONS[0][1]} <= dashes


FULL = replace(
    SHARE,
    breaks=(2022,),
    marked=(("初步数", ((2024, 91.4),)),),
    carried=("暂按2024年", (2025, 91.4)),
    target_side=1,
)


@pytest.mark.parametrize("compact", [False, True])
def test_plotly_knows_every_property(compact: bool) -> None:
    go.Figure(trend_chart(FULL, compact=compact))


def test_no_line_is_drawn_across_a_change_of_definition() -> None:
    actual = traces(FULL)["实际值"]
    assert actual["x"] == [2020, 2021, 2022, 2022, 2023, 2024]
    assert actual["y"] == [88.0, 89.1, None, 90.0, 90.8, 91.4]
    assert len(actual["text"]) == 6 and actual["text"][-1] == "91.4"
    layout = trend_chart(FULL)["layout"]
    assert [shape["x0"] for shape in layout["shapes"]] == [2021.5]
    assert "2022年起口径变化" in [note["text"] for note in layout["annotations"]]


def test_what_is_not_final_is_hollow_and_named() -> None:
    drawn = traces(FULL)
    assert (drawn["初步数"]["x"], drawn["初步数"]["y"]) == ([2024], [91.4])
    assert drawn["初步数"]["marker"]["color"] == theme.PAPER
    assert drawn["暂按2024年"]["x"] == [2025]


@pytest.mark.parametrize(("side", "words"), [(1, "↑ 达标一侧"), (-1, "↓ 达标一侧")])
def test_the_target_says_on_which_side_it_is_met(side: int, words: str) -> None:
    figure = trend_chart(replace(SHARE, target_side=side))
    notes = {note["text"]: note for note in figure["layout"]["annotations"]}
    assert notes[words]["y"] == 92.0
    assert notes[words]["yanchor"] == ("bottom" if side > 0 else "top")


def test_a_target_without_a_side_claims_none() -> None:
    assert trend_chart(SHARE)["layout"]["annotations"] == []
