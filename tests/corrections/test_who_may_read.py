"""Whose figures and requests a person sees."""

import datetime

from indicators.models import Assignment
from reporting.collection.correction_permissions import (
    decidable_corrections,
    owned_figures,
    readable_figures,
    unit_corrections,
)


def test_a_figure_is_read_by_its_unit_and_those_who_oversee_its_area(figure, cast):
    readers = {name for name, user in vars(cast).items() if readable_figures(user).exists()}
    assert readers == {
        "statistician", "colleague", "unit_head", "reviewer", "second_reviewer", "office_worker",
    }  # fmt: skip


def test_a_request_is_seen_by_the_unit_and_the_bureau(correction, cast):
    people = vars(cast).items()
    assert {name for name, user in people if unit_corrections(user).exists()} == {
        "statistician", "colleague", "unit_head",
    }  # fmt: skip
    assert {name for name, user in people if decidable_corrections(user).exists()} == {
        "reviewer", "second_reviewer",
    }  # fmt: skip


def test_after_a_hand_over_the_new_unit_and_the_one_of_that_year_answer(
    figure, units, areas, indicators, cast
):
    duty = Assignment.objects.get(indicator=indicators.water)
    duty.last_year = 2024
    duty.save()
    Assignment.objects.create(
        indicator=indicators.water,
        area=areas.city,
        organisation=units.education,
        role="reports",
        first_year=2025,
        confirmed_at=datetime.datetime.now(datetime.UTC),
        confirmed_by=cast.office_worker,
    )
    assert owned_figures(cast.outsider).exists(), "who keeps the books now"
    assert owned_figures(cast.statistician).exists(), "who reported it then"
    duty.last_year = 2023
    duty.save()
    assert not owned_figures(cast.statistician).exists()
