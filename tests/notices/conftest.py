"""Accounts with e-mail addresses, a mail server, and a short way to tell people something."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from indicators.models import User
from reporting.notices import NoticeKind, tell
from tests.notices.mail_server import MailServer

Tell = Callable[..., int]


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.close()


@pytest.fixture
def mail_settings(settings: SimpleNamespace, mail_server: MailServer) -> dict[str, str]:
    """E-mail as an installation configures it; what a worker is given too."""
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = mail_server.port
    settings.DEFAULT_FROM_EMAIL = "jiance@city.example"
    settings.SITE_URL = "https://jiance.city.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    return {
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(mail_server.port),
        "EMAIL_FROM": "jiance@city.example",
        "SITE_URL": "https://jiance.city.example",
    }


@pytest.fixture
def addresses(cast: SimpleNamespace) -> SimpleNamespace:
    """Statistician, colleague and unit head have addresses; nobody else has."""
    for name in ("statistician", "colleague", "unit_head"):
        person = getattr(cast, name)
        person.email = f"{name}@city.example"
        person.save(update_fields=["email"])
    return cast


def tell_them(*people: User, occasion: str = "return 1 returned", **more: str) -> int:
    """Tell these people of returned cells."""
    words = {
        "kind": NoticeKind.CELLS_RETURNED,
        "title": "演示市卫生健康委员会 2025年度报表：退回 1 项",
        "body": "孕产妇死亡率：请核对 1 例的原始记录",
        "address": "/submissions/1/",
    }
    return tell(recipients=people, occasion=occasion, **(words | more))
