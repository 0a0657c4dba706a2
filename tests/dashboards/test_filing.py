"""报送率 and 及时率 of the year, agreeing with the page of the round."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.utils import timezone

from indicators.clock import today
from reporting.assessment.reading import Reading
from reporting.dashboards.filing import Filing, filing_of
from reporting.models import Release, Round, Submission, SubmissionState
from tests.dashboards.test_leader_summary import text_of, told

pytestmark = pytest.mark.django_db
DUE = datetime.date(2026, 3, 31)


@pytest.fixture
def returns(areas: SimpleNamespace, units: SimpleNamespace) -> SimpleNamespace:
    """A round of 2024 with three returns, none handed in."""
    round_ = Round.objects.create(
        area=areas.city, year=2024, opens_on=datetime.date(2026, 3, 1), due_on=DUE, state="open"
    )
    rows = {
        name: Submission.objects.create(
            round=round_,
            organisation=getattr(units, name),
            area=getattr(units, name).area,
            state=SubmissionState.DRAFT,
        )
        for name in ("health", "education", "county_health")
    }
    return SimpleNamespace(round=round_, **rows)


def hand_in(submission: Submission, day: datetime.date, hour: int = 12) -> None:
    first = datetime.datetime.combine(day, datetime.time(hour), timezone.get_current_timezone())
    Submission.objects.filter(pk=submission.pk).update(first_submitted_at=first)


def live(areas: SimpleNamespace) -> Filing | None:
    return filing_of(Reading(areas.city, 2024, 1, None))


def test_in_time_is_the_first_handing_in_by_ones_own_day(
    returns: SimpleNamespace, areas: SimpleNamespace
) -> None:
    hand_in(returns.health, DUE, 23)
    hand_in(returns.education, DUE + datetime.timedelta(days=1), 0)
    filing = live(areas)
    assert (filing.due, filing.filed, filing.in_time) == (3, 2, 1)
    assert (filing.filed_percent, filing.in_time_percent) == (66, 33)
    assert filing.missing == ("甲县卫生健康局",)
    assert filing.late == ("演示市教育局",)


def test_an_extended_return_is_in_time_until_its_own_day(
    returns: SimpleNamespace, areas: SimpleNamespace
) -> None:
    later = DUE + datetime.timedelta(days=10)
    Submission.objects.filter(pk=returns.health.pk).update(due_on=later, due_reason="延期")
    hand_in(returns.health, later)
    assert live(areas).in_time == 1


def test_a_year_without_a_round_says_nothing(released: None, sign_in) -> None:
    assert "报送率" not in told(sign_in("leader"))


def test_a_released_year_counts_what_had_arrived_when_it_was_signed(
    returns: SimpleNamespace,
    figures: None,
    release: Callable[[int], None],
    sign_in,
    areas: SimpleNamespace,
) -> None:
    hand_in(returns.health, DUE)
    release(2024)
    client = sign_in("leader")
    before = text_of(client)
    assert "报送率 33% （1/3 份报表）" in before
    assert "及时率 33% （1/3）" in before
    assert "未报 2 份 演示市教育局、甲县卫生健康局" in before
    signed = Release.objects.get(year=2024).signed_at
    after = timezone.localdate(signed) + datetime.timedelta(days=1)
    hand_in(returns.education, after)
    assert text_of(client) == before


def test_before_the_due_day_nobody_is_late(
    returns: SimpleNamespace, areas: SimpleNamespace
) -> None:
    Round.objects.update(due_on=today() + datetime.timedelta(days=3))
    assert not live(areas).is_over
    Round.objects.update(due_on=today() - datetime.timedelta(days=1))
    assert live(areas).is_over
