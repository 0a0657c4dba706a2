"""Registers the start-up checks of the installation."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "jincheng_plans"

    def ready(self) -> None:
        from jincheng_plans import celery, checks  # noqa: F401  (the checks register themselves)
