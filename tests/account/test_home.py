"""Every role starts where its work is."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from indicators.models import Membership

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("person", "start"),
    [
        ("statistician", "my_tasks"),
        ("unit_head", "my_tasks"),
        ("county_statistician", "my_tasks"),
        ("reviewer", "my_tasks"),
        ("county_reviewer", "my_tasks"),
        ("office_worker", "my_tasks"),
        ("leader", "leader_summary"),
        ("administrator", "account_list"),
    ],
)
def test_home_leads_to_the_start_page(sign_in, person: str, start: str) -> None:
    assert sign_in(person).get(reverse("home")).headers["Location"] == reverse(start)


def test_an_account_without_a_role_is_told_whom_to_ask(sign_in, cast: SimpleNamespace) -> None:
    Membership.objects.filter(user=cast.leader).delete()
    answer = sign_in("leader").get(reverse("home"))
    assert "您的账号还没有角色" in answer.content.decode()
