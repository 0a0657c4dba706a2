"""Where data is and is not, and who owes what is missing."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Breakdown, Indicator, IndicatorBreakdown, Objective
from reporting.dashboards.coverage_cells import CoverageCell, joined, state_of
from reporting.models import MissingKind, ObservationStatus
from reporting.observations import Figure, record
from tests.comparison.test_area_comparison_page import sheet_of

pytestmark = pytest.mark.django_db


def text_of(client: Client, name: str, query: str = "") -> str:
    answer = client.get(reverse(name) + query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize(
    ("cadence", "span", "reason", "expected"),
    [
        (1, (2018, 2024), "", CoverageCell("有数据", 2018, 2024)),
        (1, (2018, 2023), "", CoverageCell("本年缺", 2018, 2023)),
        (1, (2018, 2023), MissingKind.NOT_YET_PRODUCED, CoverageCell("尚未产生", 2018, 2023)),
        (1, (2018, 2023), MissingKind.NOT_APPLICABLE, CoverageCell("不适用", 2018, 2023)),
        (5, (2020, 2020), "", CoverageCell("按周期沿用", 2020, 2020)),
        (5, (2019, 2019), "", CoverageCell("本年缺", 2019, 2019)),
        (1, None, "", CoverageCell("从未有")),
    ],
)
def test_the_state_of_a_place_in_2024(cadence, span, reason, expected) -> None:
    assert state_of(Indicator(cadence_years=cadence), 2024, span, reason) == expected


def test_groups_of_one_dimension_are_told_together() -> None:
    there, gone = CoverageCell("有数据", 2018, 2024), CoverageCell("本年缺", 2019, 2023)
    never = CoverageCell("从未有")
    assert joined([there, gone], is_required=True) == CoverageCell("部分有", 2018, 2024)
    assert joined([], is_required=False).state == "不要求"
    assert joined([never, never], is_required=False).state == "可分，未收集"
    assert joined([never, never], is_required=True).state == "从未有"


@pytest.fixture
def by_sex(released: SimpleNamespace) -> None:
    """Deaths have to be reported for women and men too, and nobody did."""
    for pk, code, name in ((1, "F", "女"), (2, "M", "男")):
        group, _ = Breakdown.objects.get_or_create(pk=pk, defaults={"sex": code, "name": name})
        IndicatorBreakdown.objects.create(
            indicator=released.maternal, breakdown=group, required=True
        )


def test_counts_have_a_denominator(sign_in, released, by_sex, targets) -> None:
    Objective.objects.create(
        domain=targets.water.objective.domain, number=1, kind="qualitative", summary="环境更好"
    )
    text = text_of(sign_in("leader"), "coverage")
    assert "本年度有数据的目标 2 / 3" in text
    assert "分性别的 0 / 1" in text
    assert "县（市、区）数据格 7 / 8" in text  # four of deaths, three of water
    assert "没有目标度量的主要目标 1 / 2" in text
    assert "环境更好" in text


def test_a_county_is_covered_by_what_counties_report(sign_in, released) -> None:
    text = text_of(sign_in("leader"), "coverage", "?area=990105")
    assert "戊县2024年数据覆盖" in text
    assert "本年度有数据的目标 1 / 2" in text


def test_the_state_filters(sign_in, released) -> None:
    text = text_of(sign_in("leader"), "coverage", "?state=从未有")
    assert "1 个目标（共 3 个）" in text


def test_gaps_name_who_owes_them(sign_in, released, by_sex) -> None:
    text = text_of(sign_in("leader"), "coverage_gaps")
    # enrolment of the city; deaths of women and of men
    assert "演示市2024年缺项 3 项，涉及 2 个填报单位" in text
    assert "学前教育毛入园率 未填报 演示市教育局" in text
    assert "孕产妇死亡率（女） 未填报 演示市卫生健康委员会" in text


def test_nobody_assigned_is_said(sign_in, released) -> None:
    text = text_of(sign_in("leader"), "coverage_gaps", "?area=990105")
    assert "戊县2024年缺项 1 项" in text
    assert "农村自来水普及率 未填报 未指定填报单位" in text


def test_an_answer_is_no_gap_and_a_date_is_told(sign_in, released, areas) -> None:
    record(
        [
            Figure(
                released.enrolment.pk,
                areas.city,
                2024,
                missing_kind=MissingKind.NOT_YET_PRODUCED,
                status=ObservationStatus.MISSING,
                note="年报六月出",
            )
        ],
        flow="return",
        by=None,
        reason="测试",
    )
    text = text_of(sign_in("reviewer"), "coverage_gaps", "?live=1&year=2024")
    assert "尚未产生" in text and "年报六月出" in text
    record(
        [
            Figure(
                released.enrolment.pk,
                areas.city,
                2024,
                missing_kind=MissingKind.NOT_APPLICABLE,
                status=ObservationStatus.MISSING,
            )
        ],
        flow="return",
        by=None,
        reason="测试",
    )
    assert "没有缺项" in text_of(sign_in("reviewer"), "coverage_gaps", "?live=1&year=2024")


def test_the_list_of_all_areas_goes_into_the_workbook(sign_in, released) -> None:
    rows = sheet_of(sign_in("leader"), "?area=all", "coverage_gaps_export")
    gaps = [row for row in rows if row[0] in ("演示市", "戊县")]
    assert [row[1] for row in gaps] == ["学前教育毛入园率", "农村自来水普及率"]
    assert [row[4] for row in gaps] == ["演示市教育局", "未指定填报单位"]
