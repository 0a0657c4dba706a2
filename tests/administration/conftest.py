"""The people who keep the system: beside the shared cast, one account per administration part."""

import datetime
from types import SimpleNamespace

import pytest

from indicators.models import Membership, Organisation, OrganisationKind, Role, User

DAY = datetime.date(2020, 1, 1)
TODAY = datetime.date(2026, 11, 23)
YESTERDAY = TODAY - datetime.timedelta(days=1)

KEEPERS = {
    "security": ("centre", Role.SECURITY_ADMINISTRATOR),
    "auditor": ("centre", Role.AUDITOR),
    "county_administrator": ("county_centre", Role.SYSTEM_ADMINISTRATOR),
    "county_security": ("county_centre", Role.SECURITY_ADMINISTRATOR),
    "county_auditor": ("county_centre", Role.AUDITOR),
    "county_office": ("county_office", Role.OFFICE),
    "other_administrator": ("other_centre", Role.SYSTEM_ADMINISTRATOR),
}


@pytest.fixture(autouse=True)
def the_day(settings) -> None:
    """The clock stands on TODAY."""
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def units(units: SimpleNamespace, areas: SimpleNamespace) -> SimpleNamespace:
    """The shared units, a data centre in each area, and the office of 甲县."""
    for name, title, kind, area in (
        ("county_centre", "甲县数据中心", OrganisationKind.DATA_CENTRE, areas.county),
        ("county_office", "甲县妇儿工委办公室", OrganisationKind.OFFICE, areas.county),
        ("other_centre", "邻市数据中心", OrganisationKind.DATA_CENTRE, areas.other_city),
    ):
        unit = Organisation.objects.create(code=name, name=title, kind=kind, area=area)
        setattr(units, name, unit)
    return units


@pytest.fixture
def cast(cast: SimpleNamespace, units: SimpleNamespace, encoded_password: str) -> SimpleNamespace:
    """The shared cast and KEEPERS."""
    for name, (unit_name, role) in KEEPERS.items():
        user = User.objects.create(
            username=name,
            display_name=name,
            password=encoded_password,
            must_change_password=False,
        )
        Membership.objects.create(
            user=user, organisation=getattr(units, unit_name), role=role, first_day=DAY
        )
        setattr(cast, name, user)
    return cast


def membership_of(user: User) -> Membership:
    """The one membership that the cast gave this account."""
    return Membership.objects.select_related("user", "organisation__area").get(user=user)
