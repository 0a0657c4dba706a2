"""The number of statements depends neither on areas nor on years nor on targets."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Area, AreaLevel, Target, TargetValue
from reporting.assessment.judge import assess_scope


def _statements(areas):
    with CaptureQueriesContext(connection) as captured:
        assess_scope(scope=areas.city, year=2024, force=True)
    return len(captured)


@pytest.fixture
def grow(areas, indicators, targets, approve):
    """Ten counties and twenty years more, and ten targets more."""

    def add():
        for number in range(10):
            code = f"9901{number + 20}"
            county = Area.objects.create(
                code=code,
                name=f"{number}县",
                level=AreaLevel.COUNTY,
                parent=areas.city,
                path=f"{areas.city.path}{code}/",
            )
            approve(indicators.maternal, dict.fromkeys(range(2004, 2025), (1, 900)), area=county)
        for number in range(10):
            target = Target.objects.create(
                plan=targets.plan,
                code=f"W9.{number}",
                objective=targets.water.objective,
                indicator=indicators.water,
                kind="at_least",
                measurability="numeric",
            )
            TargetValue.objects.create(
                target=target, area=areas.city, year=2025, value=90, document="d", valid_from=0
            )

    return add


def test_judging_a_scope(areas, indicators, targets, approve, grow):
    indicators.maternal.city_value = "rolled_up"
    indicators.maternal.save()
    for county in (areas.county, areas.second_county):
        approve(indicators.maternal, {2024: (1, 900)}, area=county)
    approve(indicators.water, {2024: 95})
    before = _statements(areas)
    grow()
    assert _statements(areas) == before
