"""The audit trail: read by 审计员 alone, filtered by person, object and day."""

import datetime
import json
import re
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from indicators.models import AuditEvent
from indicators.people.audit import record_act
from indicators.people.trail import ACTIONS, TrailFilter, act_in_words, changes, events

pytestmark = pytest.mark.django_db
SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))


def write_down(day: datetime.datetime, event: AuditEvent) -> AuditEvent:
    """A row with a time of its own: written by SQL, for the trail cannot be changed afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO indicators_auditevent "
            "(at, actor, action, object_type, object_id, old, new, reason, address) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, '') RETURNING id",
            [
                day,
                event.actor,
                event.action,
                event.object_type,
                event.object_id,
                json.dumps(event.old),
                json.dumps(event.new),
                event.reason,
            ],
        )
        return AuditEvent.objects.get(pk=cursor.fetchone()[0])


@pytest.fixture
def acts(db) -> list[AuditEvent]:
    """A renaming on 1 March just before midnight, a reset just after."""
    midnight = datetime.datetime(2026, 3, 2, tzinfo=SHANGHAI)
    renaming = AuditEvent(
        actor="administrator",
        action="unit.change",
        object_type="Organisation",
        object_id="7",
        old={"name": "教育局", "kind": "department"},
        new={"name": "教育体育局", "kind": "department"},
        reason="机构改革",
    )
    reset = AuditEvent(
        actor="security", action="account.reset_password", object_type="User", object_id="8"
    )
    return [
        write_down(midnight - datetime.timedelta(seconds=1), renaming),
        write_down(midnight, reset),
    ]


DAYS = (datetime.date(2026, 3, 1), datetime.date(2026, 3, 2))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["account.reset_password", "unit.change"]),
        ({"person": "security"}, ["account.reset_password"]),
        ({"object_type": "Organisation"}, ["unit.change"]),
        ({"object_type": "User", "object_id": "-1"}, []),
        ({"first_day": DAYS[1]}, ["account.reset_password"]),
        ({"last_day": DAYS[0]}, ["unit.change"]),
        ({"first_day": DAYS[0], "last_day": DAYS[1]}, ["account.reset_password", "unit.change"]),
    ],
)
def test_the_filter(acts, wanted, expected):
    assert [event.action for event in events(TrailFilter(**wanted))] == expected


def test_an_act_in_words(acts):
    change, reset = acts
    assert act_in_words(change) == "修改单位"
    fields = [(field.field, field.old, field.new) for field in changes(change)]
    assert fields == [("名称", "教育局", "教育体育局"), ("类型", "部门", "部门")]
    assert changes(reset) == []


def test_lists_and_reasons_by_cell_read_as_text():
    event = AuditEvent(
        new={"approved": ["water", "road"], "returned": {"school": "请核实"}, "last_year": None}
    )
    fields = [(field.field, field.new) for field in changes(event)]
    assert fields == [("通过", "water、road"), ("退回", "school：请核实")]


def test_the_trail_cannot_be_rewritten(acts):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEvent.objects.update(reason="")


def test_an_unknown_act_is_shown_as_it_was_written(cast):
    record_act(by=None, action="something.new", subject=cast.leader)
    event = AuditEvent.objects.get()
    assert (act_in_words(event), event.actor) == ("something.new", "system")


def test_the_page_narrows_by_its_address(acts, sign_in):
    client = sign_in("auditor")
    address = reverse("audit_trail")
    assert "教育局 → 教育体育局" in client.get(address).content.decode()
    page = client.get(address, {"from": "2026-03-02", "until": "nonsense"}).content.decode()
    assert "重置密码" in page
    assert "教育体育局" not in page
    assert "没有符合条件的记录" in client.get(address, {"person": "nobody"}).content.decode()


def test_a_long_trail_has_pages(cast, sign_in):
    AuditEvent.objects.bulk_create(
        AuditEvent(actor="x", action="unit.add", object_type="Organisation", object_id=str(n))
        for n in range(120)
    )
    client = sign_in("auditor")
    page = client.get(reverse("audit_trail"), {"page": 3, "type": "Organisation"})
    assert len(page.context["rows"]) == 20
    assert "第 3 页，共 3 页，120 条" in page.content.decode()


def test_a_countys_auditor_does_not_read_the_whole_system(sign_in):
    answer = sign_in("county_auditor").get(reverse("audit_trail"))
    assert answer.status_code == 403
    assert "系统所在地区的审计员" in answer.content.decode()


def test_every_act_on_people_has_a_word():
    people = Path(__file__).resolve().parents[2] / "indicators" / "people"
    text = "".join(path.read_text(encoding="utf-8") for path in people.glob("[!t]*.py"))
    written = set(re.findall(r'"((?:unit|account|role|duty)\.[a-z_]+)"', text))
    assert len(written) == 18
    assert written <= set(ACTIONS)


def test_the_export_of_a_plan_is_written_down(sign_in, targets):
    sign_in("leader").get(reverse("plan_export", args=[targets.plan.pk]))
    event = AuditEvent.objects.latest("pk")
    assert (event.actor, act_in_words(event), event.object_id, event.address) == (
        "leader",
        "导出规划",
        str(targets.plan.pk),
        "127.0.0.1",
    )
