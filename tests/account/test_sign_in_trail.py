"""Log-ins, log-outs and failures stand in the audit trail, with the address they came from."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse

from indicators.models import AuditEvent
from indicators.people.trail import act_in_words
from reporting.views.client_address import client_address
from tests.conftest import PASSWORD

HERE = "192.0.2.7"


def attempt(username: str, password: str, **headers: str) -> int:
    data = {"username": username, "password": password}
    return Client(REMOTE_ADDR=HERE).post(reverse("login"), data, **headers).status_code


def trail() -> list[tuple[str, str, str, str]]:
    return [
        (act_in_words(event), event.actor, event.object_id, event.address)
        for event in AuditEvent.objects.order_by("pk")
    ]


def test_signing_in_and_out_are_written_down(cast: SimpleNamespace) -> None:
    client = Client(REMOTE_ADDR=HERE)
    client.post(reverse("login"), {"username": "leader", "password": PASSWORD})
    client.post(reverse("logout"))
    whom = str(cast.leader.pk)
    assert trail() == [("登录", "leader", whom, HERE), ("退出登录", "leader", whom, HERE)]


def test_signing_out_twice_is_written_down_once(sign_in) -> None:
    client = sign_in("leader")
    client.post(reverse("logout"))
    client.post(reverse("logout"))
    assert [row[0] for row in trail()] == ["退出登录"]


def test_a_failure_names_the_account_and_nobody_as_its_actor(cast: SimpleNamespace) -> None:
    attempt("leader", "wrong")
    assert trail() == [("登录失败", "system", str(cast.leader.pk), HERE)]


def test_the_name_of_no_account_is_not_kept(cast: SimpleNamespace) -> None:
    attempt("perhaps-a-password", "wrong")
    assert trail() == []


def test_a_lock_out_is_written_down_when_it_begins_and_then_no_more(cast: SimpleNamespace) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT + 3):
        attempt("leader", "wrong")
    words = [row[0] for row in trail()]
    assert words == ["登录失败"] * (settings.AXES_FAILURE_LIMIT - 1) + ["登录已锁定"]


@pytest.mark.parametrize(
    ("proxies", "said", "expected"),
    [
        (0, "", "10.0.0.1"),
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.8", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "no address", ""),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies: int, said: str, expected: str):
    settings.PROXIES = proxies
    more = {"HTTP_X_FORWARDED_FOR": said} if said else {}
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", **more)
    assert client_address(request) == expected


def test_behind_a_proxy_one_visitor_does_not_lock_out_another(
    settings, cast: SimpleNamespace
) -> None:
    settings.PROXIES = 1
    for _ in range(settings.AXES_FAILURE_LIMIT):
        locked = attempt("leader", "wrong", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert locked == 429
    assert attempt("leader", PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.10") == 302


def test_an_unknown_address_is_no_error(cast: SimpleNamespace) -> None:
    data = {"username": "leader", "password": "wrong"}
    assert Client(REMOTE_ADDR="").post(reverse("login"), data).status_code == 200
    assert trail()[0][3] == ""


def test_work_without_a_request_has_no_address(cast: SimpleNamespace) -> None:
    from indicators.people.audit import record_act

    record_act(by=None, action="catalogue.load", subject=cast.leader)
    assert trail()[0][3] == ""
