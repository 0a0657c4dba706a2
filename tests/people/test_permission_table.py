"""Every address × every role: one table says who gets in. An address that is not in it fails.

Statuses: 200 the page, 302 on to the page (or to the log-in), 403 refused with a sentence,
404 as if it did not exist (an object of another unit or city).
"""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from reporting.models import Submission, SubmissionState

PEOPLE = (
    "anonymous",
    "statistician",
    "unit_head",
    "outsider",
    "reviewer",
    "office_worker",
    "leader",
    "administrator",
    "county_statistician",
    "county_reviewer",
    "other_reviewer",
    "other_statistician",
)
LOG_IN = 302
# One line an address: (method, address name) and the statuses in the order of PEOPLE.
TABLE: dict[tuple[str, str], str] = {
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("GET", "healthz"): "200  200  200  200  200  200  200  200  200  200  200  200",
    ("GET", "login"): "200  302  302  302  302  302  302  302  302  302  302  302",
    ("POST", "logout"): "302  302  302  302  302  302  302  302  302  302  302  302",
    ("GET", "home"): "302  302  302  302  302  302  302  200  302  302  302  302",
    ("GET", "change_password"): "302  200  200  200  200  200  200  200  200  200  200  200",
    ("GET", "my_tasks"): "302  200  200  200  403  403  403  403  200  403  403  200",
    ("GET", "submission_entry"): "302  200  200  404  403  403  403  403  404  403  403  404",
    ("POST", "submission_submit"): "302  409  403  404  403  403  403  403  404  403  403  404",
    ("GET", "review_list"): "302  403  403  403  200  403  403  403  403  200  200  403",
    ("GET", "submission_review"): "302  403  403  403  200  403  403  403  403  404  404  403",
    ("GET", "round_list"): "302  403  403  403  200  200  403  403  403  200  200  403",
    ("GET", "year_page"): "302  403  403  403  200  200  403  403  403  403  403  403",
    ("POST", "year_sign"): "302  403  403  403  302  403  403  403  403  403  403  403",
    ("POST", "year_withdraw"): "302  403  403  403  302  403  403  403  403  404  404  403",
    ("POST", "year_release"): "302  403  403  403  403  302  403  403  403  404  404  403",
    ("GET", "leader_summary"): "302  200  200  200  200  200  200  403  200  200  200  200",
    ("GET", "target_list"): "302  200  200  200  200  200  200  403  200  200  200  200",
    ("GET", "target_page"): "302  200  200  200  200  200  200  403  200  200  404  404",
    ("GET", "nation"): "302  200  200  200  200  200  200  403  200  200  200  200",
    ("GET", "api_judgements"): "403  200  200  200  200  200  200  403  200  200  404  404",
}


def _names(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern)


def test_every_address_is_in_the_table():
    assert sorted(set(_names(get_resolver()))) == sorted({name for _method, name in TABLE})


def test_every_line_names_every_person():
    assert all(len(line.split()) == len(PEOPLE) for line in TABLE.values())


@pytest.fixture
def addresses(released_city, health_submission):
    """The address of every line, about an object of the first city's health unit."""
    arguments = {
        "submission_entry": [health_submission.pk],
        "submission_submit": [health_submission.pk],
        "submission_review": [health_submission.pk],
        "year_sign": [2025],
        "year_withdraw": [released_city.signed.pk],
        "year_release": [released_city.signed.pk],
        "target_page": [released_city.target.pk],
    }
    return {name: reverse(name, args=arguments.get(name)) for _method, name in TABLE}


@pytest.mark.parametrize("person", PEOPLE)
def test_the_table_holds(person, addresses, sign_in, health_submission):
    column = PEOPLE.index(person)
    found, expected = {}, {}
    for (method, name), line in TABLE.items():
        client = Client() if person == "anonymous" else sign_in(person)
        Submission.objects.filter(pk=health_submission.pk).update(
            state=SubmissionState.SUBMITTED if name == "submission_review" else "draft"
        )
        response = client.generic(method, addresses[name])
        expected[method, name] = int(line.split()[column])
        found[method, name] = response.status_code
    assert found == expected


def test_a_refusal_is_a_chinese_sentence(sign_in):
    page = sign_in("leader").get(reverse("review_list")).content.decode()
    assert re.search("您的角色不能打开这个页面。", page)
