"""A short way to record figures."""

from decimal import Decimal

import pytest

from reporting.models import Flow
from reporting.observations import Figure, record


@pytest.fixture
def store(areas):
    """store(indicator, {year: value or (events, exposure)}): recorded figures of the city."""

    def write(indicator, figures, breakdown=0, area=areas.city, flow=Flow.RETURN, source=None):
        rows = []
        for year, figure in figures.items():
            counts = {}
            value = figure
            if isinstance(figure, tuple):
                events, exposure = map(Decimal, figure)
                counts = {"numerator": events, "denominator": exposure}
                value = events / exposure * indicator.multiplier
            rows.append(
                Figure(
                    indicator_id=indicator.pk,
                    area=area,
                    year=year,
                    value=Decimal(value),
                    breakdown_id=breakdown,
                    source=source,
                    **counts,
                )
            )
        return record(rows, flow=flow, by=None, reason="测试")

    return write
