"""The links of the big screen: secret, short-lived, revocable, and nobody's but the office's."""

import datetime
import hashlib
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicators.models import AuditEvent
from reporting.dashboards.display_links import LinkRefused, link_for, make_link, revoke_link
from reporting.models import DisplayLink
from reporting.permissions import PermissionRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(areas: SimpleNamespace, cast: SimpleNamespace) -> tuple[DisplayLink, str]:
    """A link of the city and its secret."""
    return make_link(area=areas.city, name="三楼会议室", days=30, by=cast.office_worker)


def show(secret: str):
    return Client().get(reverse("screen_show", args=[secret]))


def test_only_the_digest_is_stored(made: tuple[DisplayLink, str]) -> None:
    link, secret = made
    assert len(secret) >= 43, "256 bits"
    assert link.digest == hashlib.sha256(secret.encode()).hexdigest()
    stored = [str(value) for row in DisplayLink.objects.values_list() for value in row]
    told = [str(value) for row in AuditEvent.objects.values_list() for value in row]
    assert not any(secret in value for value in stored + told)


def test_the_link_opens_without_an_account_and_notes_its_use(
    made: tuple[DisplayLink, str],
) -> None:
    assert show(made[1]).status_code == 200
    made[0].refresh_from_db()
    assert made[0].last_used_at is not None


def test_a_screen_that_refreshes_often_writes_seldom(made: tuple[DisplayLink, str]) -> None:
    show(made[1])
    with CaptureQueriesContext(connection) as captured:
        show(made[1])
    assert not [row for row in captured if row["sql"].startswith(("UPDATE", "INSERT"))]


def test_unknown_expired_and_revoked_links_look_alike(
    made: tuple[DisplayLink, str], areas: SimpleNamespace, cast: SimpleNamespace
) -> None:
    link, secret = made
    expired, expired_secret = make_link(area=areas.city, name="旧", days=7, by=cast.office_worker)
    past = timezone.now() - datetime.timedelta(seconds=1)
    DisplayLink.objects.filter(pk=expired.pk).update(expires_at=past)
    revoke_link(link=link, by=cast.office_worker)
    answers = [show(each) for each in ("nobody-made-this", expired_secret, secret, "é" * 40)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}
    page = answers[0].content.decode()
    assert "演示市" not in page
    assert "<a " not in page


def test_the_digest_itself_opens_nothing(made: tuple[DisplayLink, str]) -> None:
    assert link_for(made[0].digest) is None


def test_making_and_revoking_are_in_the_audit_trail_once(
    made: tuple[DisplayLink, str], cast: SimpleNamespace
) -> None:
    link = made[0]
    revoke_link(link=link, by=cast.office_worker)
    first = DisplayLink.objects.get().revoked_at
    revoke_link(link=link, by=cast.office_worker)
    assert DisplayLink.objects.get().revoked_at == first
    acts = AuditEvent.objects.filter(object_type="DisplayLink").order_by("id")
    assert [(act.actor, act.action) for act in acts] == [
        ("office_worker", "screen.make"),
        ("office_worker", "screen.revoke"),
    ]


@pytest.mark.parametrize("person", ["leader", "reviewer", "administrator", "statistician"])
def test_others_neither_make_nor_revoke(
    made: tuple[DisplayLink, str], areas: SimpleNamespace, cast: SimpleNamespace, person: str
) -> None:
    by = getattr(cast, person)
    with pytest.raises(PermissionRefused):
        make_link(area=areas.city, name="大屏", days=7, by=by)
    with pytest.raises(PermissionRefused):
        revoke_link(link=made[0], by=by)


def test_the_office_makes_none_for_another_city(
    areas: SimpleNamespace, cast: SimpleNamespace
) -> None:
    with pytest.raises(PermissionRefused):
        make_link(area=areas.other_city, name="大屏", days=7, by=cast.office_worker)


@pytest.mark.parametrize(("name", "days"), [(" ", 7), ("大屏", 0), ("大屏", 3650)])
def test_a_link_needs_a_name_and_a_lifetime_of_the_list(
    areas: SimpleNamespace, cast: SimpleNamespace, name: str, days: int
) -> None:
    with pytest.raises(LinkRefused):
        make_link(area=areas.city, name=name, days=days, by=cast.office_worker)
