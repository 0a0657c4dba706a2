"""Saving cell by cell: what became of each, what the checks say now, and who may."""

import json
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Indicator, Membership, Role
from reporting.collection.entry import save_cells
from reporting.collection.explanations import REASON_CODES
from reporting.models import Flow, Item, ItemChange, Submission
from reporting.observations import Figure, record
from tests.collection.conftest import add_indicators, cell, typed
from tests.conftest import PASSWORD, SignIn


def save_address(submission: Submission) -> str:
    return reverse("entry_save", args=[submission.pk])


def asked(item: Item, **texts: str) -> dict[str, Any]:
    """What the page sends of a cell that it shows as `item`."""
    return {"id": item.pk, "version": item.version, "typed": texts}


def send(client: Client, submission: Submission, *cells: dict[str, Any], **more: Any) -> Any:
    body = {"cells": list(cells)} | more
    return client.post(save_address(submission), json.dumps(body), "application/json")


@pytest.fixture
def client(sign_in: SignIn) -> Client:
    return sign_in("statistician")


@pytest.fixture
def maternal(health_return: Submission, indicators: SimpleNamespace) -> Item:
    return cell(health_return, indicators.maternal)


@pytest.fixture
def water(health_return: Submission, indicators: SimpleNamespace) -> Item:
    return cell(health_return, indicators.water)


def test_a_saved_cell_comes_back_with_version_value_and_progress(
    health_return: Submission, maternal: Item, client: Client
) -> None:
    answer = send(
        client, health_return, asked(maternal, numerator="１", denominator="2,480")
    ).json()
    (told,) = answer["cells"]
    assert (told["status"], told["version"], told["value"]) == (200, 2, "40.3")
    assert told["typed"] == {"numerator": "1", "denominator": "2480"}
    assert answer["returns"] == [
        {"id": health_return.pk, "version": 2, "cells": 2, "filled": 1},
    ]
    maternal.refresh_from_db()
    assert maternal.value == Decimal("40.322581")


def test_columns_that_are_not_named_stay(
    filled_return: Submission, water: Item, client: Client
) -> None:
    water.refresh_from_db()
    send(client, filled_return, asked(water, note="自来水公司口径"))
    water.refresh_from_db()
    assert (water.value, water.note) == (Decimal("95.5"), "自来水公司口径")


def test_a_refused_cell_does_not_hold_up_the_others(
    health_return: Submission, maternal: Item, water: Item, client: Client
) -> None:
    answer = send(
        client,
        health_return,
        asked(maternal, numerator="1", denominator="2480"),
        asked(water, value="9O"),
    ).json()
    told = {each["id"]: each for each in answer["cells"]}
    assert told[maternal.pk]["status"] == 200
    assert told[water.pk]["status"] == 422
    assert told[water.pk]["problems"][0]["column"] == "value"
    assert "“9O”不是数字" in told[water.pk]["problems"][0]["message"]
    assert cell(health_return, maternal.indicator).value is not None
    assert cell(health_return, water.indicator).value is None


def test_half_a_ratio_is_kept(health_return: Submission, maternal: Item, client: Client) -> None:
    send(client, health_return, asked(maternal, numerator="1", denominator=""))
    maternal.refresh_from_db()
    assert (maternal.numerator, maternal.denominator, maternal.value) == (1, None, None)


def test_two_people_in_one_cell_are_told_both_values(
    filled_return: Submission, water: Item, cast: SimpleNamespace, client: Client
) -> None:
    water.refresh_from_db()
    save_cells(submission=filled_return, cells=typed(water, value="96"), by=cast.colleague)
    (told,) = send(client, filled_return, asked(water, value="97")).json()["cells"]
    assert told["status"] == 409
    assert (told["conflict"]["mine"], told["conflict"]["theirs"]) == ("97", "96")
    assert told["conflict"]["by"] == "colleague"
    again = asked(water, value="97") | {"version": told["version"]}
    assert send(client, filled_return, again).json()["cells"][0]["status"] == 200
    assert cell(filled_return, water.indicator).value == 97


def test_a_cell_the_other_one_changed_is_brought_along_where_it_was_not_touched(
    filled_return: Submission, water: Item, cast: SimpleNamespace, client: Client
) -> None:
    water.refresh_from_db()
    save_cells(submission=filled_return, cells=typed(water, value="96"), by=cast.colleague)
    (told,) = send(client, filled_return, asked(water, value="95.5")).json()["cells"]
    assert (told["status"], told["typed"]["value"], told["version"]) == (200, "96", 3)


def test_findings_come_with_the_save_and_go_with_the_next(
    health_return: Submission, maternal: Item, client: Client
) -> None:
    wrong = send(client, health_return, asked(maternal, numerator="5", denominator="2")).json()
    (finding,) = [each for each in wrong["findings"][str(maternal.pk)] if each["hard"]][:1]
    assert "大于分母" in finding["message"]
    maternal.refresh_from_db()
    right = send(client, health_return, asked(maternal, numerator="0", denominator="2480")).json()
    assert not [each for each in right["findings"][str(maternal.pk)] if each["hard"]]


def test_a_paste_is_one_request_and_recorded_as_such(
    health_return: Submission, maternal: Item, water: Item, client: Client
) -> None:
    cells = [asked(maternal, numerator="1", denominator="2480"), asked(water, value="95")]
    send(client, health_return, *cells, via="paste")
    assert set(ItemChange.objects.values_list("via", flat=True)) == {"paste"}
    assert Submission.objects.get(pk=health_return.pk).version == 2


def test_cells_of_another_unit_are_not_reached(
    health_return: Submission, county_return: Submission, maternal: Item, client: Client
) -> None:
    foreign = cell(county_return, maternal.indicator)
    answer = send(client, health_return, asked(foreign, numerator="1", denominator="100")).json()
    assert answer["cells"] == []
    assert not cell(county_return, maternal.indicator).is_filled


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"cells": 1}',
        '{"cells": [1]}',
        '{"cells": [{"id": true, "version": 1, "typed": {}}]}',
        '{"cells": [{"id": "1", "version": 1, "typed": {}}]}',
        '{"cells": [{"id": 1, "version": 99999999999, "typed": {}}]}',
        '{"cells": [{"id": 1, "version": 1, "typed": {"value": 5}}]}',
        '{"cells": [{"id": 1, "version": 1, "typed": {"note": "\\ud800"}}]}',
        '{"cells": [{"id": 1, "version": 1}]}',
        b"\xff\xfe",
    ],
)
def test_a_strange_request_is_refused(
    body: str | bytes, health_return: Submission, client: Client
) -> None:
    response = client.post(save_address(health_return), body, "application/json")
    assert response.status_code == 400


def test_nobody_signed_in_is_told_so(health_return: Submission, water: Item) -> None:
    response = send(Client(), health_return, asked(water, value="95"))
    assert (response.status_code, response.json()) == (401, {"reason": "signed_out"})


def test_cells_of_one_account_are_not_saved_by_another(
    health_return: Submission, water: Item, cast: SimpleNamespace, sign_in: SignIn
) -> None:
    response = sign_in("colleague").post(
        save_address(health_return),
        json.dumps({"cells": [asked(water, value="95")]}),
        "application/json",
        headers={"X-Account": str(cast.statistician.pk)},
    )
    assert (response.status_code, response.json()["reason"]) == (401, "other_account")
    assert not cell(health_return, water.indicator).is_filled


def test_an_account_that_must_change_its_password_is_told_so(
    health_return: Submission, water: Item, cast: SimpleNamespace, client: Client
) -> None:
    cast.statistician.must_change_password = True
    cast.statistician.save()
    response = client.post(
        save_address(health_return),
        json.dumps({"cells": [asked(water, value="95")]}),
        "application/json",
        headers={"Accept": "application/json"},
    )
    assert (response.status_code, response.json()) == (403, {"reason": "password"})


def test_a_closed_account_is_signed_out(
    health_return: Submission, water: Item, cast: SimpleNamespace, client: Client
) -> None:
    cast.statistician.is_active = False
    cast.statistician.save()
    assert send(client, health_return, asked(water, value="95")).status_code == 401


def test_who_lost_the_role_is_refused(
    health_return: Submission, water: Item, cast: SimpleNamespace, client: Client
) -> None:
    Membership.objects.filter(user=cast.statistician).update(role=Role.UNIT_HEAD)
    assert send(client, health_return, asked(water, value="95")).status_code == 403
    assert not cell(health_return, water.indicator).is_filled


class TestExplaining:
    @pytest.fixture
    def asked_about(
        self, health_return: Submission, maternal: Item, client: Client
    ) -> tuple[Item, str]:
        """A cell with a soft finding: a tenth of the births of the years before."""
        record(
            [
                Figure(
                    indicator_id=maternal.indicator_id,
                    area=health_return.area,
                    value=Decimal("10"),
                    numerator=Decimal(1),
                    denominator=Decimal(10_000),
                    year=year,
                )
                for year in (2022, 2023, 2024)
            ],
            flow=Flow.RETURN,
            by=None,
            reason="历史数据",
        )
        answer = send(
            client, health_return, asked(maternal, numerator="1", denominator="1000")
        ).json()
        soft = [each for each in answer["findings"][str(maternal.pk)] if not each["hard"]]
        maternal.refresh_from_db()
        return maternal, soft[0]["rule"]

    def explain(self, client: Client, submission: Submission, **body: Any) -> Any:
        address = reverse("entry_explain", args=[submission.pk])
        return client.post(address, json.dumps(body), "application/json")

    def test_words_of_substance_settle_it(
        self, health_return: Submission, asked_about: tuple[Item, str], client: Client
    ) -> None:
        item, rule = asked_about
        body = {"id": item.pk, "version": item.version, "rule": rule}
        words = "今年起只统计本地户籍产妇，活产数由一万人降到一千人。"
        answer = self.explain(
            client, health_return, **body, reason_code=next(iter(REASON_CODES)), text=words
        ).json()
        (found,) = [each for each in answer["findings"][str(item.pk)] if each["rule"] == rule]
        assert words in found["explained"]

    def test_empty_assurance_is_refused(
        self, health_return: Submission, asked_about: tuple[Item, str], client: Client
    ) -> None:
        item, rule = asked_about
        body = {"id": item.pk, "version": item.version, "rule": rule}
        answer = self.explain(
            client, health_return, **body, reason_code=next(iter(REASON_CODES)), text="核实无误"
        ).json()
        assert answer["message"]

    def test_of_a_cell_that_moved_on_is_refused(
        self, health_return: Submission, asked_about: tuple[Item, str], client: Client
    ) -> None:
        item, rule = asked_about
        body = {"id": item.pk, "version": 1, "rule": rule, "reason_code": "x", "text": "y"}
        assert "已有改动" in self.explain(client, health_return, **body).json()["message"]


class TestSigningInBesideTheGrid:
    address = "/submissions/sign-in/"

    def sign_in(self, client: Client, account: int, username: str, password: str) -> Any:
        form = {"username": username, "password": password, "account": account}
        return client.post(self.address, form)

    def test_the_same_account_goes_on(
        self, health_return: Submission, water: Item, cast: SimpleNamespace
    ) -> None:
        client = Client()
        answer = self.sign_in(client, cast.statistician.pk, "statistician", PASSWORD)
        assert answer.json() == {"account": cast.statistician.pk, "must_change": False}
        assert send(client, health_return, asked(water, value="95")).status_code == 200

    def test_another_account_does_not_take_over(self, cast: SimpleNamespace) -> None:
        client = Client()
        answer = self.sign_in(client, cast.statistician.pk, "colleague", PASSWORD)
        assert "另一个账号" in answer.json()["errors"][0]
        assert client.get(self.address).json() == {}

    def test_a_wrong_password_says_so_and_in_the_end_locks(self, cast: SimpleNamespace) -> None:
        client = Client(headers={"X-Requested-With": "XMLHttpRequest"})
        answer = self.sign_in(client, cast.statistician.pk, "statistician", "wrong")
        assert "不正确" in answer.json()["errors"][0]
        for _attempt in range(8):
            answer = self.sign_in(client, cast.statistician.pk, "statistician", "wrong")
        assert answer.status_code == 429

    def test_a_closed_account_is_told_so(self, cast: SimpleNamespace) -> None:
        cast.statistician.is_active = False
        cast.statistician.save()
        answer = self.sign_in(Client(), cast.statistician.pk, "statistician", PASSWORD)
        assert answer.json()["errors"]

    def test_who_is_signed_in_is_told(self, cast: SimpleNamespace, sign_in: SignIn) -> None:
        told = sign_in("statistician").get(self.address).json()
        assert told["account"] == cast.statistician.pk


def test_queries_of_a_save_do_not_grow_with_the_return(
    health_return: Submission,
    water: Item,
    client: Client,
    units: SimpleNamespace,
    areas: SimpleNamespace,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    with django_assert_max_num_queries(30) as few:
        send(client, health_return, asked(water, value="95"))
    add_indicators(50, areas.city, units.health)
    for indicator in Indicator.objects.filter(position__gte=100):
        Item.objects.create(submission=health_return, indicator=indicator)
    water.refresh_from_db()
    with django_assert_num_queries(len(few)):
        send(client, health_return, asked(water, value="96"))
