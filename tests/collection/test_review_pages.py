"""The bureau's pages: what waits, and one return cell by cell."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Role, User
from reporting.collection.entry import save_cells
from reporting.collection.handing_in import submit
from reporting.models import Flow, Item, Observation, Submission
from reporting.observations import Figure, record
from tests.collection.conftest import add_indicators, cell, typed
from tests.collection.test_review import give_role
from tests.conftest import SignIn


def address(submission: Submission) -> str:
    return reverse("submission_review", args=[submission.pk])


def choose(item: Item, decision: str, reason: str = "") -> dict[str, str]:
    """What the form posts for one cell as `item` shows it."""
    return {
        f"cell-{item.pk}-version": str(item.version),
        f"cell-{item.pk}-decision": decision,
        f"cell-{item.pk}-reason": reason,
    }


@pytest.fixture
def client(sign_in: SignIn) -> Client:
    return sign_in("reviewer")


@pytest.fixture
def maternal(submitted_return: Submission, indicators: SimpleNamespace) -> Item:
    return cell(submitted_return, indicators.maternal)


@pytest.fixture
def water(submitted_return: Submission, indicators: SimpleNamespace) -> Item:
    return cell(submitted_return, indicators.water)


class TestList:
    def test_shows_what_was_handed_in(
        self, submitted_return: Submission, county_return: Submission, client: Client
    ) -> None:
        html = client.get(reverse("review_list")).content.decode()
        assert "演示市卫生健康委员会" in html
        assert address(submitted_return) in html
        assert "甲县卫生健康局" not in html

    def test_a_return_with_pending_cells_stays_after_a_partial_return(
        self, submitted_return: Submission, maternal: Item, client: Client
    ) -> None:
        client.post(address(submitted_return), choose(maternal, "return", "请核对"))
        html = client.get(reverse("review_list")).content.decode()
        assert address(submitted_return) in html
        assert "退回修改" in html

    def test_nothing_waiting_leads_on(self, round_2025: object, client: Client) -> None:
        html = client.get(reverse("review_list")).content.decode()
        assert "没有等待审核的报表" in html
        assert reverse("round_list") in html

    @pytest.mark.parametrize("name", ["county_reviewer", "other_reviewer"])
    def test_other_bureaus_see_their_own(
        self, name: str, submitted_return: Submission, sign_in: SignIn
    ) -> None:
        html = sign_in(name).get(reverse("review_list")).content.decode()
        assert "演示市卫生健康委员会" not in html


class TestPage:
    def test_each_figure_stands_beside_last_years(
        self,
        submitted_return: Submission,
        indicators: SimpleNamespace,
        areas: SimpleNamespace,
        client: Client,
    ) -> None:
        for indicator, value in ((indicators.water, "94.7"), (indicators.maternal, "40.3")):
            figure = Figure(indicator.pk, areas.city, 2024, value=Decimal(value))
            record([figure], flow=Flow.RETURN, by=None, reason="历史数据")
        html = client.get(address(submitted_return)).content.decode()
        for words in ("94.7", "95.5", "上升0.8个百分点", "持平", "1 / 2480", "statistician"):
            assert words in html

    def test_approving_and_returning_in_one_step(
        self, submitted_return: Submission, maternal: Item, water: Item, client: Client
    ) -> None:
        form = choose(water, "approve") | choose(maternal, "return", "请核对活产数")
        response = client.post(address(submitted_return), form, follow=True)
        assert "已通过 1 项，退回 1 项" in response.content.decode()
        assert Observation.objects.get().indicator_id == water.indicator_id
        submitted_return.refresh_from_db()
        assert submitted_return.state == "returned"

    @pytest.mark.parametrize(
        ("decision", "reason", "words"),
        [
            ("return", "", "要写明原因"),
            ("", "请核对", "没有选“退回”"),
            ("approve", "请核对", "没有选“退回”"),
            ("", "", "请至少选择一项"),
            ("delete", "", "请至少选择一项"),
        ],
    )
    def test_an_incomplete_decision_is_kept_and_explained(
        self,
        decision: str,
        reason: str,
        words: str,
        submitted_return: Submission,
        maternal: Item,
        client: Client,
    ) -> None:
        response = client.post(address(submitted_return), choose(maternal, decision, reason))
        html = response.content.decode()
        assert response.status_code == 422
        assert words in html
        assert f'name="cell-{maternal.pk}-reason" value="{reason}"' in html
        maternal.refresh_from_db()
        assert maternal.review == "pending"

    def test_what_changed_since_is_shown_and_chosen_anew(
        self,
        submitted_return: Submission,
        maternal: Item,
        water: Item,
        cast: SimpleNamespace,
        client: Client,
    ) -> None:
        client.post(address(submitted_return), choose(maternal, "return", "请核对"))
        change = typed(maternal, numerator="1", denominator="2500")
        save_cells(submission=submitted_return, cells=change, by=cast.statistician)
        submitted_return.refresh_from_db()
        submit(submission=submitted_return, version=submitted_return.version, by=cast.statistician)
        form = choose(maternal, "approve") | choose(water, "approve")
        response = client.post(address(submitted_return), form)
        html = response.content.decode()
        assert response.status_code == 409
        assert "（1 / 2480）”，statistician已改为“40（1 / 2500）" in html
        assert html.count('value="approve" checked') == 1
        assert not Observation.objects.exists()

    def test_one_cannot_choose_to_approve_ones_own(
        self,
        submitted_return: Submission,
        maternal: Item,
        units: SimpleNamespace,
        cast: SimpleNamespace,
        sign_in: SignIn,
    ) -> None:
        give_role(User.objects.get(username="statistician"), units.bureau, Role.REVIEWER)
        both = sign_in("statistician")
        assert "您填写过这一项" in both.get(address(submitted_return)).content.decode()
        response = both.post(address(submitted_return), choose(maternal, "approve"))
        assert response.status_code == 403
        assert "不能由您本人审核" in response.content.decode()

    def test_a_reviewer_elsewhere_does_not_review_the_unit_they_fill_in_for(
        self,
        submitted_return: Submission,
        units: SimpleNamespace,
        cast: SimpleNamespace,
        sign_in: SignIn,
    ) -> None:
        give_role(cast.other_reviewer, units.health, Role.STATISTICIAN)
        response = sign_in("other_reviewer").get(address(submitted_return))
        assert response.status_code == 403

    def test_queries_do_not_grow_with_cells(
        self,
        submitted_return: Submission,
        areas: SimpleNamespace,
        units: SimpleNamespace,
        client: Client,
        django_assert_num_queries: object,
        django_assert_max_num_queries: object,
    ) -> None:
        with django_assert_max_num_queries(12) as few:  # type: ignore[operator]
            client.get(address(submitted_return))
        add_indicators(50, areas.city, units.health)
        for assignment in units.health.assignments.filter(indicator__position__gte=100):
            Item.objects.create(
                submission=submitted_return, indicator=assignment.indicator, review="pending"
            )
        with django_assert_num_queries(len(few)):  # type: ignore[operator]
            client.get(address(submitted_return))
