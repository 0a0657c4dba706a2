"""`manage.py install`: prepare the database at every start (DEMO, INITIAL_PASSWORD)."""

import os
import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from indicators.catalogue.report import LoadRefused
from reporting.installation import WrongDatabase, prepare


class Command(BaseCommand):
    help = "装载行政区划、规划、参考数据；演示库再装载演示数据，正式库建立第一个管理员。"

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get("INITIAL_PASSWORD") or secrets.token_urlsafe(12)
        try:
            outcome = prepare(demo=settings.DEMO, password=password)
        except (LoadRefused, WrongDatabase) as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in outcome.lines:
            self.stdout.write(line)
