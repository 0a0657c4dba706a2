"""Short ways to record figures and to do what they owe."""

from decimal import Decimal

import pytest

from reporting import outbox, tasks
from reporting.models import Assessment, Flow
from reporting.observations import Figure, record
from reporting.observations.work import owe_assessment


@pytest.fixture
def approve(areas):
    """approve(indicator, {year: value or (events, exposure)}): record, file, do the work."""

    def write(indicator, figures, area=areas.city, breakdown=0, flow=Flow.RETURN):
        rows = [_figure(indicator, area, breakdown, year, f) for year, f in figures.items()]
        number = record(rows, flow=flow, by=None, reason="测试")
        owe_assessment(area=area, year=min(figures), data_version=number)
        outbox.work_off(tasks.HANDLERS)
        return number

    return write


def _figure(indicator, area, breakdown, year, figure):
    events, exposure = figure if isinstance(figure, tuple) else (None, None)
    value = events * indicator.multiplier / exposure if events is not None else figure
    return Figure(
        indicator_id=indicator.pk,
        area=area,
        breakdown_id=breakdown,
        year=year,
        value=Decimal(value),
        numerator=None if events is None else Decimal(events),
        denominator=None if exposure is None else Decimal(exposure),
    )


@pytest.fixture
def judgement():
    """judgement(target, year): the live judgement as it is stored."""

    def read(target, year=2024):
        return Assessment.objects.get(target=target, year=year)

    return read
