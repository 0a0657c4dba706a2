"""The page of what is mine to do, for every role."""

import datetime
from types import SimpleNamespace

import pytest
from django.urls import reverse

from indicators.models import Role
from reporting.collection.entry import save_cells
from reporting.collection.review import review_cells
from reporting.collection.rounds import open_round
from reporting.models import Correction, Submission
from tests.collection.conftest import (
    DUE,
    YEAR,
    add_indicators,
    ask_for_everything,
    cell,
    decide,
    hand_in,
    typed,
)
from tests.collection.test_review import give_role
from tests.conftest import CAST, SignIn


def page(sign_in: SignIn, name: str = "statistician") -> str:
    response = sign_in(name).get(reverse("my_tasks"))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", CAST)
def test_everyone_has_the_page(name: str, round_2025: object, sign_in: SignIn) -> None:
    assert "<h1>我的任务</h1>" in page(sign_in, name)


class TestStatistician:
    def test_says_what_until_when_how_far_and_what_next(
        self, health_return: Submission, sign_in: SignIn
    ) -> None:
        html = page(sign_in)
        for words in ("2025年度监测数据", "2026年3月31日", "剩 30 天", "未填报", "0/2", "开始填报"):
            assert words in html
        assert reverse("submission_entry", args=[health_return.pk]) in html

    def test_shows_own_returns_only(
        self, health_return: Submission, county_return: Submission, sign_in: SignIn
    ) -> None:
        html = page(sign_in)
        assert "甲县卫生健康局" not in html
        assert "演示市教育局" not in html

    @pytest.mark.parametrize(
        ("fixture", "words"),
        [
            ("filled_return", ["填报中", "2/2", "核对并提交"]),
            ("handed_in_return", ["待单位审核", "查看"]),
            ("submitted_return", ["待统计审核", "查看"]),
            (
                "half_returned",
                ["退回修改", "退回 1 项", "修改退回的 1 项", "退回原因：", "请核对活产数"],
            ),
        ],
    )
    def test_the_next_action_follows_the_state(
        self, fixture: str, words: list[str], request: pytest.FixtureRequest, sign_in: SignIn
    ) -> None:
        request.getfixturevalue(fixture)
        html = page(sign_in)
        for each in words:
            assert each in html

    @pytest.mark.parametrize(
        ("today", "words"), [("2026-03-31", "今天截止"), ("2026-04-02", "逾期 2 天")]
    )
    def test_late_is_the_day_after(
        self,
        today: str,
        words: str,
        health_return: Submission,
        settings: SimpleNamespace,
        sign_in: SignIn,
    ) -> None:
        settings.TODAY = today
        assert words in page(sign_in)

    def test_what_was_handed_in_is_not_late(
        self, half_returned: Submission, settings: SimpleNamespace, sign_in: SignIn
    ) -> None:
        settings.TODAY = "2026-05-01"
        assert "逾期 " not in page(sign_in)

    def test_more_time_counts(
        self, health_return: Submission, settings: SimpleNamespace, sign_in: SignIn
    ) -> None:
        Submission.objects.update(due_on="2026-04-10", due_reason="换届")
        settings.TODAY = "2026-04-02"
        html = page(sign_in)
        for words in ("2026年4月10日", "换届", "剩 8 天"):
            assert words in html

    def test_supplements_are_listed_with_their_day(
        self,
        filled_return: Submission,
        indicators: SimpleNamespace,
        settings: SimpleNamespace,
        cast: SimpleNamespace,
        sign_in: SignIn,
    ) -> None:
        later = typed(
            cell(filled_return, indicators.maternal),
            missing_kind="not_yet_produced",
            expected_on="2026-05-31",
        )
        first = typed(cell(filled_return, indicators.water), value="95.5", status="P")
        save_cells(submission=filled_return, cells=later | first, by=cast.statistician)
        hand_in(filled_return, cast)
        decisions = [decide(item, approve=True) for item in filled_return.items.all()]
        review_cells(submission=filled_return, decisions=decisions, by=cast.reviewer)
        settings.TODAY = "2026-06-01"
        html = page(sign_in)
        for words in ("待补报（2）", "预计 2026年5月31日", "已到预计日期", "初步数，待报最终数"):
            assert words in html

    def test_nothing_owed_says_what_will_happen(
        self, cast: SimpleNamespace, sign_in: SignIn
    ) -> None:
        html = page(sign_in)
        assert "现在没有要填报的报表" in html
        assert "开启报告期后" in html


class TestOthers:
    def test_the_head_signs(self, handed_in_return: Submission, sign_in: SignIn) -> None:
        html = page(sign_in, "unit_head")
        assert "等待您审核（1）" in html
        assert reverse("submission_review", args=[handed_in_return.pk]) in html

    def test_the_bureau_reviews_reminds_and_decides(
        self,
        submitted_return: Submission,
        county_return: Submission,
        indicators: SimpleNamespace,
        settings: SimpleNamespace,
        cast: SimpleNamespace,
        sign_in: SignIn,
    ) -> None:
        settings.TODAY = "2026-04-03"
        Correction.objects.create(
            indicator=indicators.water,
            area=submitted_return.area,
            year=2024,
            seen_version=1,
            value=96,
            reason="测试",
            state="requested",
            requested_by=cast.statistician,
        )
        html = page(sign_in, "reviewer")
        for words in (
            "等待您审核（1）",
            "逾期未报 2 份",
            "甲县卫生健康局（3 天）",
            "更正申请 1 份",
        ):
            assert words in html

    def test_the_office_confirms_duties(self, assignments: None, sign_in: SignIn) -> None:
        assert "职责分工 4 项等待确认" in page(sign_in, "office_worker")
        assert "职责分工" not in page(sign_in, "reviewer").split("<h1>")[1]

    def test_a_county_bureau_sees_its_county_alone(
        self, submitted_return: Submission, county_in_review: Submission, sign_in: SignIn
    ) -> None:
        html = page(sign_in, "county_reviewer")
        assert "甲县卫生健康局" in html
        assert "演示市卫生健康委员会" not in html

    def test_a_leader_is_told_that_nothing_waits(
        self, cast: SimpleNamespace, sign_in: SignIn
    ) -> None:
        assert "您没有待办事项" in page(sign_in, "leader")

    @pytest.mark.parametrize(
        ("name", "start"),
        [
            ("statistician", "my_tasks"),
            ("unit_head", "my_tasks"),
            ("reviewer", "my_tasks"),
            ("office_worker", "my_tasks"),
            ("leader", "leader_summary"),
        ],
    )
    def test_it_is_the_first_page_of_those_who_act(
        self, name: str, start: str, sign_in: SignIn
    ) -> None:
        assert sign_in(name).get(reverse("home")).headers["Location"] == reverse(start)


def test_queries_do_not_grow_with_rounds_and_cells(
    half_returned: Submission,
    county_return: Submission,
    areas: SimpleNamespace,
    units: SimpleNamespace,
    cast: SimpleNamespace,
    sign_in: SignIn,
    django_assert_num_queries: object,
    django_assert_max_num_queries: object,
) -> None:
    """For one who fills, signs and reviews at once."""
    give_role(cast.reviewer, units.health, Role.STATISTICIAN)
    give_role(cast.reviewer, units.health, Role.UNIT_HEAD)
    client = sign_in("reviewer")
    with django_assert_max_num_queries(24) as few:  # type: ignore[operator]
        client.get(reverse("my_tasks"))
    add_indicators(30, areas.city, units.health)
    ask_for_everything(areas.city, cast.reviewer)
    for year in range(YEAR - 3, YEAR):
        open_round(
            area=areas.city,
            year=year,
            opens_on=datetime.date(year, 12, 1),
            due_on=DUE,
            by=cast.reviewer,
        )
    returns = Submission.objects.filter(organisation=units.health)
    for submission in returns:
        submission.items.update(review="returned", reviewed_at=DUE_AT, reviewed_by=cast.reviewer)
    Submission.objects.filter(organisation=units.education).update(
        state="submitted", submitted_at=DUE_AT, submitted_by=cast.outsider
    )
    with django_assert_num_queries(len(few)):  # type: ignore[operator]
        html = client.get(reverse("my_tasks")).content.decode()
    assert "退回的项（30）" in html


DUE_AT = "2026-02-01T00:00:00Z"
