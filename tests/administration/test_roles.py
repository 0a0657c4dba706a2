"""Granting, ending and handing over roles."""

import datetime

import pytest

from indicators.models import AuditEvent, Membership, Role
from indicators.people.access import access_of
from indicators.people.accounts import deactivate_account
from indicators.people.refusal import NotPossible, Overtaken, Refused
from indicators.people.roles import end_role, grant_role, hand_over
from reporting.collection.rounds import open_round
from reporting.models import Submission
from tests.administration.conftest import TODAY, YESTERDAY, membership_of

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + datetime.timedelta(days=1)


def grant(cast, units, **more):
    wanted = {
        "account": cast.outsider,
        "organisation": units.education,
        "role": Role.UNIT_HEAD,
        "first_day": TODAY,
        "by": cast.security,
        "reason": "局办函",
    }
    return grant_role(**wanted | more)


def hand(cast, units, **more):
    wanted = {
        "predecessor": cast.unit_head,
        "successor": cast.colleague,
        "organisation": units.health,
        "first_day": TODAY,
        "by": cast.security,
        "reason": "轮岗",
    }
    return hand_over(**wanted | more)


def test_a_role_counts_from_its_first_day_to_its_last(cast, units):
    grant(cast, units, first_day=TOMORROW, last_day=TOMORROW)
    held = Membership.objects.filter(user=cast.outsider, role=Role.UNIT_HEAD)
    assert [held.on(day).count() for day in (TODAY, TOMORROW)] == [0, 1]
    assert not held.on(TOMORROW + datetime.timedelta(days=1)).exists()


def test_the_grant_is_recorded_with_its_days_and_reason(cast, units):
    grant(cast, units, last_day=TOMORROW)
    event = AuditEvent.objects.get(action="role.grant")
    assert (event.actor, event.reason) == ("security", "局办函")
    assert event.new == {
        "username": "outsider",
        "unit": "education 演示市教育局",
        "role": "unit_head",
        "first_day": "2026-11-23",
        "last_day": "2026-11-24",
    }


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("administrator", "安全管理员"),
        ("auditor", "安全管理员"),
        ("office_worker", "安全管理员"),
        ("county_security", "安全管理员"),
    ],
)
def test_only_the_security_administrator_of_the_area_grants(cast, units, by, told):
    with pytest.raises(Refused, match=told):
        grant(cast, units, by=getattr(cast, by))


def test_a_county_gives_no_role_at_the_city(cast, units):
    with pytest.raises(Refused, match="演示市各单位的角色"):
        grant(cast, units, account=cast.county_statistician, by=cast.county_security)


def test_nobody_changes_the_own_roles(cast, units):
    with pytest.raises(Refused, match="自己的角色"):
        grant(cast, units, account=cast.security)
    with pytest.raises(Refused, match="自己的角色"):
        end_role(
            membership=membership_of(cast.security),
            last_day=TODAY,
            by=cast.security,
            reason="误操作",
        )


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"first_day": YESTERDAY}, "不能早于今天"),
        ({"first_day": TOMORROW, "last_day": TODAY}, "终止日不能早于起始日"),
        ({"role": Role.REVIEWER}, "统计部门"),
        ({"role": Role.STATISTICIAN}, "无需重复授予"),
        ({"reason": ""}, "原因"),
    ],
)
def test_a_bad_grant_is_refused(cast, units, more, told):
    with pytest.raises(NotPossible, match=told):
        grant(cast, units, **more)


def test_a_closed_account_or_unit_gets_no_role(cast, units):
    units.education.active = False
    units.education.save()
    with pytest.raises(NotPossible, match="已停用"):
        grant(cast, units)
    deactivate_account(account=cast.leader, by=cast.administrator, reason="调离")
    with pytest.raises(NotPossible, match="已停用"):
        grant(cast, units, account=cast.leader, organisation=units.health)


def test_a_role_ends_at_once_with_yesterday(cast):
    end_role(
        membership=membership_of(cast.outsider), last_day=YESTERDAY, by=cast.security, reason="调离"
    )
    cast.outsider.__dict__.pop("_access", None)
    assert not access_of(cast.outsider).roles
    event = AuditEvent.objects.get(action="role.end")
    assert (event.old["last_day"], event.new["last_day"]) == (None, "2026-11-22")


def test_a_role_that_never_began_leaves_only_its_trace(cast, units):
    coming = grant(cast, units, first_day=TOMORROW)
    end_role(membership=coming, last_day=TODAY, by=cast.security, reason="取消")
    assert not Membership.objects.filter(pk=coming.pk).exists()
    assert AuditEvent.objects.get(action="role.end").old["first_day"] == "2026-11-24"


def test_the_past_is_not_taken_back(cast):
    with pytest.raises(NotPossible, match="不能早于昨天"):
        end_role(
            membership=membership_of(cast.outsider),
            last_day=YESTERDAY - datetime.timedelta(days=1),
            by=cast.security,
            reason="调离",
        )


def test_an_ended_role_is_not_ended_again(cast):
    held = membership_of(cast.outsider)
    end_role(membership=held, last_day=TODAY, by=cast.security, reason="调离")
    with pytest.raises(Overtaken, match="已定于2026年11月23日结束"):
        end_role(membership=held, last_day=TOMORROW, by=cast.security, reason="调离")


def test_a_role_held_before_goes_on_in_its_row(cast, units):
    held = membership_of(cast.outsider)
    end_role(membership=held, last_day=YESTERDAY, by=cast.security, reason="调离")
    again = grant(cast, units, role=Role.STATISTICIAN)
    assert (again.pk, again.first_day, again.last_day) == (held.pk, TODAY, None)


def test_the_last_administrator_keeps_the_role(cast):
    with pytest.raises(NotPossible, match="最后一位可用的“系统管理员”"):
        end_role(
            membership=membership_of(cast.administrator),
            last_day=TODAY,
            by=cast.security,
            reason="调离",
        )


def test_a_successor_takes_over_without_a_gap(cast, units):
    assert hand(cast, units, successor=cast.colleague, first_day=TOMORROW) == 1
    old = membership_of(cast.unit_head)
    new = Membership.objects.get(user=cast.colleague, role=Role.UNIT_HEAD)
    assert (old.last_day, new.first_day, new.last_day) == (TODAY, TOMORROW, None)
    event = AuditEvent.objects.get(action="role.hand_over")
    assert (event.new["successor"], event.reason) == ("colleague", "轮岗")


def test_a_successor_who_has_the_role_keeps_it_and_the_other_loses_it(cast, units):
    assert hand(cast, units, predecessor=cast.statistician) == 1
    assert membership_of(cast.statistician).last_day == YESTERDAY
    assert membership_of(cast.colleague).last_day is None


def test_open_work_stays_with_the_unit(cast, units, assignments, areas):
    open_round(area=areas.city, year=2025, opens_on=TODAY, due_on=TOMORROW, by=cast.reviewer)
    hand(cast, units, predecessor=cast.statistician, successor=cast.outsider)
    cast.outsider.__dict__.pop("_access", None)
    visible = Submission.objects.visible_to(cast.outsider)
    assert visible.filter(organisation=units.health).count() == 1


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"first_day": YESTERDAY}, "不能早于今天"),
        ({"organisation": "education"}, "没有可移交的角色"),
        ({"successor": "unit_head"}, "同一个账号"),
        ({"successor": "administrator"}, "不能同时是"),
        ({"reason": ""}, "原因"),
    ],
)
def test_a_bad_handover_is_refused(cast, units, more, told):
    if "organisation" in more:
        more["organisation"] = units.education
    if "successor" in more:
        more["successor"] = getattr(cast, more["successor"])
    with pytest.raises(NotPossible, match=told):
        hand(cast, units, **more)
    assert membership_of(cast.unit_head).last_day is None


@pytest.mark.parametrize("part", ["predecessor", "successor"])
def test_nobody_hands_over_to_or_from_oneself(cast, units, part):
    with pytest.raises(Refused, match="自己的角色"):
        hand(cast, units, **{part: cast.security})
