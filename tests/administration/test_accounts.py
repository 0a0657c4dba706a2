"""Making, renaming, closing, opening accounts: who may, and what stands in the way."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import AuditEvent, Membership, Role, User
from indicators.people.accounts import (
    create_account,
    deactivate_account,
    reactivate_account,
    rename_account,
    reset_password,
)
from indicators.people.refusal import NotPossible, Overtaken, Refused
from tests.administration.conftest import TODAY, membership_of

pytestmark = pytest.mark.django_db


def make(cast, units, **more):
    wanted = {
        "username": "xinren",
        "display_name": "市教育局 新人",
        "organisation": units.education,
        "role": Role.STATISTICIAN,
        "by": cast.administrator,
    }
    return create_account(**wanted | more)


def test_a_new_account_has_its_role_from_today(cast, units):
    issued = make(cast, units)
    membership = membership_of(issued.account)
    assert (membership.organisation, membership.role) == (units.education, Role.STATISTICIAN)
    assert (membership.first_day, membership.last_day) == (TODAY, None)
    assert issued.account.check_password(issued.password)
    assert issued.account.must_change_password
    seven_days = timezone.now() + datetime.timedelta(days=7)
    assert abs(issued.account.password_expires_at - seven_days) < datetime.timedelta(minutes=1)


def test_the_act_is_recorded_without_the_password(cast, units):
    issued = make(cast, units)
    event = AuditEvent.objects.get(action="account.create")
    assert (event.actor, event.object_id) == ("administrator", str(issued.account.pk))
    assert event.new == {
        "username": "xinren",
        "name": "市教育局 新人",
        "unit": "education 演示市教育局",
        "role": "statistician",
        "first_day": "2026-11-23",
        "last_day": None,
    }
    assert issued.password not in f"{event.new}{issued!r}"


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"username": "LEADER"}, "已被使用"),
        ({"username": "140502199001011234"}, "身份证号"),
        ({"display_name": "张三 14050219900101123X"}, "身份证号"),
        ({"username": "two words"}, "用户名："),
        ({"username": " "}, "用户名："),
        ({"display_name": ""}, "显示名："),
        ({"role": Role.REVIEWER}, "统计部门"),
    ],
)
def test_a_bad_account_is_refused(cast, units, wanted, told):
    with pytest.raises(NotPossible, match=told):
        make(cast, units, **wanted)
    assert not User.objects.filter(display_name__startswith="市教育局").exists()


@pytest.mark.parametrize(
    "by", ["security", "auditor", "office_worker", "county_administrator", "other_administrator"]
)
def test_only_the_administrator_of_the_area_makes_accounts(cast, units, by):
    with pytest.raises(Refused, match="系统管理员"):
        make(cast, units, by=getattr(cast, by))


def test_an_administrator_makes_accounts_in_the_counties_below(cast, units):
    issued = make(cast, units, organisation=units.county_health)
    assert membership_of(issued.account).organisation == units.county_health


@pytest.mark.parametrize(
    "role", [Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR]
)
def test_administration_roles_are_not_the_administrators_to_give(cast, units, role):
    with pytest.raises(Refused, match="安全管理员授予"):
        make(cast, units, organisation=units.centre, role=role)


@pytest.mark.parametrize("role", [Role.SECURITY_ADMINISTRATOR, Role.AUDITOR])
def test_the_administrator_appoints_the_first_of_a_kind(cast, units, role):
    Membership.objects.filter(role=role).update(last_day=TODAY)
    issued = make(cast, units, organisation=units.centre, role=role)
    assert membership_of(issued.account).role == role


def test_an_account_may_wait_for_its_role(cast, units):
    issued = make(cast, units, role="")
    assert not issued.account.memberships.exists()


def test_a_name_is_changed_only_as_it_was_seen(cast):
    rename_account(
        account=cast.leader, seen_name="leader", display_name="副市长", by=cast.administrator
    )
    with pytest.raises(Overtaken, match="副市长"):
        rename_account(
            account=cast.leader, seen_name="leader", display_name="市长", by=cast.administrator
        )
    event = AuditEvent.objects.get(action="account.rename")
    assert (event.old["name"], event.new["name"]) == ("leader", "副市长")


def test_closing_ends_every_session_for_good(cast, sign_in):
    client = sign_in("leader")
    deactivate_account(account=cast.leader, by=cast.administrator, reason="调离")
    log_in = reverse("login")
    assert client.get(reverse("leader_summary")).headers["Location"].startswith(log_in)
    reactivate_account(account=cast.leader, by=cast.administrator, reason="调回")
    assert client.get(reverse("leader_summary")).headers["Location"].startswith(log_in)


def test_opening_gives_a_one_time_password(cast):
    deactivate_account(account=cast.leader, by=cast.administrator, reason="调离")
    issued = reactivate_account(account=cast.leader, by=cast.administrator, reason="调回")
    cast.leader.refresh_from_db()
    assert cast.leader.is_active
    assert cast.leader.must_change_password
    assert cast.leader.check_password(issued.password)


def test_what_is_done_is_not_done_twice(cast):
    with pytest.raises(Overtaken, match="已经启用"):
        reactivate_account(account=cast.leader, by=cast.administrator, reason="调回")
    deactivate_account(account=cast.leader, by=cast.administrator, reason="调离")
    with pytest.raises(Overtaken, match="已经停用"):
        deactivate_account(account=cast.leader, by=cast.administrator, reason="调离")


def test_nobody_closes_the_own_account(cast):
    with pytest.raises(Refused, match="自己"):
        deactivate_account(account=cast.administrator, by=cast.administrator, reason="误操作")


def test_closing_asks_for_a_reason(cast):
    with pytest.raises(NotPossible, match="原因"):
        deactivate_account(account=cast.leader, by=cast.administrator, reason=" ")
    cast.leader.refresh_from_db()
    assert cast.leader.is_active


def test_the_last_security_administrator_stays(cast):
    with pytest.raises(NotPossible, match="最后一位"):
        deactivate_account(account=cast.security, by=cast.administrator, reason="调离")
    second = User.objects.create(username="second", display_name="second")
    held = membership_of(cast.security)
    Membership.objects.create(
        user=second, organisation=held.organisation, role=held.role, first_day=TODAY
    )
    deactivate_account(account=cast.security, by=cast.administrator, reason="调离")
    with pytest.raises(NotPossible, match="最后一位"):
        deactivate_account(account=second, by=cast.administrator, reason="调离")


def test_a_county_still_has_the_citys_administrators(cast):
    """甲县's own administrator may go: the city's covers the county."""
    deactivate_account(account=cast.county_administrator, by=cast.administrator, reason="调离")
    cast.county_administrator.refresh_from_db()
    assert not cast.county_administrator.is_active


def test_passwords_are_reset_by_security_alone(cast):
    with pytest.raises(Refused, match="安全管理员"):
        reset_password(account=cast.leader, by=cast.administrator, reason="遗忘")
    issued = reset_password(account=cast.leader, by=cast.security, reason="遗忘")
    cast.leader.refresh_from_db()
    assert cast.leader.check_password(issued.password)
    assert AuditEvent.objects.get(action="account.reset_password").reason == "遗忘"


def test_nobody_resets_the_own_password(cast):
    with pytest.raises(Refused, match="修改密码"):
        reset_password(account=cast.security, by=cast.security, reason="遗忘")


def test_a_closed_account_is_not_reset(cast):
    deactivate_account(account=cast.leader, by=cast.administrator, reason="调离")
    with pytest.raises(NotPossible, match="已停用"):
        reset_password(account=cast.leader, by=cast.security, reason="遗忘")


def test_an_account_with_a_role_elsewhere_is_out_of_a_countys_reach(cast, units):
    Membership.objects.create(
        user=cast.county_statistician,
        organisation=units.health,
        role=Role.STATISTICIAN,
        first_day=TODAY,
    )
    with pytest.raises(Refused, match="系统管理员"):
        deactivate_account(
            account=cast.county_statistician, by=cast.county_administrator, reason="调离"
        )
    deactivate_account(account=cast.county_statistician, by=cast.administrator, reason="调离")
