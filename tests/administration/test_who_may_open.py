"""Which role reaches which page about units, people and duties: one table, every address."""

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Assignment
from reporting.models import Upload
from reporting.people_import import KIND
from reporting.views import people_urls
from tests.administration.conftest import membership_of

pytestmark = pytest.mark.django_db
ROLES = (
    "administrator",
    "security",
    "auditor",
    "office_worker",
    "reviewer",
    "statistician",
    "leader",
    "county_administrator",
    "county_security",
    "county_office",
    "other_administrator",
    "other_reviewer",
)
# 200 open, 302 done, 403 not for this role, 404 as if it did not exist, 422 the empty form refused.
TABLE: dict[str, str] = {
    # adm sec aud off rev sta lea c-ad c-se c-of o-ad o-re
    "unit_list": "200 200 403 403 403 403 403 200 200 403 200 403",
    "unit_add": "200 403 403 403 403 403 403 200 403 403 200 403",
    "unit_change": "200 403 403 403 403 403 403 404 403 403 404 403",
    "unit_close": "200 403 403 403 403 403 403 404 403 403 404 403",
    "unit_open": "200 403 403 403 403 403 403 404 403 403 404 403",
    "account_list": "200 200 403 403 403 403 403 200 200 403 200 403",
    "account_add": "200 403 403 403 403 403 403 200 403 403 200 403",
    "account_page": "200 200 403 403 403 403 403 404 404 403 404 403",
    "account_rename": "200 403 403 403 403 403 403 404 403 403 404 403",
    "account_close": "200 403 403 403 403 403 403 404 403 403 404 403",
    "account_open": "200 403 403 403 403 403 403 404 403 403 404 403",
    "account_reset": "403 200 403 403 403 403 403 403 404 403 403 403",
    "role_grant": "403 200 403 403 403 403 403 403 404 403 403 403",
    "role_hand_over": "403 200 403 403 403 403 403 403 404 403 403 403",
    "role_end": "403 200 403 403 403 403 403 403 404 403 403 403",
    "account_import": "200 403 403 403 403 403 403 200 403 403 200 403",
    "account_import_template": "200 403 403 403 403 403 403 200 403 403 200 403",
    "account_import_preview": "200 403 403 403 403 403 403 404 403 403 404 403",
    "account_import_apply": "302 403 403 403 403 403 403 404 403 403 404 403",
    "assignment_list": "403 403 403 200 200 200 200 403 403 200 403 200",
    "assignment_indicator": "403 403 403 200 200 200 200 403 403 200 403 200",
    "assignment_set": "403 403 403 200 403 403 403 403 403 200 403 403",
    "assignment_transfer": "403 403 403 200 403 403 403 403 403 404 403 403",
    "assignment_end": "403 403 403 200 403 403 403 403 403 404 403 403",
    "assignment_confirm": "403 403 403 302 403 403 403 403 403 404 403 403",
    "audit_trail": "403 403 200 403 403 403 403 403 403 403 403 403",
}
POSTS = {"account_import_apply", "assignment_confirm"}


@pytest.fixture
def addresses(cast, units, assignments, indicators) -> dict[str, str]:
    """Every address, about the city's leader, its education bureau and a duty of it."""
    duty = Assignment.objects.get(organisation=units.education)
    upload = Upload.objects.create(
        kind=KIND,
        name="账号.xlsx",
        sha256="0" * 64,
        rows=[],
        findings=[{"place": "A1", "sentence": "测试"}],
        made_by=cast.administrator,
        expires_at="2099-01-01T00:00:00Z",
    )
    pks = {
        "unit": units.education.pk,
        "account": cast.leader.pk,
        "role_grant": cast.leader.pk,
        "role_hand_over": cast.leader.pk,
        "role_end": membership_of(cast.leader).pk,
        "account_import": upload.pk,
        "assignment": duty.pk,
        "assignment_indicator": indicators.enrolment.pk,
    }

    def address(name: str) -> str:
        pattern = next(each for each in people_urls.urlpatterns if each.name == name)
        if "pk" not in pattern.pattern.converters:
            return reverse(name)
        prefixes = [prefix for prefix in pks if name.startswith(prefix)]
        return reverse(name, args=[pks[max(prefixes, key=len)]])

    return {name: address(name) for name in TABLE} | {"duty": str(duty.pk)}


def answer(client: Client, name: str, addresses: dict[str, str]):
    if name in POSTS:
        return client.post(addresses[name], {"duty": addresses["duty"]})
    return client.get(addresses[name])


def test_every_address_is_in_the_table():
    assert {pattern.name for pattern in people_urls.urlpatterns} == set(TABLE)


@pytest.mark.parametrize("person", ROLES)
def test_the_table_holds(person, addresses, sign_in):
    client = sign_in(person)
    column = ROLES.index(person)
    expected = {name: int(line.split()[column]) for name, line in TABLE.items()}
    found = {name: answer(client, name, addresses).status_code for name in TABLE}
    assert found == expected


def test_strangers_are_sent_to_the_log_in(addresses):
    for name in TABLE:
        page = answer(Client(), name, addresses)
        assert page.headers["Location"].startswith(reverse("login")), name
