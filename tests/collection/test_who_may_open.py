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
TASKS = dict.fromkeys(ENTRY, 200)
REVIEWS = dict.fromkeys(REVIEW, 200)
ROUNDS = REVIEWS | {"office_worker": 200}

PAGES = {
    "submission_entry": ENTRY,
    "submission_review": REVIEW,
    "my_tasks": TASKS,
    "review_list": REVIEWS,
    "round_list": ROUNDS,
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", CAST)
def test_get(page: str, name: str, health_return: Submission, sign_in: SignIn) -> None:
    arguments = [health_return.pk] if page.startswith("submission_") else []
    response = sign_in(name).get(reverse(page, args=arguments))
    assert response.status_code == PAGES[page].get(name, 403)


# A unit head reads but does not type.
SAVE = ENTRY | {"statistician": 302, "colleague": 302, "unit_head": 403}


@pytest.mark.parametrize("name", CAST)
def test_save(name: str, health_return: Submission, sign_in: SignIn) -> None:
    response = sign_in(name).post(reverse("submission_entry", args=[health_return.pk]))
    assert response.status_code == SAVE.get(name, 403)


@pytest.mark.parametrize("name", CAST)
def test_submit(name: str, filled_return: Submission, sign_in: SignIn) -> None:
    response = sign_in(name).post(
        reverse("submission_submit", args=[filled_return.pk]), {"version": filled_return.version}
    )
    assert response.status_code == SAVE.get(name, 403)


@pytest.mark.parametrize("name", CAST)
def test_decide(name: str, submitted_return: Submission, sign_in: SignIn) -> None:
    response = sign_in(name).post(reverse("submission_review", args=[submitted_return.pk]))
    assert response.status_code == (
        REVIEW | dict.fromkeys(["reviewer", "second_reviewer"], 422)
    ).get(name, 403)


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_sent_to_the_log_in(page: str, health_return: Submission) -> None:
    arguments = [health_return.pk] if page.startswith("submission_") else []
    response = Client().get(reverse(page, args=arguments))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("login"))
