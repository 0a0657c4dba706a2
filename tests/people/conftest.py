"""A released year, a signed one, and a return to ask for."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from indicators.models import Assignment
from reporting.assessment.judge import assess_scope
from reporting.assessment.release import release_year, sign_year
from reporting.collection.rounds import open_round
from reporting.models import Flow, Submission
from reporting.observations import Figure, record


@pytest.fixture
def released_city(areas, indicators, targets, cast):
    """Tap water 2020–2024; 2024 is released, 2025 signed and waiting for its release."""
    record(
        [
            Figure(indicator_id=indicators.water.pk, area=areas.city, year=year, value=Decimal(95))
            for year in range(2020, 2026)
        ],
        flow=Flow.RETURN,
        by=None,
        reason="测试",
    )
    for year in (2024, 2025):
        assess_scope(scope=areas.city, year=year)
        signed = sign_year(area=areas.city, year=year, by=cast.reviewer)
        if year == 2024:
            release_year(release=signed, by=cast.office_worker)
    return SimpleNamespace(signed=signed, target=targets.water)


@pytest.fixture
def health_submission(areas, units, assignments, cast):
    """The open return of the first city's health unit for 2025."""
    day = datetime.date(2026, 11, 1)
    open_round(
        area=areas.city,
        year=2025,
        opens_on=day,
        due_on=day + datetime.timedelta(days=60),
        by=cast.reviewer,
    )
    return Submission.objects.get(organisation=units.health)


@pytest.fixture
def made(released_city, health_submission, targets, units, cast):
    """One object of each kind, all of the first city."""
    return SimpleNamespace(
        submission=health_submission,
        release=released_city.signed,
        target=targets.water,
        plan=targets.plan,
        objective=targets.water.objective,
        indicator=targets.water.indicator,
        organisation=units.health,
        user=cast.colleague,
        assignment=Assignment.objects.filter(organisation=units.health).first(),
    )
