"""A judged city: tap water near its target, so that a narrower 基本达标 moves its verdict."""

from decimal import Decimal

import pytest

from indicators.data_versions import current_data_version
from reporting import outbox, tasks
from reporting.assessment.judge import assess_scope
from reporting.models import Flow
from reporting.observations import Figure, record

#: Deaths and births; the target is 12.5/10万.
DEATHS = {2020: (2, 15_000), 2021: (1, 15_000), 2022: (2, 15_000), 2023: (1, 15_000)}
#: Per cent; the target is at least 92.
ENROLMENT = {2020: 85.0, 2021: 87.1, 2022: 89.0, 2023: 91.8, 2024: 91.9}


@pytest.fixture
def judged_city(areas, indicators, targets):
    """Judged as of 2023 and 2024 with the method's own settings."""
    rows = [
        Figure(
            indicator_id=indicators.maternal.pk,
            area=areas.city,
            year=year,
            value=Decimal(events) * 100_000 / births,
            numerator=Decimal(events),
            denominator=Decimal(births),
        )
        for year, (events, births) in DEATHS.items()
    ]
    rows += [
        Figure(
            indicator_id=indicators.enrolment.pk,
            area=areas.city,
            year=year,
            value=Decimal(str(share)),
            numerator=Decimal(str(share)) * 100,
            denominator=Decimal(10_000),
        )
        for year, share in ENROLMENT.items()
    ]
    record(rows, flow=Flow.RETURN, by=None, reason="测试")
    for year in (2023, 2024):
        assess_scope(scope=areas.city, year=year)
    return areas.city


@pytest.fixture
def version_of(areas):
    """The data version of the city."""
    return lambda: current_data_version(areas.city)


@pytest.fixture
def work_off():
    """Do the work that is filed."""
    return lambda: outbox.work_off(tasks.HANDLERS)
