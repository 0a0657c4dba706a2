"""The demonstration's accounts: roles, not people, and one public password for all of them."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib.auth.hashers import make_password

from indicators.models import (
    AreaLevel,
    AssignmentRole,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    User,
)

FIRST_DAY = datetime.date(2018, 1, 1)


def add_accounts(entries: Iterable[Mapping[str, str]], *, password: str) -> None:
    """The named accounts, then a statistician for every other unit that reports, a head for
    those of the city, and a reviewer for every other county bureau.

    Their usernames are the codes of the units, those of heads with "-head" behind. County units
    without a head sign on paper.

    The password is printed at the start, so one digest serves every account.
    """
    organisations = Organisation.objects.in_bulk(field_name="code")
    wanted = [
        (entry["username"], entry["name"], organisations[entry["organisation"]], entry["role"])
        for entry in entries
    ]
    served = {(organisation.pk, role) for _username, _name, organisation, role in wanted}
    wanted += [
        (f"{unit.code}{ending}", f"{unit.name}{Role(role).label}", unit, role)
        for unit, role, ending in _reporting_units()
        if (unit.pk, role) not in served
    ]
    digest = make_password(password)
    users = User.objects.bulk_create(
        User(
            username=username,
            display_name=name,
            password=digest,
            is_demo=True,
            must_change_password=False,
        )
        for username, name, _organisation, _role in wanted
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=organisation, role=role, first_day=FIRST_DAY)
        for user, (_username, _name, organisation, role) in zip(users, wanted, strict=True)
    )


def _reporting_units() -> Iterator[tuple[Organisation, Any, str]]:
    reporting = Organisation.objects.filter(assignments__role=AssignmentRole.REPORTS).distinct()
    departments = reporting.filter(kind=OrganisationKind.DEPARTMENT)
    bureaus = Organisation.objects.filter(kind=OrganisationKind.STATISTICS)
    yield from ((unit, Role.STATISTICIAN, "") for unit in reporting)
    yield from (
        (unit, Role.UNIT_HEAD, "-head") for unit in departments.filter(area__level=AreaLevel.CITY)
    )
    yield from ((unit, Role.REVIEWER, "") for unit in bureaus)
