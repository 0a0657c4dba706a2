"""A page asks the database as often for many targets and years as for few."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import Target
from reporting.assessment.judge import assess_scope
from reporting.models import Flow
from tests.dashboards.conftest import record_values

pytestmark = pytest.mark.django_db
MOST = 20


def queries(client: Client, address: str) -> int:
    client.get(address)  # what a process keeps after its first answer
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["leader_summary", "target_list", "target_page"])
def test_the_number_of_queries_does_not_grow(
    sign_in,
    released: None,
    areas: SimpleNamespace,
    targets: SimpleNamespace,
    indicators: SimpleNamespace,
    crowd: Callable[[Target, str], None],
    name: str,
) -> None:
    arguments = [targets.water.pk] if name == "target_page" else []
    address = reverse(name, args=arguments) + "?year=2025&live=1"
    client = sign_in("reviewer")
    few = queries(client, address)
    crowd(targets.water, Flow.RETURN)
    record_values(indicators.water, areas.city, dict.fromkeys(range(2005, 2020), "88"))
    assess_scope(scope=areas.city, year=2025)
    assert queries(client, address) == few <= MOST


def test_the_nations_cards_ask_no_more_when_there_are_more(
    sign_in,
    national: SimpleNamespace,
    areas: SimpleNamespace,
    crowd: Callable[[Target, str], None],
) -> None:
    client = sign_in("leader")
    few = queries(client, reverse("nation"))
    crowd(national.water, Flow.REFERENCE)
    assess_scope(scope=areas.nation, year=2025)
    assert queries(client, reverse("nation")) == few <= MOST
