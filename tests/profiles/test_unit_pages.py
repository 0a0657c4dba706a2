"""What a unit leads, reports and has filed; all units side by side without ranks."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import AssignmentRole
from reporting.collection.rounds import open_round
from reporting.models import Correction, ItemNote, Submission
from tests.profiles.conftest import page_of

pytestmark = pytest.mark.django_db
DUE = datetime.date(2026, 3, 31)


@pytest.fixture
def filed(areas, units, leads, cast):
    """Health filed a day late, one of its two cells was sent back; education has not filed."""
    open_round(
        area=areas.city,
        year=2025,
        opens_on=DUE - datetime.timedelta(days=60),
        due_on=DUE,
        by=cast.reviewer,
    )
    late = Submission.objects.get(organisation=units.health)
    late.first_submitted_at = late.submitted_at = timezone.make_aware(
        datetime.datetime(2026, 4, 1, 0, 10)  # noqa: DTZ001
    )
    late.submitted_by = cast.statistician
    late.state = "submitted"
    late.save()
    item = late.items.first()
    for text in ("请核对", "仍不一致"):
        ItemNote.objects.create(item=item, kind="return", text=text, by=cast.reviewer)
    return late


def row_of(page, unit):
    cells = re.search(rf'<th scope="row"><a [^>]*>{unit}</a></th>(.*?)</tr>', page, re.S).group(1)
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", cells)]


def test_what_a_unit_leads_with_its_standing(sign_in, leads, released, units):
    page = page_of(sign_in("leader"), "unit_page", units.health.pk)
    assert "演示市卫生健康委员会：牵头 2 个目标，填报 2 项指标" in page
    assert "农村自来水普及率" in page and "已达标" in page
    assert "学前教育毛入园率" not in page


def test_the_filing_record(sign_in, released, filed, units):
    page = page_of(sign_in("leader"), "unit_page", units.health.pk)
    assert "2026年3月31日" in page
    assert '2026年4月1日，<span class="overdue">逾期</span>' in page, "ten past midnight is late"
    assert "1／2" in page, "one cell was sent back, twice"
    other = page_of(sign_in("leader"), "unit_page", units.education.pk)
    assert "逾期未报" in other


def test_an_extended_day_counts(sign_in, released, filed, units):
    Submission.objects.filter(pk=filed.pk).update(
        due_on=datetime.date(2026, 4, 10), due_reason="系统故障"
    )
    page = page_of(sign_in("leader"), "unit_page", units.health.pk)
    assert "2026年4月1日，及时" in page and "已延期：系统故障" in page


def test_open_corrections(sign_in, released, leads, units, areas, indicators, cast):
    Correction.objects.create(
        indicator=indicators.water,
        area=areas.city,
        year=2023,
        seen_version=1,
        value=96,
        reason="漏报一个村",
        state="requested",
        requested_by=cast.statistician,
    )
    page = page_of(sign_in("office_worker"), "unit_page", units.health.pk)
    assert "待决定的更正申请（1）" in page and "漏报一个村" in page
    assert "待决定" not in page_of(sign_in("office_worker"), "unit_page", units.education.pk)


@pytest.mark.parametrize(
    ("person", "status"),
    [("statistician", 200), ("unit_head", 200), ("outsider", 404), ("leader", 200),
     ("county_reviewer", 404), ("administrator", 403)],
)  # fmt: skip
def test_who_opens_the_page_of_a_unit(sign_in, released, units, person, status):
    address = reverse("unit_page", args=[units.health.pk])
    assert sign_in(person).get(address).status_code == status


def test_the_scoreboard_counts_every_target_once(sign_in, released, filed):
    page = page_of(sign_in("leader"), "unit_scoreboard")
    # leads, met, near, expected, risk, hard, missed, unmet, no data, apart, in time, returned
    health = row_of(page, "演示市卫生健康委员会")
    assert (health[0], health[-2], health[-1]) == ("2", "0／1", "1／2")
    education = row_of(page, "演示市教育局")
    assert (education[0], education[5], education[-2]) == ("1", "1", "0／1")
    for row in (health, education):
        assert int(row[0]) == sum(map(int, row[1:9]))
    assert "tone-" not in page.split("<tbody>")[1].split("</tbody>")[0], "no colours"


def test_a_county_bureau_sees_its_own_units(sign_in, released, assignments, units):
    client = sign_in("county_reviewer")
    page = page_of(client, "unit_scoreboard")
    assert "甲县各单位" in page
    address = reverse("unit_scoreboard")
    assert client.get(address, {"area": "990100"}).status_code == 404


def test_leads_without_a_judgement_are_named(sign_in, leads, released, units, untargeted, areas):
    units.health.assignments.create(
        indicator=untargeted, area=areas.city, role=AssignmentRole.LEADS, first_year=2020
    )
    page = page_of(sign_in("leader"), "unit_page", units.health.pk)
    assert "没有评估结果的指标" in page and "农村公路通达率" in page
