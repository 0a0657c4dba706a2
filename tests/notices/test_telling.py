"""Telling: in the writer's transaction, once an occasion, one statement however many people."""

import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from indicators.models import Membership, Role, User
from reporting.models import Notice, NoticeDelivery, WorkItem
from reporting.notices import people_at, people_in, people_over, people_within
from reporting.notices.inbox import inbox, mark_all_read, mark_read, unread_count
from tests.notices.conftest import tell_them

pytestmark = pytest.mark.django_db


def names(people):
    return sorted(people.values_list("username", flat=True))


def test_each_recipient_finds_it_in_the_inbox(cast):
    assert tell_them(cast.statistician, cast.unit_head) == 2
    (notice,) = inbox(cast.statistician)
    assert (notice.title, notice.address, notice.read_at) == (
        "演示市卫生健康委员会 2025年度报表：退回 1 项",
        "/submissions/1/",
        None,
    )
    assert list(inbox(cast.colleague)) == []


def test_the_same_occasion_is_told_once(cast):
    tell_them(cast.statistician)
    assert tell_them(cast.statistician, cast.colleague) == 1
    assert unread_count(cast.statistician) == unread_count(cast.colleague) == 1
    assert tell_them(cast.statistician, occasion="return 1 returned again") == 1


def test_what_is_rolled_back_was_never_told(cast):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell_them(cast.statistician)
        raise ZeroDivisionError
    assert unread_count(cast.statistician) == 0


def test_closed_accounts_are_told_nothing(cast):
    User.objects.filter(pk=cast.colleague.pk).update(is_active=False)
    assert tell_them(cast.statistician, cast.colleague) == 1


def test_a_long_title_is_cut(cast):
    tell_them(cast.statistician, title="长" * 200)
    assert Notice.objects.get().title == "长" * 119 + "…"


@pytest.mark.parametrize("number", [1, 150])
def test_a_whole_city_is_told_by_one_statement(areas, units, number):
    people = [
        User.objects.create(username=f"u{place}", display_name=str(place), email="u@city.example")
        for place in range(number)
    ]
    day = datetime.date(2020, 1, 1)
    for person in people:
        Membership.objects.create(
            user=person, organisation=units.health, role=Role.LIAISON, first_day=day
        )
    with CaptureQueriesContext(connection) as queries:
        told = tell_them_all(people_within(areas.city, [Role.LIAISON]))
    assert told == number
    kinds = [query["sql"].split()[0] for query in queries]
    assert kinds == ["SAVEPOINT", "SELECT", "WITH", "RELEASE"], "who, and one statement for all"


def tell_them_all(recipients):
    from reporting.notices import tell

    words = {"title": "发布", "body": "已发布", "address": "/targets/"}
    return tell(recipients=recipients, kind="year_released", occasion="release 1", **words)


def test_recipients_by_role_and_place(areas, units, cast):
    reviewer = [Role.REVIEWER]
    assert names(people_at(units.health, [Role.STATISTICIAN])) == ["colleague", "statistician"]
    assert names(people_in(areas.county, reviewer)) == ["county_reviewer"]
    assert names(people_over(areas.county, reviewer)) == [
        "county_reviewer",
        "reviewer",
        "second_reviewer",
    ]
    assert names(people_within(areas.city, reviewer)) == names(people_over(areas.county, reviewer))
    assert names(people_within(areas.county, reviewer)) == ["county_reviewer"]


def test_ended_roles_and_closed_units_are_left_out(areas, units, cast):
    ended = Membership.objects.filter(user=cast.colleague)
    ended.update(last_day=datetime.date(2020, 1, 2))
    assert names(people_at(units.health, [Role.STATISTICIAN])) == ["statistician"]
    units.health.active = False
    units.health.save()
    assert names(people_at(units.health, [Role.STATISTICIAN])) == []


def test_reading_one_and_all(cast):
    for number in range(3):
        tell_them(cast.statistician, occasion=str(number))
    tell_them(cast.colleague)
    third, second, _first = inbox(cast.statistician)
    mark_read(third)
    assert unread_count(cast.statistician) == 2
    assert mark_all_read(cast.statistician, up_to=second.pk) == 2
    assert unread_count(cast.statistician) == 0
    assert unread_count(cast.colleague) == 1


def test_opening_again_keeps_the_first_time(cast):
    tell_them(cast.statistician)
    notice = Notice.objects.get()
    mark_read(notice)
    first = Notice.objects.get().read_at
    mark_read(notice)
    assert Notice.objects.get().read_at == first


def test_without_a_mail_server_no_e_mail_is_owed(addresses, settings):
    settings.EMAIL_HOST = ""
    tell_them(addresses.statistician)
    assert not NoticeDelivery.objects.exists()
    assert not WorkItem.objects.exists()


def test_only_accounts_with_an_address_are_owed_an_e_mail(addresses, mail_settings):
    tell_them(addresses.statistician, addresses.unit_head, addresses.leader)
    owed = NoticeDelivery.objects.order_by("address")
    assert [row.address for row in owed] == ["statistician@city.example", "unit_head@city.example"]
    assert len({row.message_id for row in owed}) == 2
    assert all(row.message_id.endswith("@city.example>") for row in owed)
    assert WorkItem.objects.get().kind == "deliver_notice"
