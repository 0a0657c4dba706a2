"""The nation's own targets: published figures, forecast, band, and the source of each."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_value_target_forecast_and_source(sign_in, national: SimpleNamespace) -> None:
    page = sign_in("leader").get(reverse("nation")).content.decode()
    assert "孕产妇死亡率连续四年下降，2024年14.3/10万" in page
    assert "2030年不高于12.0/10万" in page
    assert "80%区间" in page
    assert "纲要统计监测报告，国家统计局（报告转载）" in page


def test_no_figure_is_said_plainly(sign_in, national: SimpleNamespace) -> None:
    page = sign_in("leader").get(reverse("nation")).content.decode()
    assert "还没有找到公开发布的数值" in page


def test_every_role_with_figures_may_open_a_national_target(
    sign_in, national: SimpleNamespace
) -> None:
    address = reverse("target_page", args=[national.maternal.pk])
    for person in ("leader", "statistician", "other_reviewer"):
        assert sign_in(person).get(address).status_code == 200


def test_the_published_series_is_the_series_itself(sign_in, national: SimpleNamespace) -> None:
    page = sign_in("leader").get(reverse("target_page", args=[national.maternal.pk]))
    assert "对照：" not in page.content.decode()


def test_the_citys_own_plan_is_not_shown_here(
    sign_in, national: SimpleNamespace, released: None
) -> None:
    page = sign_in("leader").get(reverse("nation")).content.decode()
    assert "学前教育毛入园率" not in page
