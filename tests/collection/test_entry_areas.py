"""A city department's returns for its counties: one page, areas as columns, one save."""

import json
import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Assignment, AssignmentRole, Indicator
from reporting.models import Flow, Item, Submission, SubmissionState
from reporting.observations import Figure, record
from tests.collection.conftest import FindReturn, cell
from tests.collection.test_entry_page import entry_address, form_of, submit_address
from tests.conftest import SignIn


@pytest.fixture
def assignments(
    areas: SimpleNamespace, units: SimpleNamespace, indicators: SimpleNamespace
) -> None:
    """The city's health unit reports maternal mortality for the city and both counties."""
    for area in (areas.city, areas.county, areas.second_county):
        Assignment.objects.create(
            indicator=indicators.maternal,
            area=area,
            organisation=units.health,
            role=AssignmentRole.REPORTS,
            first_year=2015,
        )


@pytest.fixture
def returns(
    find_return: FindReturn, units: SimpleNamespace, areas: SimpleNamespace
) -> SimpleNamespace:
    return SimpleNamespace(
        city=find_return(units.health, areas.city),
        county=find_return(units.health, areas.county),
        second=find_return(units.health, areas.second_county),
    )


@pytest.fixture
def client(sign_in: SignIn) -> Client:
    return sign_in("statistician")


def items(returns: SimpleNamespace, indicators: SimpleNamespace) -> list[Item]:
    three = (returns.city, returns.county, returns.second)
    return [cell(row, indicators.maternal) for row in three]


def test_whichever_is_opened_all_stand_on_the_page(
    returns: SimpleNamespace, indicators: SimpleNamespace, client: Client
) -> None:
    for row in (returns.city, returns.second):
        html = client.get(entry_address(row)).content.decode()
        assert "分县区数据" in html
        assert re.findall(r'<th scope="col">(.县)</th>', html) == ["甲县", "乙县"]
        for item in items(returns, indicators):
            assert f'name="cell-{item.pk}-numerator"' in html
        assert 'aria-label="孕产妇死亡率甲县 分子"' in html


def test_one_request_saves_cells_of_several_returns(
    returns: SimpleNamespace, indicators: SimpleNamespace, client: Client
) -> None:
    cells = [
        {"id": item.pk, "version": 1, "typed": {"numerator": "1", "denominator": "1000"}}
        for item in items(returns, indicators)
    ]
    answer = client.post(
        reverse("entry_save", args=[returns.city.pk]),
        json.dumps({"cells": cells, "via": "paste"}),
        "application/json",
    ).json()
    assert [told["status"] for told in answer["cells"]] == [200, 200, 200]
    assert [(row["version"], row["filled"]) for row in answer["returns"]] == [(2, 1)] * 3


def fill(client: Client, returns: SimpleNamespace, indicators: SimpleNamespace) -> dict[str, str]:
    form = form_of(client, returns.city)
    for item in items(returns, indicators):
        form |= {f"cell-{item.pk}-numerator": "1", f"cell-{item.pk}-denominator": "9000"}
    return form


def test_one_of_them_is_handed_in_alone(
    returns: SimpleNamespace, indicators: SimpleNamespace, client: Client
) -> None:
    form = fill(client, returns, indicators) | {"hand-in": str(returns.county.pk)}
    assert client.post(submit_address(returns.city), form).status_code == 302
    states = {row.area.name: row.state for row in Submission.objects.select_related("area")}
    draft = SubmissionState.DRAFT
    assert states == {"演示市": draft, "甲县": SubmissionState.UNIT_REVIEW, "乙县": draft}


def test_all_of_them_are_handed_in_together(
    returns: SimpleNamespace, indicators: SimpleNamespace, client: Client
) -> None:
    form = fill(client, returns, indicators) | {"hand-in": "all"}
    assert client.post(submit_address(returns.city), form).status_code == 302
    states = set(Submission.objects.values_list("state", flat=True))
    assert states == {SubmissionState.UNIT_REVIEW}


class TestReferencedDenominator:
    """The births are entered by the bureau, not by the unit."""

    @pytest.fixture(autouse=True)
    def births(self, indicators: SimpleNamespace) -> Indicator:
        births = Indicator.objects.create(
            code="births",
            name="活产数人口",
            unit="人",
            decimals=0,
            better=0,
            scale="value",
            value_mode="value",
            count_kind="complete_count",
            is_population=True,
        )
        indicators.maternal.denominator_indicator = births
        indicators.maternal.save()
        return births

    @pytest.fixture
    def entered(self, births: Indicator, areas: SimpleNamespace) -> None:
        figure = Figure(births.pk, areas.city, 2025, value=Decimal(8000))
        record([figure], flow=Flow.RETURN, by=None, reason="测试")

    def save(self, client: Client, returns: SimpleNamespace, item: Item, **texts: str) -> None:
        body = {"cells": [{"id": item.pk, "version": item.version, "typed": texts}]}
        address = reverse("entry_save", args=[returns.city.pk])
        (told,) = client.post(address, json.dumps(body), "application/json").json()["cells"]
        assert told["status"] == 200
        item.refresh_from_db()

    def test_is_shown_with_who_enters_it_and_cannot_be_typed(
        self,
        entered: None,
        returns: SimpleNamespace,
        indicators: SimpleNamespace,
        client: Client,
    ) -> None:
        html = client.get(entry_address(returns.city)).content.decode()
        item = cell(returns.city, indicators.maternal)
        assert "活产数人口，由演示市统计局录入" in html
        assert f'id="cell-{item.pk}-denominator">8000<' in html
        assert f'name="cell-{item.pk}-denominator"' not in html
        assert "待甲县统计局录入" in html

    def test_the_save_fills_it_in(
        self,
        entered: None,
        returns: SimpleNamespace,
        indicators: SimpleNamespace,
        client: Client,
    ) -> None:
        item = cell(returns.city, indicators.maternal)
        self.save(client, returns, item, numerator="2", denominator="1")
        assert (item.denominator, item.value) == (8000, 25)
        self.save(client, returns, item, numerator="")
        assert (item.denominator, item.value) == (None, None)

    def test_without_it_the_count_is_kept(
        self, returns: SimpleNamespace, indicators: SimpleNamespace, client: Client
    ) -> None:
        item = cell(returns.city, indicators.maternal)
        self.save(client, returns, item, numerator="2")
        assert (item.numerator, item.denominator, item.value) == (2, None, None)

    def test_another_population_meanwhile_is_no_conflict(
        self,
        entered: None,
        returns: SimpleNamespace,
        indicators: SimpleNamespace,
        client: Client,
    ) -> None:
        item = cell(returns.city, indicators.maternal)
        self.save(client, returns, item, numerator="2")
        seen = cell(returns.city, indicators.maternal)
        # What entering another population does to the cell: the denominator moves, nothing else.
        self.save(client, returns, item, numerator="3")
        self.save(client, returns, item, numerator="2")
        assert item.version > seen.version
        self.save(client, returns, seen, numerator="4")
        assert cell(returns.city, indicators.maternal).numerator == 4
