"""Corrections and the year's steps are told to those whose turn it is, or who waited for it."""

from decimal import Decimal

import pytest

from reporting.assessment.judge import assess_scope
from reporting.assessment.release import release_year, sign_year, withdraw_signature
from reporting.collection.cell_contents import TypedCell
from reporting.collection.corrections import (
    Wish,
    accept_correction,
    refuse_correction,
    request_correction,
)
from reporting.collection.population_notices import tell_revised
from reporting.models import Flow, Notice, Observation
from reporting.observations import Figure, record
from tests.collection.conftest import find_return, health_return, march, round_2025  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure(areas, indicators, targets, assignments):
    """Tap water of the city in 2024: 91 %."""
    row = Figure(indicator_id=indicators.water.pk, area=areas.city, year=2024, value=Decimal("91"))
    record([row], flow=Flow.RETURN, by=None, reason="审核通过")
    return Observation.objects.get()


@pytest.fixture
def correction(figure, cast):
    wish = Wish(figure.valid_from, TypedCell(value="93"), "漏统一所医院，依据年报")
    return request_correction(figure=figure, wish=wish, by=cast.statistician)


def told(kind):
    rows = Notice.objects.filter(kind=kind).order_by("recipient__username")
    return [row.recipient.username for row in rows]


def test_a_request_goes_to_the_bureau(correction):
    assert told("correction_requested") == ["reviewer", "second_reviewer"]
    assert Notice.objects.first().title == "更正申请：演示市 2024年 农村自来水普及率"


def test_a_decision_goes_back_to_who_asked(correction, cast):
    accept_correction(correction=correction, by=cast.reviewer)
    assert told("correction_decided") == ["statistician"]
    assert "已采纳" in Notice.objects.get(kind="correction_decided").title


def test_a_refusal_says_why(correction, cast):
    refuse_correction(correction=correction, by=cast.reviewer, note="依据不足")
    assert "依据不足" in Notice.objects.get(kind="correction_decided").body


def test_the_year_goes_to_the_office_and_then_to_everybody(figure, areas, cast):
    assess_scope(scope=areas.city, year=2024)
    first = sign_year(area=areas.city, year=2024, by=cast.reviewer)
    assert told("year_signed") == ["office_worker"]
    withdraw_signature(release=first, by=cast.reviewer, reason="还要核对")
    assert told("year_withdrawn") == ["office_worker"]
    second = sign_year(area=areas.city, year=2024, by=cast.reviewer)
    release_year(release=second, by=cast.office_worker)
    assert told("year_released") == [
        "colleague",
        "county_reviewer",
        "county_statistician",
        "leader",
        "office_worker",
        "outsider",
        "reviewer",
        "second_reviewer",
        "statistician",
        "unit_head",
    ]
    assert told("year_signed") == ["office_worker", "office_worker"]


def test_a_changed_population_goes_to_the_units_that_divide_by_it(health_return, cast):  # noqa: F811
    tell_revised(list(health_return.items.all()), year=2025, version=7)
    tell_revised(list(health_return.items.all()), year=2025, version=7)
    assert told("population_revised") == ["colleague", "statistician", "unit_head"]
