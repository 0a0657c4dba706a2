"""Two administrators at the same moment, in two real transactions."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from indicators.models import Assignment, AssignmentRole, Membership, Role, User
from indicators.people.accounts import deactivate_account
from indicators.people.assignments import set_assignment
from indicators.people.refusal import NotPossible
from indicators.people.roles import grant_role
from tests.administration.conftest import TODAY

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do the acts at the same moment; "done" or "refused" for each, sorted."""
    outcomes: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait(timeout=10)
        try:
            act()
            outcomes.append("done")
        except NotPossible:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(outcomes)


def test_two_administrators_who_close_each_other_leave_one(cast, units):
    second = User.objects.create(username="second", display_name="second")
    Membership.objects.create(
        user=second, organisation=units.centre, role=Role.SYSTEM_ADMINISTRATOR, first_day=TODAY
    )
    outcomes = at_once(
        lambda: deactivate_account(account=second, by=cast.administrator, reason="误"),
        lambda: deactivate_account(account=cast.administrator, by=second, reason="误"),
    )
    assert outcomes == ["done", "refused"]
    assert User.objects.filter(pk__in=[second.pk, cast.administrator.pk], is_active=True).count()


def test_figures_and_administration_granted_at_once_keep_one(cast, units):
    account = User.objects.create(username="waiting", display_name="waiting")

    def grant(role: str, unit) -> Callable[[], object]:
        return lambda: grant_role(
            account=account,
            organisation=unit,
            role=role,
            first_day=TODAY,
            by=cast.security,
            reason="同时",
        )

    outcomes = at_once(
        grant(Role.OFFICE, units.office), grant(Role.SYSTEM_ADMINISTRATOR, units.centre)
    )
    assert outcomes == ["done", "refused"]
    assert account.memberships.count() == 1


def test_two_units_appointed_at_once_keep_one(cast, indicators, areas, units):
    def appoint(unit) -> Callable[[], object]:
        return lambda: set_assignment(
            indicator=indicators.water,
            area=areas.city,
            organisation=unit,
            role=AssignmentRole.REPORTS,
            first_year=2026,
            is_confirmed=False,
            by=cast.office_worker,
            reason="同时",
        )

    assert at_once(appoint(units.health), appoint(units.education)) == ["done", "refused"]
    assert Assignment.objects.count() == 1
