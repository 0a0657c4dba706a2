"""Approving figures as a reviewer does it: a post to the real site, timed."""

import datetime
import http.client
import time
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import SimpleNamespace
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.test import Client

from indicators.models import (
    Area,
    Assignment,
    AssignmentRole,
    CountKind,
    Indicator,
    Objective,
    Organisation,
    Plan,
    Scale,
    Target,
    TargetKind,
    TargetValue,
    User,
    ValueMode,
)
from reporting import outbox
from reporting.collection.cell_contents import TypedCell
from reporting.collection.entry import SeenCell, save_cells
from reporting.collection.handing_in import sign, submit
from reporting.collection.rounds import open_round
from reporting.models import Flow, Item, Submission
from reporting.observations import Figure, record
from reporting.observations.work import owe_assessment
from reporting.tasks import HANDLERS
from tests.processes import WebServer

YEAR = 2025
CELLS = 6
TOKEN = "a" * 32  # a form's token and its cookie agree; that is all that is asked of them


@dataclass
class Approvals:
    """The cells still to be approved, and what has been answered with success."""

    city: Area
    reviewer: User
    waiting: list[Item]
    answered: dict[int, Decimal] = field(default_factory=dict)

    def approve_one(self, site: WebServer) -> float:
        """Approve the next cell; the seconds until the site's answer, which must be a success."""
        item = self.waiting.pop(0)
        began = time.monotonic()
        status = self.post(site, item)
        seconds = time.monotonic() - began
        assert status == 302, f"the approval was answered with {status}"
        self.answered[item.indicator_id] = item.value
        return seconds

    def post(self, site: WebServer, item: Item) -> int:
        """Post the approval of a cell; the status of the answer."""
        cell = f"cell-{item.pk}"
        form = {f"{cell}-version": item.version, f"{cell}-decision": "approve"}
        server = http.client.HTTPConnection(site.address, timeout=30)
        try:
            server.request(
                "POST",
                f"/submissions/{item.submission_id}/review/",
                urlencode(form),
                {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Cookie": f"{self._session}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
                    "X-CSRFToken": TOKEN,
                },
            )
            return server.getresponse().status
        finally:
            server.close()

    @cached_property
    def _session(self) -> str:
        """The reviewer's cookie: signed in once, while the database is there."""
        client = Client()
        client.force_login(self.reviewer, backend="django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        return f"{name}={client.cookies[name].value}"


def waiting_return(
    *, city: Area, unit: Organisation, plan: Plan, cast: SimpleNamespace
) -> Approvals:
    """Indicators with figures and judgements up to 2024 and a signed return for 2025."""
    indicators = [_indicator(number, city, unit, plan) for number in range(CELLS)]
    rows = [
        Figure(indicator_id=each.pk, area=city, year=year, value=Decimal(60 + year - 2015))
        for each in indicators
        for year in range(2020, YEAR)
    ]
    with transaction.atomic():
        number = record(rows, flow=Flow.RETURN, by=None, reason="前几年数据")
        owe_assessment(area=city, year=YEAR - 1, data_version=number)
    outbox.work_off(HANDLERS)
    return Approvals(city, cast.reviewer, _submitted(city, cast))


def _submitted(city: Area, cast: SimpleNamespace) -> list[Item]:
    open_round(
        area=city,
        year=YEAR,
        opens_on=datetime.date(2026, 1, 15),
        due_on=datetime.date(2026, 3, 31),
        by=cast.reviewer,
    )
    submission = Submission.objects.get(area=city)
    typed = {
        item.pk: SeenCell(item.version, TypedCell(value=f"70.{position}"))
        for position, item in enumerate(submission.items.order_by("pk"))
    }
    save_cells(submission=submission, cells=typed, by=cast.statistician)
    submission.refresh_from_db()
    handed_in = submit(submission=submission, version=submission.version, by=cast.statistician)
    sign(submission=handed_in, version=handed_in.version, by=cast.unit_head)
    return list(submission.items.order_by("pk"))


def _indicator(number: int, city: Area, unit: Organisation, plan: Plan) -> Indicator:
    indicator = Indicator.objects.create(
        code=f"share_{number}",
        name=f"普及率{number}",
        unit="%",
        decimals=1,
        better=1,
        scale=Scale.SHARE,
        value_mode=ValueMode.VALUE,
        count_kind=CountKind.COMPLETE_COUNT,
        position=10 + number,
    )
    target = Target.objects.create(
        plan=plan,
        code=f"W8.{number}",
        objective=Objective.objects.get(domain__plan=plan),
        indicator=indicator,
        kind=TargetKind.AT_LEAST,
        measurability="numeric",
    )
    TargetValue.objects.create(
        target=target, area=city, year=2025, value=82, document="演示文件", valid_from=0
    )
    Assignment.objects.create(
        indicator=indicator,
        area=city,
        organisation=unit,
        role=AssignmentRole.REPORTS,
        first_year=2015,
    )
    return indicator
