"""Every address × every role: one table says who gets in. An address that is not in it fails.

Statuses: 200 the page, 302 on to the page (or to the log-in), 403 refused with a sentence,
404 as if it did not exist (an object of another unit or city).
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.people
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
    ("GET", "home"): "302  302  302  302  302  302  302  302  302  302  302  302",
    ("GET", "change_password"): "302  200  200  200  200  200  200  200  200  200  200  200",
    ("GET", "my_tasks"): "302  200  200  200  200  200  200  200  200  200  200  200",
    ("GET", "submission_entry"): "302  200  200  404  403  403  403  403  404  403  403  404",
    ("POST", "submission_submit"): "302  409  403  404  403  403  403  403  404  403  403  404",
    ("GET", "review_list"): "302  403  200  403  200  403  403  403  403  200  200  403",
    ("GET", "submission_review"): "302  403  200  403  200  403  403  403  403  404  404  403",
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


ARGUMENTS = {
    "submission_entry": lambda made: [made.submission.pk],
    "submission_submit": lambda made: [made.submission.pk],
    "submission_review": lambda made: [made.submission.pk],
    "year_sign": lambda made: [2025],
    "year_withdraw": lambda made: [made.release.pk],
    "year_release": lambda made: [made.release.pk],
    "target_page": lambda made: [made.target.pk],
}

# Every room of pages keeps its own lines beside this file.
for _module in pkgutil.iter_modules(tests.people.__path__):
    if _module.name.startswith("lines_"):
        _room = importlib.import_module(f"tests.people.{_module.name}")
        assert not TABLE.keys() & _room.LINES.keys()
        TABLE |= _room.LINES
        ARGUMENTS |= _room.ARGUMENTS


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
def addresses(made):
    """The address of every line, about objects of the first city."""
    return {
        name: reverse(name, args=ARGUMENTS[name](made) if name in ARGUMENTS else None)
        for _method, name in TABLE
    }


@pytest.mark.parametrize("person", PEOPLE)
def test_the_table_holds(person, addresses, sign_in, made):
    column = PEOPLE.index(person)
    found, expected = {}, {}
    for (method, name), line in TABLE.items():
        client = Client() if person == "anonymous" else sign_in(person)
        Submission.objects.filter(pk=made.submission.pk).update(
            state=SubmissionState.SUBMITTED if name == "submission_review" else "draft"
        )
        response = client.generic(method, addresses[name])
        expected[method, name] = int(line.split()[column])
        found[method, name] = response.status_code
    assert found == expected


def test_a_refusal_is_a_chinese_sentence(sign_in):
    page = sign_in("leader").get(reverse("review_list")).content.decode()
    assert re.search("您的角色不能打开这个页面。", page)
