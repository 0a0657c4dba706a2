"""Signing in and out through the pages."""

import datetime
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in_as(client: Client, username: str, password: str, **more: str):
    data = {"username": username, "password": password, **more}
    return client.post(reverse("login"), data)


def test_the_right_password_leads_home(client: Client, cast: SimpleNamespace) -> None:
    assert sign_in_as(client, "leader", PASSWORD).headers["Location"] == reverse("home")


def test_the_asked_page_opens_after_signing_in(client: Client, cast: SimpleNamespace) -> None:
    asked = client.get(reverse("target_list"))
    assert asked.headers["Location"] == f"{reverse('login')}?next={reverse('target_list')}"
    answer = sign_in_as(client, "leader", PASSWORD, next=reverse("target_list"))
    assert answer.headers["Location"] == reverse("target_list")


def test_no_foreign_address_is_opened(client: Client, cast: SimpleNamespace) -> None:
    answer = sign_in_as(client, "leader", PASSWORD, next="https://elsewhere.example/")
    assert answer.headers["Location"] == reverse("home")


def test_a_wrong_password_is_told_in_chinese(client: Client, cast: SimpleNamespace) -> None:
    assert "用户名或密码不正确" in sign_in_as(client, "leader", "wrong").content.decode()


@pytest.mark.parametrize(("hours", "status"), [(-1, 200), (1, 302)])
def test_a_one_time_password_ends_at_its_time(
    client: Client, cast: SimpleNamespace, hours: int, status: int
) -> None:
    cast.leader.password_expires_at = timezone.now() + datetime.timedelta(hours=hours)
    cast.leader.save()
    answer = sign_in_as(client, "leader", PASSWORD)
    assert answer.status_code == status
    assert ("一次性密码已过期" in answer.content.decode()) is (status == 200)


def test_unknown_and_known_names_are_answered_alike(client: Client, cast: SimpleNamespace) -> None:
    known = sign_in_as(client, "leader", "wrong").context["form"].errors
    assert sign_in_as(client, "nobody", "wrong").context["form"].errors == known


@pytest.mark.parametrize("field", ["username", "password"])
def test_nul_characters_are_refused(client: Client, cast: SimpleNamespace, field: str) -> None:
    data = {"username": "leader", "password": PASSWORD, field: "a\0b"}
    answer = client.post(reverse("login"), data)
    assert answer.status_code == 200
    assert answer.context["form"].errors[field]


def test_many_failures_lock_the_account_for_a_while(client: Client, cast: SimpleNamespace) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = sign_in_as(client, "leader", "wrong")
    assert answer.status_code == 429
    assert "登录已暂停" in answer.content.decode()
    assert sign_in_as(client, "leader", PASSWORD).status_code == 429


def test_signing_out_needs_a_post(sign_in) -> None:
    client = sign_in("leader")
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).headers["Location"] == reverse("login")
    assert client.get(reverse("target_list")).status_code == 302
