"""The entry grid through the browser's eyes: GET, save, submit, conflict, bad input."""

import datetime
import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from reporting.collection.entry import save_cells
from reporting.models import Item, Submission
from tests.collection.conftest import cell, typed
from tests.conftest import SignIn


def form_of(client: Client, submission: Submission) -> dict[str, str]:
    """What a browser would post that changes nothing: every input of the page with its value."""
    html = client.get(entry_address(submission)).content.decode()
    form = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', html))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', html, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        form[name] = chosen[1] if chosen else ""
    return {name: value for name, value in form.items() if name != "csrfmiddlewaretoken"}


def entry_address(submission: Submission) -> str:
    return reverse("submission_entry", args=[submission.pk])


def submit_address(submission: Submission) -> str:
    return reverse("submission_submit", args=[submission.pk])


@pytest.fixture
def client(sign_in: SignIn) -> Client:
    return sign_in("statistician")


@pytest.fixture
def maternal(health_return: Submission, indicators: SimpleNamespace) -> Item:
    return cell(health_return, indicators.maternal)


@pytest.fixture
def water(health_return: Submission, indicators: SimpleNamespace) -> Item:
    return cell(health_return, indicators.water)


class TestSave:
    def test_all_cells_at_once(
        self, health_return: Submission, maternal: Item, water: Item, client: Client
    ) -> None:
        form = form_of(client, health_return) | {
            f"cell-{maternal.pk}-numerator": "１",
            f"cell-{maternal.pk}-denominator": "2,480",
            f"cell-{water.pk}-missing_kind": "not_yet_produced",
            f"cell-{water.pk}-expected_on": "2026-05-31",
        }
        response = client.post(entry_address(health_return), form, follow=True)
        assert "已保存 2 项" in response.content.decode()
        maternal.refresh_from_db()
        water.refresh_from_db()
        assert maternal.value == Decimal("40.322581")
        assert water.expected_on == datetime.date(2026, 5, 31)

    def test_posting_the_page_back_changes_nothing(
        self, filled_return: Submission, client: Client
    ) -> None:
        before = list(Item.objects.order_by("pk").values_list())
        form = form_of(client, filled_return)
        response = client.post(entry_address(filled_return), form, follow=True)
        assert "没有改动" in response.content.decode()
        assert list(Item.objects.order_by("pk").values_list()) == before

    @pytest.mark.parametrize(
        "text", ["abc", "NaN", "Infinity", "1e400", "9" * 60, "0.1234567", "95%", "9\x005"]
    )
    def test_bad_input_is_kept_on_the_page_and_explained(
        self, text: str, health_return: Submission, maternal: Item, water: Item, client: Client
    ) -> None:
        form = form_of(client, health_return) | {
            f"cell-{maternal.pk}-numerator": "1",
            f"cell-{maternal.pk}-denominator": "2480",
            f"cell-{water.pk}-value": text,
            f"cell-{water.pk}-note": "自来水公司口径",
        }
        response = client.post(entry_address(health_return), form)
        html = response.content.decode()
        assert response.status_code == 422
        assert "农村自来水普及率 · 数值：" in html
        assert f'href="#cell-{water.pk}-value"' in html
        for kept in (text, "2480", "自来水公司口径"):
            assert f'value="{kept}"' in html
        assert not Item.objects.exclude(value=None).exists()

    def test_text_of_others_is_escaped(
        self, health_return: Submission, water: Item, client: Client
    ) -> None:
        form = form_of(client, health_return) | {f"cell-{water.pk}-value": "<script>1</script>"}
        html = client.post(entry_address(health_return), form).content.decode()
        assert "<script>1" not in html

    def test_a_conflict_is_told_and_the_rest_is_kept(
        self,
        filled_return: Submission,
        maternal: Item,
        water: Item,
        cast: SimpleNamespace,
        client: Client,
    ) -> None:
        form = form_of(client, filled_return)
        water.refresh_from_db()
        save_cells(submission=filled_return, cells=typed(water, value="96"), by=cast.colleague)
        form |= {f"cell-{water.pk}-value": "97", f"cell-{maternal.pk}-numerator": "2"}
        response = client.post(entry_address(filled_return), form)
        html = response.content.decode()
        assert response.status_code == 409
        assert "您看到或填写的是“97”，colleague已改为“96”" in html
        assert f'name="cell-{water.pk}-value" value="97"' in html
        assert f'name="cell-{maternal.pk}-numerator" value="2"' in html
        water.refresh_from_db()
        maternal.refresh_from_db()
        assert (water.value, maternal.numerator) == (96, 1)

    def test_after_both_were_shown_the_next_save_decides(
        self, filled_return: Submission, water: Item, cast: SimpleNamespace, client: Client
    ) -> None:
        form = form_of(client, filled_return) | {f"cell-{water.pk}-value": "97"}
        water.refresh_from_db()
        save_cells(submission=filled_return, cells=typed(water, value="96"), by=cast.colleague)
        html = client.post(entry_address(filled_return), form).content.decode()
        version = re.search(rf'name="cell-{water.pk}-version" value="(\d+)"', html)
        assert version
        form[f"cell-{water.pk}-version"] = version[1]
        assert client.post(entry_address(filled_return), form).status_code == 302
        water.refresh_from_db()
        assert water.value == 97

    def test_a_wrong_cell_does_not_hide_a_later_conflict(
        self,
        filled_return: Submission,
        maternal: Item,
        water: Item,
        cast: SimpleNamespace,
        client: Client,
    ) -> None:
        form = form_of(client, filled_return)
        water.refresh_from_db()
        save_cells(submission=filled_return, cells=typed(water, value="96"), by=cast.colleague)
        form |= {f"cell-{water.pk}-value": "9O"}
        html = client.post(entry_address(filled_return), form).content.decode()
        assert f'name="cell-{water.pk}-version" value="{water.version}"' in html

    def test_what_was_typed_is_named_when_the_return_has_gone(
        self,
        filled_return: Submission,
        water: Item,
        cast: SimpleNamespace,
        sign_in: SignIn,
        client: Client,
    ) -> None:
        form = form_of(client, filled_return) | {f"cell-{water.pk}-value": "97"}
        colleague = sign_in("colleague")
        colleague.post(submit_address(filled_return), form_of(colleague, filled_return))
        response = client.post(entry_address(filled_return), form)
        html = response.content.decode()
        assert response.status_code == 409
        assert "不能修改" in html
        assert "您填写的“97”没有保存" in html

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "1.5"])
    def test_a_strange_version_is_a_conflict_not_a_crash(
        self, version: str, health_return: Submission, water: Item, client: Client
    ) -> None:
        form = {f"cell-{water.pk}-version": version, f"cell-{water.pk}-value": "95"}
        assert client.post(entry_address(health_return), form).status_code == 409


class TestSubmit:
    def test_typed_cells_are_saved_and_handed_in(
        self, health_return: Submission, maternal: Item, water: Item, client: Client
    ) -> None:
        form = form_of(client, health_return) | {
            f"cell-{maternal.pk}-numerator": "1",
            f"cell-{maternal.pk}-denominator": "2480",
            f"cell-{water.pk}-value": "95.5",
        }
        response = client.post(submit_address(health_return), form, follow=True)
        assert response.redirect_chain[-1][0] == reverse(
            "receipt_page", args=[health_return.receipts.get().pk]
        )
        assert "已提交，待单位审核" in response.content.decode()
        health_return.refresh_from_db()
        assert health_return.state == "unit_review"

    def test_empty_cells_are_listed_and_what_was_typed_is_saved(
        self, health_return: Submission, maternal: Item, water: Item, client: Client
    ) -> None:
        form = form_of(client, health_return) | {f"cell-{water.pk}-value": "95.5"}
        response = client.post(submit_address(health_return), form)
        html = response.content.decode()
        assert response.status_code == 422
        assert "填写的内容已保存，但还不能提交" in html
        assert "孕产妇死亡率 · 分子：还没有填写" in html
        water.refresh_from_db()
        assert water.value == Decimal("95.5")
        # The page carries on from what is stored: the same cell can be changed at once.
        assert f'name="cell-{water.pk}-version" value="{water.version}"' in html
        health_return.refresh_from_db()
        assert health_return.state == "draft"

    def test_a_wrong_cell_is_neither_saved_nor_handed_in(
        self, filled_return: Submission, water: Item, client: Client
    ) -> None:
        form = form_of(client, filled_return) | {f"cell-{water.pk}-value": "950"}
        response = client.post(submit_address(filled_return), form)
        assert response.status_code == 422
        filled_return.refresh_from_db()
        assert filled_return.state == "draft"

    def test_what_a_colleague_typed_since_is_shown_first(
        self, filled_return: Submission, water: Item, cast: SimpleNamespace, client: Client
    ) -> None:
        form = form_of(client, filled_return)
        water.refresh_from_db()
        save_cells(submission=filled_return, cells=typed(water, value="96"), by=cast.colleague)
        response = client.post(submit_address(filled_return), form)
        assert response.status_code == 409
        assert "有改动" in response.content.decode()
        filled_return.refresh_from_db()
        assert filled_return.state == "draft"

    def test_is_no_link(self, filled_return: Submission, client: Client) -> None:
        assert client.get(submit_address(filled_return)).status_code == 405
