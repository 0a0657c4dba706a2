"""Changes of an indicator: recorded field by field, judged again in every scope that uses it."""

from dataclasses import replace

import pytest

from indicators.catalogue.adjusting import AdjustmentRefused, ChangedMeanwhile, token
from indicators.catalogue.as_of import restore
from indicators.catalogue.indicator_changes import change_indicator, definition_of
from indicators.models import Indicator, Revision, Target
from indicators.people.refusal import Refused
from reporting import outbox, tasks
from reporting.assessment.reading import reading_for
from reporting.catalogue_pages.adjustments import carry_out
from tests.catalogue_pages.conftest import GROUNDS, post

pytestmark = pytest.mark.django_db


def change(indicator, by, seen=None, **changes):
    now = definition_of(Indicator.objects.get(pk=indicator.pk))
    return change_indicator(
        indicator=indicator,
        definition=replace(now, **changes),
        grounds=GROUNDS,
        seen=token(now.state()) if seen is None else seen,
        by=by,
    )


def test_every_scope_with_a_plan_in_force_moves(other_plans, indicators, cast, areas):
    moved = change(indicators.enrolment, cast.office_worker, decimals=2)
    assert [each.scope for each in moved] == [areas.nation, areas.city, areas.other_city]
    row = Revision.objects.get(key="kindergarten_gross_enrolment")
    assert (row.field, row.old, row.new) == ("decimals", 1, 2)
    assert row.data_version == next(m.data_version for m in moved if m.scope == areas.city)


def test_what_moves_no_judgement_takes_no_version(indicators, cast):
    assert change(indicators.water, cast.office_worker, release_month=5) == ()
    assert Revision.objects.get(field="release_month").data_version is None


def test_decimals_reach_the_live_judgement_and_leave_the_release(
    released, indicators, targets, cast, areas
):
    carry_out(lambda: change(indicators.water, cast.office_worker, cadence_years=5))
    outbox.work_off(tasks.HANDLERS)
    assert reading_for(cast.leader, areas.city).judgement(targets.water.pk).status == "MET"
    row = Target.objects.select_related("plan", "indicator").get(pk=targets.water.pk)
    assert row.indicator.cadence_years == 5
    restore([row], released.data_version)
    assert row.indicator.cadence_years == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decimals": 7}, "decimals"),
        ({"decimals": 0}, "decimals"),
        ({"numerator": " "}, "numerator"),
        ({"cadence_years": 0}, "cadence_years"),
        ({"release_month": 13}, "release_month"),
        ({"reference_period": ""}, "reference_period"),
        ({"definition": "字" * 2001}, "definition"),
        ({"denominator": "活\x07产"}, "denominator"),
        ({}, ""),
    ],
)
def test_bad_input_is_refused(targets, indicators, cast, changes, field):
    """12.5 per 100,000 needs one decimal; the rate needs numerator and denominator."""
    with pytest.raises(AdjustmentRefused) as refusal:
        change(indicators.maternal, cast.office_worker, **changes)
    assert refusal.value.field == field
    assert not Revision.objects.exists()


def test_only_the_citys_office(indicators, cast):
    for person in (cast.reviewer, cast.county_reviewer, cast.leader):
        with pytest.raises(Refused):
            change(indicators.water, person, decimals=2)


def test_a_change_made_meanwhile_is_not_overwritten(indicators, cast):
    seen = token(definition_of(indicators.water).state())
    change(indicators.water, cast.office_worker, decimals=2)
    with pytest.raises(ChangedMeanwhile):
        change(indicators.water, cast.office_worker, seen=seen, decimals=3)


def test_the_page_saves_and_the_sheet_tells(indicators, sign_in):
    client = sign_in("office_worker")
    typed = {
        "definition": "农村供水到户的人口占比\r\n含集中供水",
        "decimals": "2",
        "reference_period": "公历年度",
        "cadence_years": "1",
    }
    answer = post(client, "indicator_change", indicators.water.pk, **typed)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "农村供水到户的人口占比<br>含集中供水" in page
    assert "小数位" in page and "1 → 2" in page
