"""The page of cases: every link leads somewhere, and a real database has no such page."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Installation, User

ADDRESS = reverse("demonstration_cases")


@pytest.fixture
def visit(loaded):
    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(
            User.objects.get(username=username),
            backend="django.contrib.auth.backends.ModelBackend",
        )
        return client

    return sign_in


def test_every_link_opens(visit):
    client = visit("fuerwei")
    page = client.get(ADDRESS).content.decode()
    links = set(re.findall(r'<a href="(/(?:targets|catalogue)/[^"]+)"', page))
    assert len(links) > 40
    statuses = {link: client.get(link).status_code for link in links}
    assert {link for link, status in statuses.items() if status != 200} == set()


@pytest.mark.parametrize("username", ["lingdao", "weijian", "990102-health", "demo-zone"])
def test_people_get_only_links_they_may_open(visit, username):
    client = visit(username)
    page = client.get(ADDRESS).content.decode()
    links = set(re.findall(r'<a href="(/targets/[^"]+|/catalogue/plans/[^"]+)"', page))
    assert {client.get(link).status_code for link in links} == {200}


def test_the_page_is_made_of_few_queries(visit, django_assert_max_num_queries):
    client = visit("lingdao")
    with django_assert_max_num_queries(15):
        assert client.get(ADDRESS).status_code == 200


def test_a_real_database_has_no_cases(sign_in):
    client = sign_in("leader")
    assert client.get(ADDRESS).status_code == 200
    Installation.objects.update(is_demo=False)
    assert client.get(ADDRESS).status_code == 404
