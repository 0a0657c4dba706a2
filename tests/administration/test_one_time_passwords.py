"""A one-time password opens one session, within seven days, and only the change of password."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import User
from indicators.people.accounts import reset_password
from indicators.people.one_time_passwords import ALPHABET, LIFETIME, issue
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def log_in(username: str, password: str):
    client = Client()
    data = {"username": username, "password": password}
    return client, client.post(reverse("login"), data)


@pytest.fixture
def password(cast) -> str:
    return reset_password(account=cast.leader, by=cast.security, reason="遗忘").password


def test_it_opens_the_change_of_password_and_nothing_else(password):
    client, answer = log_in("leader", password)
    assert answer.status_code == 302
    page = client.get(reverse("leader_summary"))
    assert page.headers["Location"] == reverse("change_password")


def test_it_opens_only_once(password):
    first, _answer = log_in("leader", password)
    _second, answer = log_in("leader", password)
    assert answer.status_code == 200
    assert "已用过" in answer.content.decode()
    assert "安全管理员" in answer.content.decode()
    assert first.get(reverse("change_password")).status_code == 200


def test_the_password_chosen_with_it_lasts(password):
    client, _answer = log_in("leader", password)
    new = "another-long-password"
    data = {"old_password": password, "new_password1": new, "new_password2": new}
    assert client.post(reverse("change_password"), data).status_code == 302
    for _ in range(2):
        _client, answer = log_in("leader", new)
        assert answer.status_code == 302


def test_it_ends_after_seven_days(cast, password):
    user = User.objects.get(pk=cast.leader.pk)
    assert datetime.timedelta(days=7) == LIFETIME
    User.objects.filter(pk=user.pk).update(password_expires_at=user.password_expires_at - LIFETIME)
    _client, answer = log_in("leader", password)
    assert "已过期" in answer.content.decode()


def test_a_chosen_password_is_never_spent(cast):
    for _ in range(2):
        _client, answer = log_in("leader", PASSWORD)
        assert answer.status_code == 302


def test_passwords_differ_and_read_well_on_paper(cast):
    drawn = {issue(cast.leader).password for _ in range(3)}
    assert len(drawn) == 3
    assert all(len(password) == 14 for password in drawn)
    assert not set("".join(drawn)) - set(ALPHABET) - {"-"}
    assert not set("0Oo1lI") & set(ALPHABET)
