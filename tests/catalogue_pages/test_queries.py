"""Catalogue pages ask the database as often for many entries as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

pytestmark = pytest.mark.django_db
MOST = 20


def queries(client, address: str) -> int:
    client.get(address)  # what a process keeps after its first answer
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "name",
    [
        "catalogue_plans",
        "catalogue_plan",
        "catalogue_domain",
        "catalogue_objective",
        "catalogue_target",
        "indicator_system",
        "indicator_library",
        "indicator_sheet",
        "catalogue_search",
    ],
)
def test_the_number_of_queries_does_not_grow(targets, sign_in, crowd, other_plans, name):
    arguments = {
        "catalogue_plan": targets.plan.pk,
        "indicator_system": targets.plan.pk,
        "catalogue_domain": targets.water.objective.domain_id,
        "catalogue_objective": targets.water.objective_id,
        "catalogue_target": targets.water.pk,
        "indicator_sheet": targets.water.indicator_id,
    }
    address = reverse(name, args=[arguments[name]] if name in arguments else None)
    if name == "catalogue_search":
        address += "?q=农村"
    client = sign_in("office_worker")
    few = queries(client, address)
    crowd()
    assert queries(client, address) == few <= MOST
