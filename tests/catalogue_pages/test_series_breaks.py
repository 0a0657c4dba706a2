"""Series breaks are declared and withdrawn by bureau or office, each with a document."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from indicators.catalogue.adjusting import AdjustmentRefused
from indicators.catalogue.series_breaks import declare_break, withdraw_break
from indicators.models import AuditEvent, Revision, SeriesBreak
from indicators.people.refusal import Refused
from reporting import outbox, tasks
from reporting.assessment.reading import reading_for
from reporting.catalogue_pages.adjustments import carry_out
from tests.catalogue_pages.conftest import GROUNDS, post

pytestmark = pytest.mark.django_db


def declare(indicator, area, by, year=2023):
    return declare_break(indicator=indicator, area=area, year=year, grounds=GROUNDS, by=by)


def test_a_break_is_versioned_and_told(indicators, areas, cast):
    (moved,) = declare(indicators.water, areas.city, cast.reviewer)
    row = SeriesBreak.objects.get()
    assert (row.year, row.note, row.document) == (2023, GROUNDS.reason, GROUNDS.document)
    assert (row.valid_from, row.valid_to, row.set_by) == (moved.data_version, None, cast.reviewer)
    (later,) = withdraw_break(series_break=row, grounds=GROUNDS, by=cast.office_worker)
    row.refresh_from_db()
    assert row.valid_to == later.data_version
    told = Revision.objects.filter(field="series_break").order_by("id")
    assert list(told.values_list("old", "new")) == [
        (None, "演示市 2023年起"),
        ("演示市 2023年起", None),
    ]
    assert AuditEvent.objects.filter(action__startswith="series_break.").count() == 2


def test_the_live_judgement_starts_anew_at_the_break(released, indicators, areas, cast, targets):
    carry_out(lambda: declare(indicators.water, areas.city, cast.reviewer))
    outbox.work_off(tasks.HANDLERS)
    live = reading_for(cast.reviewer, areas.city, year=2025, live=True)
    assert live.judgement(targets.water.pk).n == 3
    assert reading_for(cast.leader, areas.city).judgement(targets.water.pk).n == 5


def test_a_county_bureau_declares_for_its_county_only(indicators, areas, cast):
    declare(indicators.water, areas.county, cast.county_reviewer)
    for area in (areas.city, areas.second_county):
        with pytest.raises(Refused):
            declare(indicators.water, area, cast.county_reviewer)
    for person in (cast.leader, cast.statistician, cast.other_reviewer):
        with pytest.raises(Refused):
            declare(indicators.water, areas.county, person)


def test_refusals(indicators, areas, cast):
    declare(indicators.water, areas.city, cast.reviewer)
    with pytest.raises(AdjustmentRefused, match="已经登记"):
        declare(indicators.water, areas.city, cast.reviewer)
    for year in (1990, 2999, 10**30):
        with pytest.raises(AdjustmentRefused, match="起始年份"):
            declare(indicators.water, areas.city, cast.reviewer, year=year)
    with pytest.raises(AdjustmentRefused, match="本市及所辖"):
        declare(indicators.water, areas.other_city, cast.other_reviewer)
    row = SeriesBreak.objects.get()
    withdraw_break(series_break=row, grounds=GROUNDS, by=cast.reviewer)
    with pytest.raises(AdjustmentRefused, match="已经撤销"):
        withdraw_break(series_break=row, grounds=GROUNDS, by=cast.reviewer)


def test_the_database_holds_one_break_a_year(indicators, areas, cast):
    declare(indicators.water, areas.city, cast.reviewer)
    row = SeriesBreak.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_pages_declare_and_withdraw(indicators, areas, sign_in):
    client = sign_in("reviewer")
    typed = {"area": areas.county.code, "year": "2023"}
    answer = post(client, "series_breaks", indicators.water.pk, **typed)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "甲县" in page and "2023年" in page and GROUNDS.reason in page
    row = SeriesBreak.objects.get()
    assert post(client, "break_withdraw", row.pk, reason="").status_code == 422
    assert post(client, "break_withdraw", row.pk).status_code == 302
    sheet = client.get(reverse("indicator_sheet", args=[indicators.water.pk])).content.decode()
    assert "没有登记过口径变化" in sheet and "甲县 2023年起 → 无" in sheet


def test_a_county_reviewer_is_offered_its_county_only(indicators, sign_in):
    page = sign_in("county_reviewer").get(reverse("series_breaks", args=[indicators.water.pk]))
    assert [name for _code, name in page.context["form"].fields["area"].choices] == ["甲县"]


def test_another_area_in_the_form_is_refused(indicators, areas, sign_in):
    typed = {"area": areas.city.code, "year": "2023"}
    answer = post(sign_in("county_reviewer"), "series_breaks", indicators.water.pk, **typed)
    assert answer.status_code == 422
    assert not SeriesBreak.objects.exists()
