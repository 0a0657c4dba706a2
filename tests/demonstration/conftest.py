"""The demonstration, loaded once for the tests of a module and thrown away after them."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from indicators.models import Area, Breakdown, Indicator
from reporting.assessment.judge import assess_scope
from reporting.demonstration.past import invented_figures, observed, reported
from reporting.models import Flow
from reporting.observations import record
from tests.stored_demonstration import load_demonstration_quickly

PASSWORD = "demonstration-2026"


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: object) -> Iterator[Area]:
    """The demonstration as `make run` loads it; gives the city."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demonstration_quickly(PASSWORD)
        yield Area.objects.get(code="990100")
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def completed(loaded: Area) -> Area:
    """The same with every figure of 2025 recorded and judged, as after the last approval."""
    areas = {area.code: area for area in Area.objects.all()}
    indicators = {row.code: row for row in Indicator.objects.all()}
    breakdowns = {row.name: row.pk for row in Breakdown.objects.all()}
    figures = [
        observed(
            figure,
            areas[figure.area],
            indicators[figure.indicator],
            breakdowns[figure.breakdown],
        )
        for figure in reported(invented_figures(), indicators)
        if figure.year == 2025
    ]
    record(figures, flow=Flow.RETURN, by=None, reason="测试：2025年数据齐全")
    assess_scope(scope=loaded, year=2025)
    return loaded
