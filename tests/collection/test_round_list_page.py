"""The progress of a round: who has filed and who is late."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from reporting.models import Round, Submission
from tests.conftest import SignIn


def page(sign_in: SignIn, name: str, query: str = "") -> str:
    response = sign_in(name).get(reverse("round_list") + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", ["reviewer", "office_worker"])
def test_counts_who_has_filed(name: str, submitted_return: Submission, sign_in: SignIn) -> None:
    html = page(sign_in, name)
    assert "已提交 1，其中已完成 0 ／ 应报 3" in html
    for unit in ("演示市卫生健康委员会", "演示市教育局", "甲县卫生健康局"):
        assert unit in html
    assert html.count("未提交") == 2


def test_a_county_bureau_sees_its_county(submitted_return: Submission, sign_in: SignIn) -> None:
    html = page(sign_in, "county_reviewer")
    assert "应报 1" in html
    assert "演示市教育局" not in html


def test_the_late_are_marked(
    submitted_return: Submission, settings: SimpleNamespace, sign_in: SignIn
) -> None:
    settings.TODAY = "2026-04-01"
    assert 'text-danger">逾期 2<' in page(sign_in, "reviewer")


def test_an_unknown_round_shows_the_newest(round_2025: Round, sign_in: SignIn) -> None:
    for query in ("?round=x", "?round=999999", f"?round={'9' * 50}"):
        assert "2025年度" in page(sign_in, "reviewer", query)


def test_no_round_yet_says_what_will_happen(cast: SimpleNamespace, sign_in: SignIn) -> None:
    assert "还没有开启报告期" in page(sign_in, "reviewer")


def test_another_city_sees_nothing(round_2025: Round, sign_in: SignIn) -> None:
    assert "还没有开启报告期" in page(sign_in, "other_reviewer", f"?round={round_2025.pk}")
