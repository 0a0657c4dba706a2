"""The bureau's pages: what waits, and one return cell by cell."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Role, User
from reporting.collection.entry import save_cells
from reporting.models import Flow, Item, ItemNote, Observation, Submission
from reporting.observations import Figure, record
from tests.collection.conftest import add_indicators, cell, hand_in, typed
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
        assert reverse("my_tasks") in html

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
        hand_in(submitted_return, cast)
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

    def test_what_was_mended_stands_beside_what_it_was(
        self,
        half_returned: Submission,
        indicators: SimpleNamespace,
        cast: SimpleNamespace,
        client: Client,
    ) -> None:
        item = cell(half_returned, indicators.maternal)
        change = typed(item, numerator="1", denominator="2500", note="活产数按统计局")
        save_cells(submission=half_returned, cells=change, by=cast.statistician)
        hand_in(half_returned, cast)
        html = client.get(address(half_returned)).content.decode()
        assert "退回后由“40.322581（1 / 2480）”改为“40（1 / 2500）”" in html
        assert "上次退回原因：请核对活产数" not in html, "the head has passed it since"
        for words in ("退回原因：请核对活产数", "活产数按统计局", "记录 3 条"):
            assert words in html

    def test_handing_in_again_what_was_sent_back_is_pointed_out(
        self, half_returned: Submission, cast: SimpleNamespace, client: Client
    ) -> None:
        hand_in(half_returned, cast)
        assert "退回后没有改动" in client.get(address(half_returned)).content.decode()

    def test_everything_plain_is_passed_at_once_and_the_rest_left(
        self,
        half_returned: Submission,
        maternal: Item,
        cast: SimpleNamespace,
        areas: SimpleNamespace,
        units: SimpleNamespace,
        client: Client,
    ) -> None:
        hand_in(half_returned, cast)
        add_indicators(3, areas.city, units.health)
        for assignment in units.health.assignments.filter(indicator__position__gte=100):
            Item.objects.create(
                submission=half_returned,
                indicator=assignment.indicator,
                review="pending",
                value=5,
            )
        html = client.get(address(half_returned)).content.decode()
        assert "全部通过未变动且无核实提示的 3 项" in html
        seen = {f"cell-{item.pk}-version": item.version for item in half_returned.items.all()}
        done = client.post(address(half_returned), seen | {"pass-plain": "1"}, follow=True)
        assert "已通过 3 项，退回 0 项" in done.content.decode()
        maternal.refresh_from_db()
        assert maternal.review == "pending", "it came back once and is looked at by itself"

    def test_only_what_is_questioned(
        self, half_returned: Submission, cast: SimpleNamespace, client: Client
    ) -> None:
        hand_in(half_returned, cast)
        html = client.get(address(half_returned), {"show": "questioned"}).content.decode()
        table = html.split("<tbody>")[1]
        assert "孕产妇死亡率" in table
        assert "农村自来水普及率" not in table

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
        cast: SimpleNamespace,
        client: Client,
        django_assert_num_queries: object,
        django_assert_max_num_queries: object,
    ) -> None:
        with django_assert_max_num_queries(26) as few:  # type: ignore[operator]
            client.get(address(submitted_return))
        add_indicators(50, areas.city, units.health)
        for assignment in units.health.assignments.filter(indicator__position__gte=100):
            item = Item.objects.create(
                submission=submitted_return,
                indicator=assignment.indicator,
                review="pending",
                value=5,
            )
            ItemNote.objects.create(item=item, kind="return", text="请核对", by=cast.reviewer)
        with django_assert_num_queries(len(few)):  # type: ignore[operator]
            client.get(address(submitted_return))


class TestSigning:
    def test_the_head_signs_with_one_button(
        self, handed_in_return: Submission, sign_in: SignIn
    ) -> None:
        head = sign_in("unit_head")
        html = head.get(address(handed_in_return)).content.decode()
        assert "全部签字，报送统计部门" in html
        sign = reverse("return_sign", args=[handed_in_return.pk])
        done = head.post(sign, {"version": handed_in_return.version}, follow=True)
        assert "已签字报送，待统计审核" in done.content.decode()
        assert "全部签字" not in head.get(address(handed_in_return)).content.decode()

    def test_an_old_page_is_told_so(self, handed_in_return: Submission, sign_in: SignIn) -> None:
        sign = reverse("return_sign", args=[handed_in_return.pk])
        response = sign_in("unit_head").post(sign, {"version": "1"})
        assert response.status_code == 409
        assert "有改动" in response.content.decode()

    def test_paper_instead_of_a_head_who_has_left(
        self, handed_in_return: Submission, cast: SimpleNamespace, sign_in: SignIn
    ) -> None:
        cast.unit_head.memberships.all().delete()
        client = sign_in("statistician")
        html = client.get(reverse("my_tasks")).content.decode()
        where = reverse("return_paper_signature", args=[handed_in_return.pk])
        assert where in html
        form = {"version": handed_in_return.version, "paper_signature": "王主任 2026-03-02"}
        done = client.post(where, form, follow=True)
        assert "已登记纸质签字" in done.content.decode()
        handed_in_return.refresh_from_db()
        assert handed_in_return.state == "submitted"
