"""Links for the big screen: made and revoked by the office, opened without an account.

The secret stands in the address and is shown once; only its digest is stored. Whoever holds a
link that is in force reads the released years of its area, and nothing else.
"""

import datetime
import hashlib
import hmac
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from indicators.models import Area, Role, User
from indicators.people.access import access_of
from indicators.people.audit import record_act
from reporting.models import DisplayLink
from reporting.permissions import PermissionRefused

#: How long a link may live, in days.
LIFETIMES = (7, 30, 90, 365)
#: The time of the last use is kept to this precision, so that a screen seldom writes.
USE_PRECISION = datetime.timedelta(minutes=5)


class LinkRefused(Exception):
    """The link cannot be made or revoked; the message says why."""


def can_make_screens(user: Any, area: Area) -> bool:
    return access_of(user).covers(area.path, [Role.OFFICE])


def check_make_screens(user: Any, area: Area) -> None:
    if not can_make_screens(user, area):
        raise PermissionRefused("大屏链接由妇儿工委办公室管理。")


@transaction.atomic
def make_link(*, area: Area, name: str, days: int, by: User) -> tuple[DisplayLink, str]:
    """A new link and its secret, which is not kept anywhere."""
    check_make_screens(by, area)
    if not name.strip():
        raise LinkRefused("请填写用途，例如“三楼会议室大屏”。")
    if days not in LIFETIMES:
        raise LinkRefused("请选择有效期。")
    secret = secrets.token_urlsafe(32)
    link = DisplayLink.objects.create(
        area=area,
        name=name.strip()[:60],
        digest=_digest(secret),
        made_by=by,
        expires_at=timezone.now() + datetime.timedelta(days=days),
    )
    record_act(by=by, action="screen.make", subject=link, new={"name": link.name, "days": days})
    return link, secret


@transaction.atomic
def revoke_link(*, link: DisplayLink, by: User) -> DisplayLink:
    """From now on the link opens nothing; a second time is no fault and leaves no trace."""
    locked = DisplayLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    check_make_screens(by, locked.area)
    if locked.revoked_at is None:
        locked.revoked_at, locked.revoked_by = timezone.now(), by
        locked.save(update_fields=["revoked_at", "revoked_by"])
        record_act(by=by, action="screen.revoke", subject=locked, old={"name": locked.name})
    return locked


def link_for(secret: str) -> DisplayLink | None:
    """The link in force with this secret, its use noted; None for any other, whatever the cause.

    The look-up goes by the digest, so the time it takes tells nothing about the secret.
    """
    digest = _digest(secret)
    link = DisplayLink.objects.select_related("area").filter(digest=digest).first()
    if link is None or not hmac.compare_digest(link.digest, digest) or not is_in_force(link):
        return None
    _note_use(link)
    return link


def is_in_force(link: DisplayLink) -> bool:
    """Neither revoked nor run out."""
    return link.revoked_at is None and link.expires_at > timezone.now()


def _note_use(link: DisplayLink) -> None:
    now = timezone.now()
    if link.last_used_at is None or now - link.last_used_at >= USE_PRECISION:
        DisplayLink.objects.filter(pk=link.pk).update(last_used_at=now)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
