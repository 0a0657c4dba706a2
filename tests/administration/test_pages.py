"""The pages about units, people and duties: what they show, and what a refusal looks like."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicators.models import (
    Assignment,
    AssignmentRole,
    Indicator,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    User,
)
from indicators.people.accounts import create_account, deactivate_account, reset_password
from indicators.people.organisations import Details, change_organisation
from tests.administration.conftest import DAY, TODAY, YESTERDAY, membership_of

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return answer.content.decode()


def test_units_stand_by_area(sign_in, units):
    client = sign_in("administrator")
    city = text_of(client.get(reverse("unit_list")))
    assert "演示市教育局" in city
    assert "甲县卫生健康局" not in city
    county = text_of(client.get(reverse("unit_list"), {"area": "990101"}))
    assert "甲县卫生健康局" in county


def test_an_area_without_units_says_what_to_do(sign_in, units):
    page = text_of(sign_in("administrator").get(reverse("unit_list"), {"area": "990102"}))
    assert "这个地区还没有单位" in page
    assert reverse("unit_add") in page


def test_another_citys_area_is_not_shown(sign_in, units):
    page = text_of(sign_in("administrator").get(reverse("unit_list"), {"area": "990200"}))
    assert "邻市" not in page


def test_a_unit_is_added_in_the_browser(sign_in, areas, units):
    form = {"area": areas.city.pk, "name": "演示市水务局", "kind": OrganisationKind.DEPARTMENT}
    page = sign_in("administrator").post(reverse("unit_add"), form, follow=True)
    assert "已新建单位“演示市水务局”，代码 990100-01。" in text_of(page)


def test_a_unit_of_another_city_cannot_be_chosen(sign_in, areas, units):
    form = {"area": areas.other_city.pk, "name": "局", "kind": OrganisationKind.DEPARTMENT}
    assert sign_in("administrator").post(reverse("unit_add"), form).status_code == 422


def test_a_rule_is_told_above_the_form(sign_in, units):
    address = reverse("unit_close", args=[units.education.pk])
    answer = sign_in("administrator").post(address, {"reason": "撤并"})
    assert answer.status_code == 422
    assert "请先停用账号" in text_of(answer)


def test_who_was_slower_gets_a_conflict_with_what_holds_now(sign_in, cast, units):
    form = {
        "seen_name": units.education.name,
        "seen_kind": units.education.kind,
        "name": "教育委员会",
        "kind": units.education.kind,
        "reason": "改名",
    }
    change_organisation(
        organisation=units.education,
        seen=Details(units.education.name, units.education.kind),
        to=Details("演示市教育体育局", units.education.kind),
        by=cast.administrator,
        reason="机构改革",
    )
    address = reverse("unit_change", args=[units.education.pk])
    answer = sign_in("administrator").post(address, form)
    assert answer.status_code == 409
    assert "演示市教育体育局" in text_of(answer)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"text": "OFFICE"}, ["county_office", "office_worker"]),
        ({"text": "演示市教育局"}, ["outsider"]),
        ({"area": "990101", "role": Role.AUDITOR}, ["county_auditor"]),
        ({"role": Role.LEADER}, ["leader"]),
        ({"state": "closed"}, ["colleague"]),
        ({"state": "without_role"}, ["nobody"]),
        ({"state": "waiting"}, ["nobody"]),
        ({"text": "other"}, []),
    ],
)
def test_the_list_of_accounts_is_narrowed(sign_in, cast, units, wanted, expected):
    create_account(
        username="nobody",
        display_name="新人",
        organisation=units.health,
        role="",
        by=cast.administrator,
    )
    deactivate_account(account=cast.colleague, by=cast.administrator, reason="调离")
    page = sign_in("administrator").get(reverse("account_list"), wanted)
    assert [account.username for account, _state in page.context["rows"]] == expected


def test_a_county_sees_its_own_accounts_alone(sign_in, cast):
    page = sign_in("county_administrator").get(reverse("account_list"))
    names = {account.username for account, _state in page.context["rows"]}
    assert names == {name for name in vars(cast) if name.startswith("county_")}


def test_a_one_time_password_is_shown_once_and_not_kept_by_the_browser(sign_in, units):
    form = {
        "username": "xinren",
        "display_name": "新人",
        "organisation": units.education.pk,
        "role": Role.STATISTICIAN,
    }
    client = sign_in("administrator")
    answer = client.post(reverse("account_add"), form)
    account = User.objects.get(username="xinren")
    password = answer.context["issued"].password
    assert account.check_password(password)
    assert password in text_of(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    assert password not in text_of(client.get(reverse("account_page", args=[account.pk])))


def test_the_states_of_an_account(sign_in, cast):
    client = sign_in("security")
    address = reverse("account_page", args=[cast.leader.pk])
    assert "状态：启用" in text_of(client.get(address))
    reset_password(account=cast.leader, by=cast.security, reason="遗忘")
    assert "待首次登录" in text_of(client.get(address))
    User.objects.filter(pk=cast.leader.pk).update(password_expires_at=timezone.now())
    assert "一次性密码已失效" in text_of(client.get(address))
    deactivate_account(account=cast.leader, by=cast.administrator, reason="调离")
    assert "状态：已停用" in text_of(client.get(address))


def test_the_own_account_offers_nothing(sign_in, cast):
    page = text_of(sign_in("security").get(reverse("account_page", args=[cast.security.pk])))
    assert "角色和停用须由别人办理" in page
    assert reverse("role_grant", args=[cast.security.pk]) not in page


def test_a_role_is_granted_ended_and_handed_over_in_the_browser(sign_in, cast, units):
    client = sign_in("security")
    grant = {
        "organisation": units.education.pk,
        "role": Role.UNIT_HEAD,
        "first_day": TODAY,
        "reason": "局办函",
    }
    client.post(reverse("role_grant", args=[cast.outsider.pk]), grant)
    granted = Membership.objects.get(user=cast.outsider, role=Role.UNIT_HEAD)
    client.post(reverse("role_end", args=[granted.pk]), {"last_day": YESTERDAY, "reason": "误授"})
    assert not Membership.objects.filter(pk=granted.pk).exists()
    hand = {
        "organisation": units.education.pk,
        "successor": cast.unit_head.pk,
        "first_day": TODAY,
        "reason": "轮岗",
    }
    address = reverse("role_hand_over", args=[cast.outsider.pk])
    page = client.post(address, hand, follow=True)
    assert "已移交 1 个角色给unit_head" in text_of(page)
    assert membership_of(cast.outsider).last_day == YESTERDAY


def test_duties_without_a_unit_stand_out(sign_in, areas, assignments, indicators, cast):
    page = sign_in("office_worker").get(reverse("assignment_list"), {"by": "indicator"})
    text = text_of(page)
    assert text.count("未指定") == 3  # nobody leads any of the three
    assert f"indicator={indicators.water.pk}&amp;role=leads" in text
    reader = text_of(sign_in("leader").get(reverse("assignment_list"), {"by": "indicator"}))
    assert "role=leads" not in reader


def test_a_unit_is_confirmed_in_one_step(sign_in, units, assignments):
    client = sign_in("office_worker")
    page = text_of(client.get(reverse("assignment_list")))
    assert "有 3 项职责待确认" in page
    duties = [duty.pk for duty in Assignment.objects.filter(organisation=units.health)]
    form = {"duty": [*duties, "nonsense"], "area": "990100"}
    answer = client.post(reverse("assignment_confirm"), form, follow=True)
    assert "已确认 2 项职责" in text_of(answer)
    assert "有 1 项职责待确认" in text_of(answer)


def test_a_transfer_stands_in_the_history(sign_in, units, assignments, indicators):
    client = sign_in("office_worker")
    duty = Assignment.objects.get(indicator=indicators.enrolment)
    form = {"successor": units.health.pk, "first_year": 2026, "reason": "机构改革"}
    page = client.post(reverse("assignment_transfer", args=[duty.pk]), form, follow=True)
    text = text_of(page)
    assert "education 演示市教育局 → health 演示市卫生健康委员会" in text
    assert "机构改革" in text
    assert "2015—2025" in text


def test_a_searched_duty_is_found_by_unit_or_indicator(sign_in, assignments):
    client = sign_in("reviewer")
    for text, found in (("毛入园率", 1), ("卫生健康", 1), ("没有", 0)):
        page = client.get(reverse("assignment_list"), {"text": text})
        assert len(page.context["groups"]) == found, text


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ("administrator", "unit_list"),
        ("administrator", "account_list"),
        ("office_worker", "assignment_list"),
        ("auditor", "audit_trail"),
    ],
)
def test_the_number_of_queries_does_not_grow(sign_in, areas, assignments, cast, person, name):
    client = sign_in(person)
    deactivate_account(account=cast.leader, by=cast.administrator, reason="测试")
    few = queries(client, reverse(name))
    for number in range(12):
        unit = Organisation.objects.create(
            code=f"x{number}", name=f"单位{number}", kind="department", area=areas.city
        )
        user = User.objects.create(username=f"x{number}", display_name=f"x{number}")
        Membership.objects.create(
            user=user, organisation=unit, role=Role.STATISTICIAN, first_day=DAY
        )
        indicator = Indicator.objects.first()
        Assignment.objects.create(
            indicator=indicator,
            area=areas.city,
            organisation=unit,
            role=AssignmentRole.SUPPORTS,
            first_year=2020,
        )
        deactivate_account(account=user, by=cast.administrator, reason="测试")
    assert queries(client, reverse(name)) == few <= 12


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
