"""Who sees small counts: the unit that reports them, bureaus and offices; nobody else."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from indicators.models import Area
from reporting.models import Flow, Observation
from reporting.observations.protection import protected, protection_for
from reporting.observations.small_counts import HIDDEN, HIDDEN_BESIDE

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(measured: SimpleNamespace, places: dict[str, Area]) -> list[Observation]:
    """The deaths of 2024: 甲县 2, 乙县 15, 丁县 20, 戊县 12; the city 49."""
    found = Observation.objects.in_force().filter(
        indicator=measured.maternal, year=2024, flow=Flow.RETURN
    )
    return list(found.order_by("area__path"))


def words(rows: list[Observation], viewer: object) -> list[str]:
    return [figure.hidden for figure in protected(rows, viewer)]


@pytest.mark.parametrize("person", ["leader", "statistician", "outsider", "other_reviewer"])
def test_others_see_a_mark_for_the_small_county_and_the_next_smallest(
    rows: list[Observation], cast: SimpleNamespace, person: str
) -> None:
    assert words(rows, getattr(cast, person)) == ["", HIDDEN, "", "", HIDDEN_BESIDE]


def test_nobody_signed_in_sees_them(rows: list[Observation]) -> None:
    assert words(rows, AnonymousUser()) == ["", HIDDEN, "", "", HIDDEN_BESIDE]


@pytest.mark.parametrize("person", ["reviewer", "office_worker"])
def test_bureau_and_office_see_all(
    rows: list[Observation], cast: SimpleNamespace, person: str
) -> None:
    assert words(rows, getattr(cast, person)) == [""] * 5


@pytest.mark.parametrize("person", ["county_reviewer", "county_statistician"])
def test_a_county_sees_its_own_and_not_its_neighbours(
    rows: list[Observation], cast: SimpleNamespace, person: str
) -> None:
    assert words(rows, getattr(cast, person)) == ["", "", "", "", HIDDEN_BESIDE]


def test_a_hidden_figure_carries_no_number_and_no_note(
    rows: list[Observation], cast: SimpleNamespace
) -> None:
    county = next(row for row in rows if row.area.name == "甲县")
    county.note = "2例均为外地产妇"
    shown = protected([county], cast.leader)[0].row
    assert (shown.value, shown.numerator, shown.denominator, shown.note) == (None, None, None, "")
    assert county.value is not None


def test_asking_for_one_county_decides_as_asking_for_all(
    measured: SimpleNamespace, places: dict[str, Area], cast: SimpleNamespace
) -> None:
    """戊县 has twelve cases and is hidden for its neighbour's sake, on every page."""
    protection = protection_for(
        cast.leader, indicators=[measured.maternal], areas=[places["戊县"]], years=[2024]
    )
    assert protection.words(measured.maternal.pk, places["戊县"].pk, 2024) == HIDDEN_BESIDE


def test_what_is_not_protected_costs_no_query(
    measured: SimpleNamespace,
    places: dict[str, Area],
    cast: SimpleNamespace,
    django_assert_num_queries: object,
) -> None:
    areas = list(places.values())
    with django_assert_num_queries(1):  # the memberships of the viewer
        protection_for(cast.leader, indicators=[measured.water], areas=areas, years=[2024])
    with django_assert_num_queries(1):
        protection_for(cast.reviewer, indicators=[measured.maternal], areas=areas, years=[2024])
