"""What the engine said is stored where it changed; what it replaces is kept."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from indicators.models import TargetValue
from reporting.assessment.judge import assess_scope
from reporting.assessment.store import RESULT_FIELDS
from reporting.models import Assessment, AssessmentRun, ReplacedJudgement

YEARS = range(2020, 2025)


@pytest.fixture
def judged(approve, areas, indicators, targets):
    """Two series of the city, judged as of each year."""
    approve(indicators.water, dict(zip(YEARS, (90, 92, 93, 94, 95), strict=True)))
    approve(indicators.enrolment, dict(zip(YEARS, (80, 82, 84, 86, 88), strict=True)))
    assess_scope(scope=areas.city, year=2024)
    return areas.city


def _as_stored(row):
    return {name: getattr(row, name) for name in RESULT_FIELDS}


def test_only_what_changed_is_written_and_the_rest_keeps_its_run(
    judged, approve, indicators, targets, judgement
):
    water, enrolment = judgement(targets.water), judgement(targets.enrolment)
    approve(indicators.water, {2024: 96})
    assert judgement(targets.water).run_id > water.run_id
    assert judgement(targets.enrolment).run_id == enrolment.run_id
    assert AssessmentRun.objects.latest("id").changed == 1


def test_a_replaced_judgement_is_kept_as_it_stood(judged, approve, indicators, targets, judgement):
    before = judgement(targets.water)
    approve(indicators.water, {2024: 60})
    after = judgement(targets.water)
    kept = ReplacedJudgement.objects.get(target=targets.water, year=2024)
    assert _as_stored(kept) == _as_stored(before) != _as_stored(after)
    assert (kept.run_id, kept.data_version) == (before.run_id, before.data_version)
    assert kept.replaced_by_id == after.run_id


def test_a_judgement_that_can_no_longer_be_made_is_retired_and_kept(
    judged, approve, indicators, targets
):
    TargetValue.objects.filter(target=targets.enrolment).update(valid_to=3)
    approve(indicators.water, {2024: 96})
    assert not Assessment.objects.filter(target=targets.enrolment, year=2024).exists()
    assert ReplacedJudgement.objects.filter(target=targets.enrolment, year=2024).count() == 1


def test_a_scope_that_has_lost_all_its_targets_is_up_to_date_with_nothing(judged, targets):
    TargetValue.objects.update(valid_to=1)
    run = assess_scope(scope=judged, year=2024)
    assert (run.judged, Assessment.objects.filter(year=2024).count()) == (0, 0)


def test_the_database_refuses_to_rewrite_the_history(judged, approve, indicators):
    approve(indicators.water, {2024: 60})
    with pytest.raises(IntegrityError), transaction.atomic():
        ReplacedJudgement.objects.update(standing="已达标")


def test_all_results_are_stored_by_one_statement(judged, targets):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assess_scope(scope=judged, year=2024, force=True)
    writes = [q["sql"] for q in captured if "INSERT INTO reporting_assessment " in q["sql"]]
    assert len(writes) == 1


def test_what_is_stored_equals_a_fresh_computation(judged, approve, indicators, targets):
    """Judged step by step, and judged anew from nothing: the same rows."""
    approve(indicators.water, {2023: 91})
    approve(indicators.enrolment, {2022: 93, 2024: 70})
    step_by_step = _all_judgements()
    years = sorted({year for _target, year, _values in step_by_step})
    Assessment.objects.all().delete()
    for year in years:
        assess_scope(scope=judged, year=year, force=True)
    assert _all_judgements() == step_by_step


def _all_judgements():
    rows = Assessment.objects.order_by("target", "year")
    return [(row.target_id, row.year, _as_stored(row)) for row in rows]
