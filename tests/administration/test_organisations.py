"""Units: added, changed, closed, opened, and what stands in the way."""

import datetime

import pytest

from indicators.models import (
    Area,
    AreaLevel,
    Assignment,
    AuditEvent,
    Membership,
    Organisation,
    OrganisationKind,
)
from indicators.people.organisations import (
    Details,
    add_organisation,
    change_organisation,
    deactivate_organisation,
    reactivate_organisation,
)
from indicators.people.refusal import NotPossible, Overtaken, Refused
from reporting.collection.rounds import open_round
from reporting.models import Submission, SubmissionState
from reporting.unit_closing import close_unit
from tests.administration.conftest import TODAY, YESTERDAY

pytestmark = pytest.mark.django_db
DEPARTMENT = OrganisationKind.DEPARTMENT


def add(cast, areas, name="演示市水务局", **more):
    wanted = {"area": areas.city, "name": name, "kind": DEPARTMENT, "by": cast.administrator}
    return add_organisation(**wanted | more)


def test_units_are_numbered_within_their_area(cast, areas):
    codes = [add(cast, areas, name).code for name in ("水务局", "体育局")]
    codes.append(add(cast, areas, "甲县水务局", area=areas.county).code)
    assert codes == ["990100-01", "990100-02", "990101-01"]
    event = AuditEvent.objects.filter(action="unit.add").earliest("pk")
    assert event.new == {
        "code": "990100-01",
        "area": "990100",
        "name": "水务局",
        "kind": "department",
    }


def test_a_development_zone_has_units_of_its_own(cast, areas):
    zone = Area.objects.create(
        code="990100-01",
        name="演示开发区",
        level=AreaLevel.ZONE,
        parent=areas.city,
        path=f"{areas.city.path}990100-01/",
        in_parent_sum=False,
    )
    assert add(cast, areas, "开发区社会事务局", area=zone).code == "990100-01-01"
    assert add(cast, areas).code == "990100-01"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"name": "演示市教育局"}, "已有名为"),
        ({"name": "  "}, "请填写单位名称"),
        ({"name": "长" * 81}, "最多 80 个字"),
        ({"kind": "school"}, "单位类型"),
    ],
)
def test_a_bad_unit_is_refused(cast, areas, units, more, told):
    with pytest.raises(NotPossible, match=told):
        add(cast, areas, **more)


@pytest.mark.parametrize(
    "by", ["security", "office_worker", "county_administrator", "other_administrator"]
)
def test_units_are_the_administrators_of_the_area(cast, areas, by):
    with pytest.raises(Refused, match="演示市的单位和账号"):
        add(cast, areas, by=getattr(cast, by))


def change(cast, unit, name, kind=DEPARTMENT, seen=None):
    return change_organisation(
        organisation=unit,
        seen=seen or Details(unit.name, unit.kind),
        to=Details(name, kind),
        by=cast.administrator,
        reason="机构改革",
    )


def test_a_change_keeps_old_and_new(cast, units):
    change(cast, units.education, "演示市教育体育局")
    event = AuditEvent.objects.get(action="unit.change")
    assert (event.old["name"], event.new["name"]) == ("演示市教育局", "演示市教育体育局")
    assert event.reason == "机构改革"


def test_who_was_slower_is_told_what_holds_now(cast, units):
    seen = Details(units.education.name, units.education.kind)
    change(cast, units.education, "演示市教育体育局")
    with pytest.raises(Overtaken, match="演示市教育体育局"):
        change(cast, units.education, "教育委员会", seen=seen)


def test_the_kind_must_fit_the_roles_that_are_held_there(cast, units):
    with pytest.raises(NotPossible, match="先由安全管理员结束"):
        change(cast, units.bureau, "演示市统计局", DEPARTMENT)
    Membership.objects.filter(organisation=units.bureau).update(last_day=YESTERDAY)
    change(cast, units.bureau, "演示市统计局", DEPARTMENT)


def close(cast, unit):
    return close_unit(organisation=unit, by=cast.administrator, reason="撤并")


def test_an_empty_unit_is_closed_and_opened_again(cast, areas):
    unit = add(cast, areas)
    assert not close(cast, unit).active
    with pytest.raises(Overtaken, match="已经停用"):
        close(cast, unit)
    opened = reactivate_organisation(organisation=unit, by=cast.administrator, reason="恢复")
    assert opened.active
    with pytest.raises(Overtaken, match="已经启用"):
        reactivate_organisation(organisation=unit, by=cast.administrator, reason="恢复")


def test_a_unit_with_open_accounts_stays(cast, units):
    with pytest.raises(NotPossible, match="1 个启用的账号（outsider），请先停用账号"):
        close(cast, units.education)


def test_a_unit_with_a_duty_stays(cast, units, assignments):
    Membership.objects.filter(organisation=units.education).update(last_day=YESTERDAY)
    with pytest.raises(NotPossible, match=r"1 个指标（学前教育毛入园率），请先由妇儿工委办公室"):
        close(cast, units.education)
    Assignment.objects.filter(organisation=units.education).update(last_year=TODAY.year - 1)
    assert not close(cast, units.education).active


def test_a_unit_with_an_open_return_stays(cast, units, areas, assignments):
    open_round(
        area=areas.city,
        year=2025,
        opens_on=TODAY,
        due_on=TODAY + datetime.timedelta(days=9),
        by=cast.reviewer,
    )
    Membership.objects.filter(organisation=units.education).update(last_day=YESTERDAY)
    Assignment.objects.filter(organisation=units.education).update(last_year=2025)
    with pytest.raises(NotPossible, match="2025年度报表还没有办结"):
        close(cast, units.education)
    units.education.refresh_from_db()
    assert units.education.active
    Submission.objects.filter(organisation=units.education).update(state=SubmissionState.COMPLETE)
    assert not close(cast, units.education).active


def test_closing_asks_for_a_reason(cast, areas):
    unit = add(cast, areas)
    with pytest.raises(NotPossible, match="原因"):
        deactivate_organisation(organisation=unit, by=cast.administrator, reason="")
    assert Organisation.objects.get(pk=unit.pk).active
