"""An approved figure of the health unit, and a request to correct it."""

from decimal import Decimal

import pytest

from reporting import outbox, tasks
from reporting.collection.cell_contents import TypedCell
from reporting.collection.corrections import Wish, request_correction
from reporting.models import Flow, Observation
from reporting.observations import Figure, record
from reporting.observations.work import owe_assessment

REASON = "漏统一所医院，依据2024年妇幼年报"


@pytest.fixture
def figure(areas, indicators, targets, assignments):
    """Tap water of the city in 2024: 91 %, judged."""
    row = Figure(indicator_id=indicators.water.pk, area=areas.city, year=2024, value=Decimal("91"))
    number = record([row], flow=Flow.RETURN, by=None, reason="审核通过")
    owe_assessment(area=areas.city, year=2024, data_version=number)
    outbox.work_off(tasks.HANDLERS)
    return Observation.objects.get()


@pytest.fixture
def wish(figure):
    """wish(value="93"): what a statistician typed over the figure."""

    def make(reason=REASON, seen_version=None, **typed):
        seen = figure.valid_from if seen_version is None else seen_version
        return Wish(seen_version=seen, typed=TypedCell(**typed), reason=reason)

    return make


@pytest.fixture
def correction(figure, wish, cast):
    """The statistician of the unit asks for 93 %."""
    return request_correction(figure=figure, wish=wish(value="93"), by=cast.statistician)
