"""The leader page and the big screen ask as often for many years, areas and returns as for few."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Area, Organisation, Target
from reporting.assessment.judge import assess_scope
from reporting.assessment.release import release_year, sign_year
from reporting.dashboards.display_links import make_link
from reporting.models import Flow, Round, Submission, SubmissionState
from tests.dashboards.conftest import record_values
from tests.dashboards.test_queries import queries

pytestmark = pytest.mark.django_db
MOST = 18


def open_round(areas: SimpleNamespace, units: list[Organisation]) -> None:
    """A round of 2024 with one return of each unit."""
    day = datetime.date(2026, 3, 31)
    round_, _is_new = Round.objects.get_or_create(
        area=areas.city, year=2024, defaults={"opens_on": day, "due_on": day, "state": "open"}
    )
    for unit in units:
        Submission.objects.create(
            round=round_, organisation=unit, area=unit.area, state=SubmissionState.DRAFT
        )


def release_again(city: Area, year: int, cast: SimpleNamespace) -> None:
    """The year's next edition, judged on what has come since."""
    assess_scope(scope=city, year=year)
    signed = sign_year(area=city, year=year, by=cast.reviewer, note="更正")
    release_year(release=signed, by=cast.office_worker)


@pytest.mark.parametrize("view", ["summary", "screen"])
def test_the_number_of_queries_does_not_grow(
    sign_in,
    cast: SimpleNamespace,
    figures: None,
    release: Callable[[int], None],
    areas: SimpleNamespace,
    units: SimpleNamespace,
    targets: SimpleNamespace,
    indicators: SimpleNamespace,
    crowd: Callable[[Target, str], None],
    view: str,
) -> None:
    open_round(areas, [units.health])
    release(2023)
    release(2024)
    client, address = sign_in("leader"), reverse("leader_summary") + "?year=2024"
    if view == "screen":
        _link, secret = make_link(area=areas.city, name="大屏", days=7, by=cast.office_worker)
        client, address = Client(), reverse("screen_show", args=[secret])
    few = queries(client, address)
    crowd(targets.water, Flow.RETURN)
    record_values(indicators.water, areas.county, dict.fromkeys(range(2005, 2025), "88"))
    open_round(areas, [units.education, units.county_health, units.bureau])
    for year in (2021, 2022):
        release(year)
    for year in (2023, 2024):
        release_again(areas.city, year, cast)
    assert queries(client, address) == few <= MOST
