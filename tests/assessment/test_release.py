"""The year's way out: what may be signed and released, by whom, and what it freezes."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from indicators.attainment import Settings
from indicators.models import AuditEvent
from reporting.assessment.judge import assess_scope
from reporting.assessment.reading import NothingReleased, reading_for
from reporting.assessment.release import (
    ReleaseRefused,
    release_year,
    sign_year,
    withdraw_signature,
    year_state,
    year_states,
)
from reporting.assessment.runs import stored_settings
from reporting.models import Flow, ReleasedJudgement, SettingsDecision
from reporting.observations import Figure, record
from reporting.permissions import PermissionRefused


@pytest.fixture
def judged(areas, indicators, targets, cast):
    """The city with tap water figures 2020–2024, judged as of 2024."""
    _water(areas, indicators, {2020: 90, 2021: 92, 2022: 93, 2023: 94, 2024: 95})
    assess_scope(scope=areas.city, year=2024)
    return areas.city


def _water(areas, indicators, values):
    record(
        [
            Figure(
                indicator_id=indicators.water.pk, area=areas.city, year=year, value=Decimal(value)
            )
            for year, value in values.items()
        ],
        flow=Flow.RETURN,
        by=None,
        reason="测试",
    )


def _released(city, cast, note=""):
    signed = sign_year(area=city, year=2024, by=cast.reviewer, note=note)
    return release_year(release=signed, by=cast.office_worker)


def test_nobody_but_the_bureau_signs_and_nobody_but_the_office_releases(judged, cast):
    for person in (cast.office_worker, cast.leader, cast.statistician, cast.other_reviewer):
        with pytest.raises(PermissionRefused):
            sign_year(area=judged, year=2024, by=person)
    signed = sign_year(area=judged, year=2024, by=cast.reviewer)
    for person in (cast.reviewer, cast.leader, cast.administrator):
        with pytest.raises(PermissionRefused):
            release_year(release=signed, by=person)


def test_the_leader_reads_nothing_before_the_release(judged, cast):
    sign_year(area=judged, year=2024, by=cast.reviewer)
    with pytest.raises(NothingReleased):
        reading_for(cast.leader, judged)
    with pytest.raises(PermissionRefused):
        reading_for(cast.leader, judged, live=True)


def test_a_released_year_does_not_move_with_later_figures(judged, cast, areas, indicators):
    release = _released(judged, cast)
    reading = reading_for(cast.leader, judged)
    before = list(reading.judgements().values())
    figures = list(reading.observations().order_by("year").values_list("year", "value"))
    _water(areas, indicators, {2024: 60})
    assess_scope(scope=judged, year=2024)
    after = reading_for(cast.leader, judged)
    assert list(after.judgements().values()) == before
    assert list(after.observations().order_by("year").values_list("year", "value")) == figures
    assert after.data_version == release.data_version
    live = reading_for(cast.reviewer, judged, live=True)
    assert live.judgements().get(target__code="W7.07-1").value == 60


def test_the_database_refuses_to_change_a_released_judgement(judged, cast):
    _released(judged, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleasedJudgement.objects.update(standing="已达标")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM reporting_releasedjudgement")


def test_a_year_whose_judgements_are_older_than_its_figures_cannot_be_signed(
    judged, cast, areas, indicators
):
    _water(areas, indicators, {2024: 96})
    assert "重新评估" in year_state(judged, 2024).obstacle
    with pytest.raises(ReleaseRefused):
        sign_year(area=judged, year=2024, by=cast.reviewer)


def test_a_second_release_needs_a_revision_note_and_gets_the_next_number(judged, cast):
    _released(judged, cast)
    with pytest.raises(ReleaseRefused, match="修订说明"):
        sign_year(area=judged, year=2024, by=cast.reviewer)
    assert _released(judged, cast, note="更正自来水数据").number == 2
    assert reading_for(cast.leader, judged).release.number == 2


def test_a_signature_can_be_withdrawn_until_the_release(judged, cast):
    signed = sign_year(area=judged, year=2024, by=cast.reviewer)
    with pytest.raises(ReleaseRefused, match="原因"):
        withdraw_signature(release=signed, by=cast.reviewer, reason=" ")
    withdraw_signature(release=signed, by=cast.reviewer, reason="发现一处错误")
    with pytest.raises(ReleaseRefused):
        release_year(release=signed, by=cast.office_worker)
    assert _released(judged, cast).number == 2


def test_every_step_is_in_the_audit_trail(judged, cast):
    _released(judged, cast)
    acts = AuditEvent.objects.filter(object_type="Release").order_by("id")
    assert list(acts.values_list("actor", "action")) == [
        ("reviewer", "year.sign"),
        ("office_worker", "year.release"),
    ]


def test_the_years_need_no_query_each(judged, areas, django_assert_num_queries):
    assert len(year_states(judged)) == 1
    with CaptureQueriesContext(connection) as captured:
        year_states(judged)
    for year in (2021, 2022, 2023):
        assess_scope(scope=areas.city, year=year)
    with django_assert_num_queries(len(captured)):
        assert [state.year for state in year_states(judged)] == [2024, 2023, 2022, 2021]


def test_a_year_judged_with_other_settings_than_those_in_force_cannot_be_signed(judged, cast):
    stricter = stored_settings(Settings(near_share=0.004))
    SettingsDecision.objects.create(
        settings=stricter, document="文件", reason="测试", decided_by=cast.office_worker
    )
    assert "重新评估" in year_state(judged, 2024).obstacle
    assess_scope(scope=judged, year=2024)
    assert year_state(judged, 2024).obstacle == ""
