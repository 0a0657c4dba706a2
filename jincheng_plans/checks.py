"""Numbered start-up checks: an unsafe production setting stops the start with a hint."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from jincheng_plans.environment import read


@register()
def e_mail_is_whole(**_options: Any) -> list[CheckMessage]:
    """Errors jincheng.E005–E006 where e-mail is configured by half or in two ways."""
    errors: list[CheckMessage] = []
    if bool(settings.EMAIL_HOST) != bool(settings.DEFAULT_FROM_EMAIL):
        errors.append(
            Error(
                "Only one of EMAIL_HOST and EMAIL_FROM is set.",
                hint="Set both to send notices by e-mail, or neither.",
                id="jincheng.E005",
            )
        )
    if settings.EMAIL_USE_TLS and settings.EMAIL_USE_SSL:
        errors.append(
            Error(
                "EMAIL_USE_TLS and EMAIL_USE_SSL are both on.",
                hint="Port 587 usually takes EMAIL_USE_TLS, port 465 EMAIL_USE_SSL.",
                id="jincheng.E006",
            )
        )
    return errors


@register()
def production_is_safe(**_options: Any) -> list[CheckMessage]:
    """Errors jincheng.E001–E004 where PRODUCTION=1 meets an unsafe or missing variable."""
    if not settings.PRODUCTION:
        return []
    errors: list[CheckMessage] = []
    if len(settings.SECRET_KEY) < 50:
        errors.append(
            Error(
                "SECRET_KEY is missing or shorter than 50 characters.",
                hint="Set SECRET_KEY to a long random value; it signs sessions.",
                id="jincheng.E001",
            )
        )
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        errors.append(
            Error(
                "ALLOWED_HOSTS is empty or allows every host.",
                hint="Set ALLOWED_HOSTS to the host names of this installation.",
                id="jincheng.E002",
            )
        )
    for number, name in ((3, "DATABASE_URL"), (4, "REDIS_URL")):
        if not read(name):
            errors.append(
                Error(
                    f"{name} is not set.",
                    hint=f"Set {name} to the server of this installation.",
                    id=f"jincheng.E00{number}",
                )
            )
    return errors
