"""A page asks the database as often for many areas, years and indicators as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import Assignment, AssignmentRole, Objective
from reporting.assessment.judge import assess_scope
from reporting.models import Flow
from tests.dashboards.conftest import record_values

pytestmark = pytest.mark.django_db
MOST = 36


def queries(client, address):
    client.get(address)  # what a process keeps after its first answer
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.fixture
def grow(areas, indicators, targets, units, crowd, more_areas):
    """`grow()` adds areas, years, indicators, targets, objectives and duties; then judges."""

    def add():
        crowd(targets.water, Flow.RETURN)
        more_areas(indicators.water)
        earlier = dict.fromkeys(range(2005, 2020), "88")
        record_values(indicators.water, areas.city, earlier)
        record_values(indicators.water, areas.county, earlier)
        for number in range(5):
            Objective.objects.create(
                domain=targets.water.objective.domain,
                number=20 + number,
                kind="qualitative",
                summary="更好",
            )
        for target in targets.plan.targets.filter(code__startswith="copy"):
            for role in (AssignmentRole.LEADS, AssignmentRole.REPORTS):
                Assignment.objects.create(
                    indicator=target.indicator, area=areas.city, organisation=units.health,
                    role=role, first_year=2015,
                )  # fmt: skip
        assess_scope(scope=areas.city, year=2025)

    return add


@pytest.mark.parametrize(
    "name", ["indicator_page", "unit_page", "unit_scoreboard", "area_page", "plan_page",
             "api_observations", "api_judgements", "catalogue_search"],
)  # fmt: skip
@pytest.mark.parametrize("person", ["reviewer", "leader"])
def test_the_number_of_queries_does_not_grow(
    sign_in, counties, leads, released, draft, grow, targets, indicators, units, areas, person, name
):
    arguments = {
        "indicator_page": [indicators.water.pk],
        "unit_page": [units.health.pk],
        "area_page": [areas.city.pk],
        "plan_page": [targets.plan.pk],
        "api_observations": [indicators.water.code],
    }
    query = "?year=2025&live=1" if person == "reviewer" else "?parts=1"
    if name.startswith("api"):
        query = "?parts=1"
    if name == "catalogue_search":
        query = "?q=甲县"
    address = reverse(name, args=arguments.get(name)) + query
    client = sign_in(person)
    few = queries(client, address)
    grow()
    assert queries(client, address) == few <= MOST


def test_a_county_beside_its_city(sign_in, counties, released, grow, areas):
    address = reverse("area_page", args=[areas.second_county.pk])
    client = sign_in("leader")
    few = queries(client, address)
    grow()
    assert queries(client, address) == few <= MOST
