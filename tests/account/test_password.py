"""Initial passwords must be changed before anything else, and changing one is recorded."""

import datetime
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators.models import AuditEvent
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "another-long-password"


def change(client: Client, new: str, old: str = PASSWORD):
    data = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(reverse("change_password"), data)


@pytest.fixture
def newcomer(cast: SimpleNamespace, sign_in) -> Client:
    """A leader whose password is the initial one."""
    cast.leader.must_change_password = True
    cast.leader.password_expires_at = timezone.now() + datetime.timedelta(days=1)
    cast.leader.save()
    return sign_in("leader")


@pytest.mark.parametrize("name", ["home", "leader_summary", "target_list", "nation"])
def test_an_initial_password_opens_only_its_change(newcomer: Client, name: str) -> None:
    assert newcomer.get(reverse(name)).headers["Location"] == reverse("change_password")


def test_the_change_and_the_way_out_stay_open(newcomer: Client) -> None:
    assert newcomer.get(reverse("change_password")).status_code == 200
    assert newcomer.post(reverse("logout")).headers["Location"] == reverse("login")


def test_after_the_change_everything_is_open(newcomer: Client, cast: SimpleNamespace) -> None:
    assert change(newcomer, NEW).headers["Location"] == reverse("home")
    assert newcomer.get(reverse("home")).headers["Location"] == reverse("leader_summary")
    cast.leader.refresh_from_db()
    assert cast.leader.check_password(NEW)
    assert not cast.leader.must_change_password
    assert cast.leader.password_expires_at is None


def test_the_change_is_recorded_without_the_password(newcomer: Client) -> None:
    change(newcomer, NEW)
    event = AuditEvent.objects.get(action="修改密码")
    assert (event.actor, event.object_type, event.old, event.new) == ("leader", "User", None, None)


def test_other_sessions_of_the_account_end(newcomer: Client, sign_in) -> None:
    elsewhere = sign_in("leader")
    change(newcomer, NEW)
    assert elsewhere.get(reverse("home")).headers["Location"].startswith(reverse("login"))


@pytest.mark.parametrize(
    ("new", "old", "told"),
    [
        (PASSWORD, PASSWORD, "不能与旧密码相同"),
        (NEW, "wrong", "旧密码不正确"),
        ("short1", PASSWORD, "至少"),
        ("20260101202601", PASSWORD, "数字"),
    ],
)
def test_a_bad_new_password_is_refused(newcomer: Client, new: str, old: str, told: str) -> None:
    answer = change(newcomer, new, old)
    assert answer.status_code == 422
    assert told in answer.content.decode()
