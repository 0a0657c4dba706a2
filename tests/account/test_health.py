"""The health page asks the database and needs no account."""

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.django_db
def test_healthy_while_the_database_answers(client: Client) -> None:
    answer = client.get(reverse("healthz"))
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_nothing_of_the_installation_is_told(client: Client) -> None:
    assert "Set-Cookie" not in client.get(reverse("healthz")).headers
