"""The interface tells released figures and hides what the pages hide."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.dashboards.conftest import record_values

pytestmark = pytest.mark.django_db


def told(client, indicator, **query):
    answer = client.get(reverse("api_observations", args=[indicator.code]), query)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def by_place(answer):
    return {(row["area"], row["sex"], row["year"]): row for row in answer["observations"]}


def test_released_figures_with_their_state(sign_in, released, groups, indicators, areas):
    answer = told(sign_in("leader"), indicators.enrolment)
    assert (answer["area"], answer["year"], answer["release"]) == ("990100", 2024, 1)
    assert (answer["unit"], answer["demonstration"]) == ("%", True)
    row = by_place(answer)["990100", "_T", 2024]
    assert (row["value"], row["numerator"], row["denominator"]) == (86.2, 862, 1000)
    assert ("990100", "F", 2024) not in by_place(answer), "recorded after the release"


def test_parts_and_breakdowns(sign_in, figures, groups, counties, release, indicators):
    release(2024)
    answer = told(sign_in("leader"), indicators.water, parts=1)
    assert by_place(answer)["990101", "_T", 2024]["value"] == 91.3
    girls = by_place(told(sign_in("leader"), indicators.enrolment))["990100", "F", 2024]
    assert girls["value"] == 91.0


@pytest.mark.parametrize("person", ["leader", "statistician"])
def test_small_counts_are_marked_not_told(sign_in, figures, counties, release, indicators, person):
    release(2024)
    row = by_place(told(sign_in(person), indicators.maternal, parts=1))["990101", "_T", 2023]
    assert row["hidden"] == "少于10例，已隐藏"
    assert (row["value"], row["numerator"], row["denominator"]) == (None, None, None)


def test_the_bureau_is_told(sign_in, figures, counties, release, indicators):
    release(2024)
    row = by_place(told(sign_in("reviewer"), indicators.maternal, parts=1))["990101", "_T", 2023]
    assert (row["hidden"], row["numerator"]) == ("", 3)


def test_a_later_figure_is_not_told_before_its_release(sign_in, released, indicators, areas):
    record_values(indicators.water, areas.city, {2024: "70.0"})
    row = by_place(told(sign_in("reviewer"), indicators.water))["990100", "_T", 2024]
    assert row["value"] == 95.2


@pytest.mark.parametrize(
    ("person", "code", "query", "status"),
    [
        ("leader", "nothing", {}, 404),
        ("leader", "rural_tap_water", {"area": "990200"}, 404),
        ("leader", "rural_tap_water", {"year": "2023"}, 404),
        ("leader", "rural_tap_water", {"year": "zwei"}, 400),
        ("other_reviewer", "rural_tap_water", {}, 404),
        ("administrator", "rural_tap_water", {}, 403),
    ],
)
def test_what_is_refused(sign_in, released, person, code, query, status):
    answer = sign_in(person).get(reverse("api_observations", args=[code]), query)
    assert answer.status_code == status


def test_nobody_reads_without_signing_in(released):
    address = reverse("api_observations", args=["rural_tap_water"])
    assert Client().get(address).status_code == 403


def test_judgements_of_the_city_hide_nothing(sign_in, released):
    rows = sign_in("leader").get(reverse("api_judgements")).json()["judgements"]
    assert len(rows) == 3
    assert all(row["hidden"] == "" and row["value"] is not None for row in rows)
