"""A page asks the database as often for many areas, years and indicators as for few."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import Area, AreaLevel, Indicator, Objective, Target, TargetValue
from reporting.assessment.judge import assess_scope
from tests.comparison.conftest import record_cases, record_share

pytestmark = pytest.mark.django_db
MOST = 26
LIVE = "?year=2024&live=1"
PAGES = [
    ("matrix", ""),
    ("area_comparison", "&indicator=maternal_mortality&with=2023&with=2022"),
    ("area_overview", "&domain=women.1"),
    ("coverage", ""),
    ("coverage_gaps", "&area=all"),
    ("compare", "&i=maternal_mortality&i=rural_tap_water&a=990100&a=990101&from=2020"),
]


def queries(client: Client, address: str) -> int:
    client.get(address)  # what a process keeps after its first answer
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def crowd(measured: SimpleNamespace, places: dict[str, Area], targets: SimpleNamespace) -> None:
    """Six counties and five targets more, with fifteen years each."""
    city = places["演示市"]
    counties = [
        Area.objects.create(
            code=f"99012{number}",
            name=f"县{number}",
            level=AreaLevel.COUNTY,
            parent=city,
            path=f"{city.path}99012{number}/",
        )
        for number in range(6)
    ]
    objective = Objective.objects.create(
        domain=targets.water.objective.domain, number=9, kind="quantified", summary="新"
    )
    years = range(2010, 2025)
    for number in range(5):
        copy = Indicator.objects.get(pk=measured.maternal.pk)
        copy.pk, copy.code, copy.name = None, f"copy_{number}", f"指标{number}"
        copy.save()
        target = Target.objects.get(pk=targets.maternal.pk)
        target.pk, target.code, target.indicator = None, f"copy-{number}", copy
        target.objective = objective
        target.save()
        TargetValue.objects.create(
            target=target, area=city, year=2025, value=20, document="", valid_from=0
        )
        for area in (city, *counties):
            record_cases(copy, area, dict.fromkeys(years, (12, 4000)))
    for area in counties:
        record_cases(measured.maternal, area, dict.fromkeys(years, (3, 4000)))
        record_share(measured.water, area, dict.fromkeys(years, "90"))


@pytest.mark.parametrize("person", ["reviewer", "leader"])
def test_the_number_of_queries_does_not_grow(
    sign_in,
    released: SimpleNamespace,
    places: dict[str, Area],
    targets: SimpleNamespace,
    release,
    person: str,
) -> None:
    client = sign_in(person)
    start = LIVE if person == "reviewer" else "?year=2024"
    assess_scope(scope=places["演示市"], year=2024)
    few = {name: queries(client, reverse(name) + start + more) for name, more in PAGES}
    crowd(released, places, targets)
    release(places["演示市"], 2024)
    longer = {"compare": "&a=990122&i=copy_1&i=copy_2"}
    many = {
        name: queries(client, reverse(name) + start + more + longer.get(name, ""))
        for name, more in PAGES
    }
    assert many == few
    assert max(few.values()) <= MOST
