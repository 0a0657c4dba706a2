"""One indicator: the finding, every area and group, every plan; with a target or without one."""

import json
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import SeriesBreak
from reporting.models import Flow, Observation, Source
from reporting.observations import Figure, record
from tests.dashboards.conftest import record_values
from tests.profiles.conftest import page_of

pytestmark = pytest.mark.django_db
HIDDEN = "少于10例，已隐藏"


def title_of(page):
    return re.search(r"<h1>(.*?)</h1>", page).group(1)


def charts_of(page):
    found = re.findall(r'<script id="(chart-[^"]+)" type="application/json">(.*?)</script>', page)
    return {name: json.loads(raw) for name, raw in found}


def trend_of(page):
    return {trace["name"]: trace for trace in charts_of(page)["chart-trend"]["data"]}


def test_the_title_of_a_judged_indicator_is_its_finding(sign_in, released, indicators):
    page = page_of(sign_in("leader"), "indicator_page", indicators.enrolment.pk)
    finding = "学前教育毛入园率连续四年下降，2024年86.2%，2025年达到目标（不低于92.0%）预计有困难"
    assert title_of(page) == finding
    assert "结论：预计达标困难" in page
    assert trend_of(page)["目标 不低于92.0%"]["y"] == [92.0, 92.0]


def test_an_indicator_without_a_target_is_tracked(sign_in, figures, untargeted, release):
    release(2024)
    page = page_of(sign_in("leader"), "indicator_page", untargeted.pk)
    assert title_of(page) == "农村公路通达率连续两年上升，2024年98.1%，没有规划目标，跟踪监测"
    assert list(trend_of(page)) == ["实际值"]
    assert "下一次为2025年数据，通常2026年5月产生" in page
    assert "没有规划目标" in page


def test_it_is_placed_beside_the_references(sign_in, figures, untargeted, release, areas):
    source = Source.objects.create(code="s", title="公报", publisher="部", quality="official")
    record_values(untargeted, areas.nation, {2023: "99.4"}, flow=Flow.REFERENCE, source=source)
    release(2024)
    page = page_of(sign_in("leader"), "indicator_page", untargeted.pk)
    assert "2023年比全国低2.0个百分点" in page


def test_what_is_not_released_is_not_there_yet(sign_in, released, untargeted):
    page = page_of(sign_in("leader"), "indicator_page", untargeted.pk)
    assert title_of(page) == "农村公路通达率，没有规划目标，跟踪监测"
    assert "还没有数据" in page


def test_every_figure_names_its_origin(sign_in, released, indicators):
    page = page_of(sign_in("reviewer"), "indicator_page", indicators.enrolment.pk)
    assert "事业发展统计公报，教育部（官方文件）" in page
    assert "862" in page and "1000" in page, "numerator and denominator"
    assert "随第1版发布" in page
    own = Observation.objects.get(indicator=indicators.enrolment, year=2024, flow="return")
    assert reverse("figure_history", args=[own.pk]) in page
    seen_by_leader = page_of(sign_in("leader"), "indicator_page", indicators.enrolment.pk)
    assert reverse("figure_history", args=[own.pk]) not in seen_by_leader


def test_a_figure_newer_than_its_release_says_so(sign_in, released, indicators, areas):
    record_values(indicators.water, areas.city, {2024: "70.0"})
    page = page_of(sign_in("reviewer"), "indicator_page", indicators.water.pk, year=2024, live=1)
    assert "第1版发布之后更新" in page
    assert "重新评估中" in page


def test_provisional_figures_are_marked(sign_in, figures, release, indicators, areas):
    figure = Figure(indicators.water.pk, areas.city, 2024, value=Decimal("95.2"), status="P")
    record([figure], flow=Flow.RETURN, by=None, reason="快报")
    release(2024)
    page = page_of(sign_in("leader"), "indicator_page", indicators.water.pk)
    assert trend_of(page)["初步数"]["x"] == [2024]
    assert "空心点为初步数或估计数" in page


def test_a_change_of_definition_cuts_line_and_words(
    sign_in, figures, release, indicators, areas, cast
):
    SeriesBreak.objects.create(
        indicator=indicators.water, area=areas.city, year=2023, note="新口径", document="文件",
        valid_from=0,
    )  # fmt: skip
    release(2024)
    page = page_of(sign_in("leader"), "indicator_page", indicators.water.pk)
    assert title_of(page).startswith("农村自来水普及率比上年上升1.2个百分点")
    actual = trend_of(page)["实际值"]
    assert actual["y"][actual["x"].index(2023)] is None
    assert "2023年起" in page


def test_the_gap_of_women_and_men(sign_in, figures, groups, release, indicators):
    release(2024)
    page = page_of(sign_in("leader"), "indicator_page", indicators.enrolment.pk)
    assert "2024年女低于男0.4个百分点，差距比2020年（2.0个百分点）缩小1.6个百分点" in page
    charts = charts_of(page)
    assert charts["chart-gap-1-2"]["data"][0]["y"] == [-2.0, -0.4]
    assert charts["chart-pair-1-2"]["data"][0]["y"] == [88.2, 91.0]


def test_counties_share_the_page_and_have_their_own(sign_in, figures, counties, release, areas):
    release(2024)
    pk = Observation.objects.filter(area=areas.county).first().indicator_id
    client = sign_in("leader")
    page = page_of(client, "indicator_page", pk)
    assert charts_of(page)["chart-part-990101"]["data"][1]["y"] == [90.1, 91.3]
    own = page_of(client, "indicator_page", pk, area="990101")
    assert "甲县" in own and trend_of(own)["实际值"]["y"] == [90.1, 91.3]


def test_small_counts_are_hidden_on_page_hover_and_table(
    sign_in, figures, counties, release, indicators
):
    release(2024)
    page = page_of(sign_in("leader"), "indicator_page", indicators.maternal.pk)
    assert HIDDEN in page and "3／3900" not in page
    hidden = charts_of(page)["chart-part-990101"]["data"][1]
    assert 2023 not in hidden["x"] and 2024 in hidden["x"]
    county = page_of(sign_in("leader"), "indicator_page", indicators.maternal.pk, area="990101")
    assert HIDDEN in county and "3900" not in county
    assert 2023 not in trend_of(county)["实际值"]["x"]
    bureau = page_of(sign_in("reviewer"), "indicator_page", indicators.maternal.pk)
    assert HIDDEN not in bureau and "3／3900" in bureau


def test_the_unit_that_reports_sees_its_own(
    sign_in, figures, counties, assignments, release, indicators
):
    release(2024)
    address = reverse("indicator_page", args=[indicators.maternal.pk])
    page = sign_in("county_statistician").get(address, {"area": "990101"}).content.decode()
    assert HIDDEN not in page and "3900" in page


def test_its_place_in_every_plan(sign_in, released, national, draft, indicators):
    page = page_of(sign_in("reviewer"), "indicator_page", indicators.water.pk)
    rows = re.findall(r'<th scope="row"><a href="/plans/\d+/standing/">([^<]+)</a>', page)
    assert rows == ["妇女规划", "演示市规划（2026）", "国家妇女纲要"]
    assert "尚未生效" in page and "草案" in page
    seen_by_leader = page_of(sign_in("leader"), "indicator_page", indicators.water.pk)
    assert "演示市规划（2026）" not in seen_by_leader


def test_the_nation_may_be_opened(sign_in, released, national, indicators):
    page = page_of(sign_in("leader"), "indicator_page", indicators.maternal.pk, area="100000")
    assert title_of(page).startswith("孕产妇死亡率连续四年下降，2024年14.3/10万")


@pytest.mark.parametrize(
    ("person", "area"),
    [("other_reviewer", "990101"), ("leader", "990200"), ("county_reviewer", "990102")],
)
def test_other_areas_do_not_exist(sign_in, released, indicators, person, area):
    address = reverse("indicator_page", args=[indicators.water.pk])
    assert sign_in(person).get(address, {"area": area}).status_code == 404


def test_without_a_release_the_page_says_so(sign_in, indicators, targets):
    page = page_of(sign_in("leader"), "indicator_page", indicators.water.pk)
    assert "还没有已发布的年度数据" in page
