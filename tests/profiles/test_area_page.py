"""One area: its own plan's standings, else beside its city without judgement; who answers there."""

import re

import pytest
from django.urls import reverse

from indicators.models import PlanState
from reporting.assessment.judge import assess_scope
from reporting.assessment.release import release_year, sign_year
from tests.profiles.conftest import page_of, plan_for, target_for

pytestmark = pytest.mark.django_db
HIDDEN = "少于10例，已隐藏"


@pytest.fixture
def county_plan(areas, indicators, counties, figures):
    """甲县's own plan: tap water at least 95, maternal mortality at most 5."""
    objective = plan_for(areas.county, "county", PlanState.IN_FORCE, 2021)
    target_for(objective, indicators.water, "at_least", 95)
    target_for(objective, indicators.maternal, "at_most", 5)
    return objective.domain.plan


@pytest.fixture
def county_released(county_plan, areas, cast, release):
    """The city's 2024 and 甲县's own 2024 are released."""
    release(2024)
    assess_scope(scope=areas.city, year=2024)
    signed = sign_year(area=areas.county, year=2024, by=cast.reviewer)
    release_year(release=signed, by=cast.office_worker)


def row_of(page, name):
    return re.search(rf'<th scope="row"><a [^>]*>{name}</a>.*?</tr>', page, re.S).group(0)


def test_without_a_plan_of_its_own_it_is_compared_not_judged(
    sign_in, figures, counties, release, areas
):
    release(2024)
    page = page_of(sign_in("leader"), "area_page", areas.second_county.pk)
    assert "乙县2024年主要指标与全市比较" in page
    row = row_of(page, "农村自来水普及率")
    assert "96.4%" in row and "95.2%" in row and "比全市高1.2个百分点" in row
    assert "standing" not in row, "no verdict"


def test_its_own_plan_is_judged(sign_in, county_released, areas):
    page = page_of(sign_in("leader"), "area_page", areas.county.pk)
    assert "甲县2024年规划目标" in page
    assert "共 2" in page
    assert "不低于95.0%" in row_of(page, "农村自来水普及率")


def test_small_counts_hide_the_numbers_of_a_judgement(sign_in, county_released, areas):
    row = row_of(page_of(sign_in("leader"), "area_page", areas.county.pk), "孕产妇死亡率")
    assert "例数少，不公开" in row and "289.5" not in row
    open_row = row_of(page_of(sign_in("reviewer"), "area_page", areas.county.pk), "孕产妇死亡率")
    assert "289.5/10万" in open_row, "11 of 3800"


def test_they_hide_on_the_targets_own_page_too(sign_in, county_released, county_plan):
    target = county_plan.targets.get(indicator__code="maternal_mortality")
    page = page_of(sign_in("leader"), "target_page", target.pk)
    assert HIDDEN in page and "部分年份的例数少" in page
    assert "3900" not in page and "按目标全年最多允许" not in page


def test_the_city_shows_its_plans_and_its_parts(sign_in, released, areas):
    page = page_of(sign_in("leader"), "area_page", areas.city.pk)
    assert "有数据 3 ／ 共 3" in page
    assert reverse("area_page", args=[areas.county.pk]) in page


def test_returns_are_for_those_who_oversee(sign_in, released, areas, units):
    assert "报表进度" in page_of(sign_in("leader"), "area_page", areas.city.pk)
    page = page_of(sign_in("statistician"), "area_page", areas.city.pk)
    assert "报表进度" not in page and units.health.name in page


def test_another_county_does_not_exist(sign_in, released, areas):
    address = reverse("area_page", args=[areas.second_county.pk])
    assert sign_in("county_reviewer").get(address).status_code == 404
