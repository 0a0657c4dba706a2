"""Cells of open returns take a changed denominator; those in store already do not move."""

import datetime
from decimal import Decimal

import pytest

from indicators.models import Assignment
from reporting.collection.review import Decision, review_cells
from reporting.collection.rounds import open_round
from reporting.models import Item, ItemChange, ReviewState, Submission, SubmissionState

DAY = datetime.date(2026, 11, 1)
REASON = "按人口普查修订"


@pytest.fixture
def item(areas, units, indicators, assignments, children, cast):
    """The city's enrolment in the open return of 2025, typed without a denominator."""
    open_round(
        area=areas.city,
        year=2025,
        opens_on=DAY,
        due_on=DAY + datetime.timedelta(days=60),
        by=cast.reviewer,
    )
    row = Item.objects.get(indicator=indicators.enrolment, submission__area=areas.city, breakdown=0)
    row.numerator = Decimal(1800)
    row.save()
    return row


def test_a_cell_waits_for_its_denominator(areas, cast, enter, item):
    assert enter({areas.city: "2000"}, year=2025).refreshed == 1
    version = item.version
    item.refresh_from_db()
    assert (item.denominator, item.value, item.version) == (2000, 90, version + 1)
    change = ItemChange.objects.get(item=item)
    assert (change.via, change.by, change.version) == ("denominator", cast.reviewer, item.version)
    assert (change.old["denominator"], change.new["denominator"]) == (None, "2000")
    assert item.review == ReviewState.OPEN


def test_a_cell_under_review_shows_a_new_version(areas, enter, item):
    enter({areas.city: "2000"}, year=2025)
    Item.objects.filter(pk=item.pk).update(review=ReviewState.PENDING)
    seen = Submission.objects.get(pk=item.submission_id).version
    enter({areas.city: "1900"}, year=2025, seen=1, reason=REASON)
    item.refresh_from_db()
    assert (item.denominator, item.review) == (1900, ReviewState.PENDING)
    assert Submission.objects.get(pk=item.submission_id).version == seen + 1


def test_an_approved_cell_stays_as_it_was_handed_in(areas, enter, item):
    enter({areas.city: "2000"}, year=2025)
    Item.objects.filter(pk=item.pk).update(review=ReviewState.APPROVED)
    assert enter({areas.city: "1900"}, year=2025, seen=1, reason=REASON).refreshed == 0
    item.refresh_from_db()
    assert item.denominator == 2000


def test_an_untyped_cell_and_other_places_are_left_alone(areas, enter, item):
    Item.objects.filter(pk=item.pk).update(numerator=None)
    assert enter({areas.city: "2000"}, year=2025).refreshed == 0
    Item.objects.filter(pk=item.pk).update(numerator=1800)
    assert enter({areas.county: "900"}, year=2025).refreshed == 0
    assert enter({areas.city: "1990"}, year=2024).refreshed == 0
    assert not ItemChange.objects.exists()


def test_the_unit_owes_no_population(areas, item, children):
    assert not Assignment.objects.filter(indicator=children).exists()
    assert not Item.objects.filter(indicator=children).exists()


def test_who_entered_the_population_may_review_the_cell(areas, cast, enter, item):
    enter({areas.city: "2000"}, year=2025)
    item.refresh_from_db()
    Item.objects.filter(pk=item.pk).update(review=ReviewState.PENDING)
    Submission.objects.filter(pk=item.submission_id).update(state=SubmissionState.SUBMITTED)
    review_cells(
        submission=item.submission,
        decisions=[Decision(item.pk, item.version, approve=True)],
        by=cast.reviewer,
    )
    item.refresh_from_db()
    assert (item.review, item.reviewed_by) == (ReviewState.APPROVED, cast.reviewer)
