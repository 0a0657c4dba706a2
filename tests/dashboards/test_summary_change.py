"""The change on the year before: target by target, over those with data in both years."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection

from reporting.assessment.judge import assess_scope
from reporting.assessment.reading import Reading
from reporting.assessment.release import sign_year, withdraw_signature
from reporting.dashboards.reads import lines_of
from reporting.dashboards.summary import Summary, summarise
from reporting.dashboards.summary_change import earlier_judgements
from reporting.models import Release
from tests.dashboards.conftest import record_counts, record_values
from tests.dashboards.test_leader_summary import text_of, told

pytestmark = pytest.mark.django_db

SECOND_WAY = """
WITH both_years AS (
  SELECT now.status AS now, before.status AS before
  FROM reporting_releasedjudgement now
  JOIN reporting_releasedjudgement before USING (target_id)
  JOIN indicators_target target ON target.id = now.target_id
  WHERE now.release_id = %s AND before.release_id = %s
    AND now.status IN ('MET', 'NEAR', 'NOT_MET') AND before.status IN ('MET', 'NEAR', 'NOT_MET')
    AND target.kind IN ('at_least', 'at_most', 'about', 'issued')
)
SELECT count(*), count(*) FILTER (WHERE now = 'MET') - count(*) FILTER (WHERE before = 'MET')
FROM both_years
"""


def counted_again(now: Release, before: Release) -> tuple[int, int]:
    """(targets with data in both years, change of those met), by SQL over the frozen rows."""
    with connection.cursor() as cursor:
        cursor.execute(SECOND_WAY, [now.pk, before.pk])
        common, change = cursor.fetchone()
    return common, change


def summary_of(year: int) -> Summary:
    release = Release.objects.released().filter(year=year).latest("number")
    reading = Reading(release.area, year, release.data_version, release)
    return summarise(reading, lines_of(reading))


@pytest.fixture
def two_years(
    figures: None,
    release: Callable[[int], None],
    indicators: SimpleNamespace,
    areas: SimpleNamespace,
) -> None:
    """2023 and 2024 are released; enrolment (93.0 → 86.2, asked 92) and maternal mortality
    (7.2 → 14.8, asked 12.5) were met in 2023 and are not in 2024; tap water is met in both.
    """
    record_counts(indicators.enrolment, areas.city, {2023: (930, 1000)})
    release(2023)
    release(2024)


def test_the_change_agrees_with_a_count_by_sql(two_years: None) -> None:
    summary = summary_of(2024)
    change = summary.first.change
    now, before = Release.objects.get(year=2024), Release.objects.get(year=2023)
    assert (change.common, change.net) == counted_again(now, before)
    assert change.net == -2
    assert {line.target.code for line in change.lost} == {"C3.02-1", "W1.02-1"}


def test_the_page_prints_the_change_with_its_denominator_and_the_names(
    two_years: None, sign_in
) -> None:
    text = text_of(sign_in("leader"), year=2024)
    assert "比上年 −2（两年均有数据的 3 项）" in text
    assert "不再达标 2 项 孕产妇死亡率 、 学前教育毛入园率" in text
    assert "与2023年（第1版，数据版本" in text


def test_a_target_without_data_in_one_year_is_neither_progress_nor_loss(
    figures: None,
    release: Callable[[int], None],
    indicators: SimpleNamespace,
    areas: SimpleNamespace,
) -> None:
    """Tap water is refused in 2023 (a negative share) and met in 2024."""
    record_values(indicators.water, areas.city, {2023: "-1.0"})
    release(2023)
    record_values(indicators.water, areas.city, {2023: "94.0"})
    release(2024)
    change = summary_of(2024).first.change
    now, before = Release.objects.get(year=2024), Release.objects.get(year=2023)
    assert change.common == 2
    assert (change.common, change.net) == counted_again(now, before)


def test_the_newest_edition_of_the_year_before_counts_and_no_withdrawn_one(
    two_years: None,
    release: Callable[[int], None],
    indicators: SimpleNamespace,
    areas: SimpleNamespace,
    cast: SimpleNamespace,
) -> None:
    record_counts(indicators.enrolment, areas.city, {2023: (860, 1000)})
    assess_scope(scope=areas.city, year=2023)
    signed = sign_year(area=areas.city, year=2023, by=cast.reviewer, note="更正")
    assert summary_of(2024).first.change.net == -2, "signed is not released"
    withdraw_signature(release=signed, by=cast.reviewer, reason="测试")
    assert summary_of(2024).before.release.number == 1
    signed = sign_year(area=areas.city, year=2023, by=cast.reviewer, note="更正")
    Release.objects.filter(pk=signed.pk).update(
        released_at=signed.signed_at, released_by=cast.office_worker
    )
    assert summary_of(2024).before.release.number == signed.number
    assert summary_of(2024).first.change.net == -1


def test_a_year_further_back_is_named(
    figures: None, release: Callable[[int], None], sign_in
) -> None:
    """2022 (21.1, no) and 2024 (14.8, no) are compared though 2023 was never released."""
    release(2022)
    release(2024)
    assert "与2022年持平（两年均有数据的 3 项）" in text_of(sign_in("leader"))


def test_the_first_released_year_is_compared_with_nothing(released: None, sign_in) -> None:
    text = told(sign_in("leader"))
    assert "没有上年可比" in text
    assert "比上年" not in text


def test_another_citys_release_is_no_year_before(released: None, areas: SimpleNamespace) -> None:
    release = Release.objects.get(year=2024)
    reading = Reading(areas.other_city, 2025, release.data_version, None)
    assert earlier_judgements(reading) is None
