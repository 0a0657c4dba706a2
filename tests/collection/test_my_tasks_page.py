"""The page of what my unit owes."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from reporting.collection.rounds import open_round
from reporting.models import Submission
from tests.collection.conftest import DUE, YEAR, add_indicators
from tests.conftest import SignIn


def page(sign_in: SignIn, name: str = "statistician") -> str:
    response = sign_in(name).get(reverse("my_tasks"))
    assert response.status_code == 200
    return response.content.decode()


def test_says_what_until_when_how_far_and_what_next(
    health_return: Submission, sign_in: SignIn
) -> None:
    html = page(sign_in)
    for words in ("2025年度监测数据", "2026年3月31日", "剩 30 天", "填报中", "0/2", "开始填报"):
        assert words in html
    assert reverse("submission_entry", args=[health_return.pk]) in html


def test_shows_own_returns_only(
    health_return: Submission, county_return: Submission, sign_in: SignIn
) -> None:
    html = page(sign_in)
    assert "甲县卫生健康局" not in html
    assert "演示市教育局" not in html


@pytest.mark.parametrize(
    ("fixture", "words"),
    [
        ("filled_return", ["2/2", "核对并提交"]),
        ("submitted_return", ["待统计审核", "查看"]),
        ("half_returned", ["退回修改", "退回 1 项", "修改退回的 1 项"]),
    ],
)
def test_the_next_action_follows_the_state(
    fixture: str, words: list[str], request: pytest.FixtureRequest, sign_in: SignIn
) -> None:
    request.getfixturevalue(fixture)
    html = page(sign_in)
    for each in words:
        assert each in html


@pytest.mark.parametrize(("today", "is_late"), [("2026-03-31", False), ("2026-04-01", True)])
def test_late_is_the_day_after(
    today: str,
    is_late: bool,
    health_return: Submission,
    settings: SimpleNamespace,
    sign_in: SignIn,
) -> None:
    settings.TODAY = today
    assert ('text-danger">逾期' in page(sign_in)) == is_late


def test_what_was_handed_in_is_not_late(
    half_returned: Submission, settings: SimpleNamespace, sign_in: SignIn
) -> None:
    settings.TODAY = "2026-05-01"
    assert "逾期" not in page(sign_in)


def test_the_unit_head_sees_it_too(health_return: Submission, sign_in: SignIn) -> None:
    assert "2025年度监测数据" in page(sign_in, "unit_head")


def test_nothing_owed_says_what_will_happen(cast: SimpleNamespace, sign_in: SignIn) -> None:
    html = page(sign_in)
    assert "现在没有要填报的报表" in html
    assert "开启报告期后" in html


def test_queries_do_not_grow_with_rounds_and_cells(
    health_return: Submission,
    areas: SimpleNamespace,
    units: SimpleNamespace,
    cast: SimpleNamespace,
    sign_in: SignIn,
    django_assert_num_queries: object,
    django_assert_max_num_queries: object,
) -> None:
    client = sign_in("statistician")
    with django_assert_max_num_queries(8) as few:  # type: ignore[operator]
        client.get(reverse("my_tasks"))
    add_indicators(30, areas.city, units.health)
    for year in range(YEAR + 1, YEAR + 4):
        open_round(area=areas.city, year=year, opens_on=DUE, due_on=DUE, by=cast.reviewer)
    with django_assert_num_queries(len(few)):  # type: ignore[operator]
        client.get(reverse("my_tasks"))
