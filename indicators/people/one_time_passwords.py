"""One-time passwords: shown once to who issues them, good for one log-in within seven days."""

import datetime
import secrets
from dataclasses import dataclass, field

from django.utils import timezone

from indicators.models import User

LIFETIME = datetime.timedelta(days=7)
# Without the characters that look alike on paper: 0 O o, 1 l I.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 3, 4


@dataclass(frozen=True)
class IssuedPassword:
    """An account and the password that opens it once; kept nowhere, never printed by repr."""

    account: User
    password: str = field(repr=False)


def issue(account: User) -> IssuedPassword:
    """Set a new one-time password; every session of the account ends with the old one."""
    password = "-".join(
        "".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS)
    )
    account.set_password(password)
    account.must_change_password = True
    account.password_expires_at = timezone.now() + LIFETIME
    account.save()
    return IssuedPassword(account, password)


def spend(account: User) -> None:
    """After its log-in a one-time password opens nothing more; the session goes on."""
    now = timezone.now()
    User.objects.filter(
        pk=account.pk, must_change_password=True, password_expires_at__gt=now
    ).update(password_expires_at=now)
