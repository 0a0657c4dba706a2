"""Which of the cast reaches which page of the collection: one table, every address."""

import pytest
from django.test import Client
from django.urls import reverse

from reporting.models import Submission
from tests.conftest import CAST, SignIn

# 200 open, 403 the role is not meant, 404 it looks as if the return did not exist.
ENTRY = {"statistician": 200, "colleague": 200, "unit_head": 200}
ENTRY |= dict.fromkeys(["outsider", "county_statistician", "other_statistician"], 404)
REVIEW = {"reviewer": 200, "second_reviewer": 200, "county_reviewer": 404, "other_reviewer": 404}
REVIEW |= {"unit_head": 200}
TASKS = dict.fromkeys(CAST, 200)
REVIEWS = dict.fromkeys(REVIEW, 200)
ROUNDS = dict.fromkeys([*REVIEW, "office_worker"], 200) | {"unit_head": 403}

PAGES = {
    "submission_entry": ENTRY,
    "submission_review": REVIEW,
    "my_tasks": TASKS,
    "review_list": REVIEWS,
    "round_list": ROUNDS,
}


def of_everyone(expected: dict[str, int]) -> dict[str, int]:
    """The status for each of the cast: 403 where nothing else is said."""
    return dict.fromkeys(CAST, 403) | expected


@pytest.mark.parametrize("page", PAGES)
def test_get(page: str, health_return: Submission, sign_in: SignIn) -> None:
    address = reverse(page, args=[health_return.pk] if page.startswith("submission_") else [])
    found = {name: sign_in(name).get(address).status_code for name in CAST}
    assert found == of_everyone(PAGES[page])


def test_save(health_return: Submission, sign_in: SignIn) -> None:
    """A unit head reads but does not type."""
    address = reverse("submission_entry", args=[health_return.pk])
    found = {name: sign_in(name).post(address).status_code for name in CAST}
    saved = {"statistician": 302, "colleague": 302, "unit_head": 403}
    assert found == of_everyone(ENTRY | saved)


def test_submit(filled_return: Submission, sign_in: SignIn) -> None:
    """The statistician hands in; for the colleague, who comes next, it has gone already."""
    address = reverse("submission_submit", args=[filled_return.pk])
    form = {f"return-{filled_return.pk}-version": filled_return.version}
    found = {name: sign_in(name).post(address, form).status_code for name in CAST}
    submitted = {"statistician": 302, "colleague": 409, "unit_head": 403}
    assert found == of_everyone(ENTRY | submitted)


def test_decide(submitted_return: Submission, sign_in: SignIn) -> None:
    """An empty decision reaches the rule that asks for one (422), if the person may decide."""
    address = reverse("submission_review", args=[submitted_return.pk])
    found = {name: sign_in(name).post(address).status_code for name in CAST}
    undecided = dict.fromkeys(["reviewer", "second_reviewer", "unit_head"], 422)
    assert found == of_everyone(REVIEW | undecided)


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_sent_to_the_log_in(page: str, health_return: Submission) -> None:
    arguments = [health_return.pk] if page.startswith("submission_") else []
    response = Client().get(reverse(page, args=arguments))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("login"))
