"""After a fault: nothing lost, nothing twice, every stored judgement equals a fresh computation."""

from itertools import pairwise

import pandas as pd
from django.db.models import Count

from indicators.attainment import assess
from indicators.data_versions import current_data_version
from indicators.models import Area, DataVersion
from reporting.assessment.runs import latest_run
from reporting.assessment.settings_decisions import frames_of, settings_in_force
from reporting.assessment.store import RESULT_FIELDS
from reporting.models import (
    Assessment,
    AssessmentRun,
    Item,
    Observation,
    ReplacedJudgement,
    ReviewState,
    WorkItem,
)
from reporting.observations.frames import question, targets_of
from tests.faults.approvals import YEAR, Approvals
from tests.processes import wait_until


def caught_up(city: Area, year: int = YEAR) -> bool:
    """No work is owed and the year is judged at the newest data version."""
    run = latest_run(city, year)
    if run is None or WorkItem.objects.filter(done_at=None).exists():
        return False
    return run.data_version == current_data_version(city)


def all_is_well(approvals: Approvals, seconds: float = 60) -> None:
    """Wait until the pipeline has caught up by itself, then check everything."""
    wait_until(lambda: caught_up(approvals.city), seconds)
    _nothing_is_lost(approvals)
    _nothing_stands_twice(approvals.city)
    for year in (YEAR - 1, YEAR):
        judgements_are_fresh(approvals.city, year)


def _nothing_is_lost(approvals: Approvals) -> None:
    """Every approval that was answered, and every cell marked approved, is a figure in force."""
    figures = Observation.objects.in_force().filter(area=approvals.city, year=YEAR)
    in_force = dict(figures.values_list("indicator_id", "value"))
    assert approvals.answered.items() <= in_force.items()
    approved = Item.objects.filter(review=ReviewState.APPROVED)
    assert dict(approved.values_list("indicator_id", "value")) == in_force


def _nothing_stands_twice(city: Area) -> None:
    """One row a figure, gapless data versions, no judgement replaced by an equal one."""
    rows = Observation.objects.values("indicator", "area", "breakdown", "year", "flow")
    assert not rows.annotate(rows=Count("pk")).filter(rows__gt=1).exists()
    numbers = DataVersion.objects.filter(scope=city).order_by("number")
    counter = current_data_version(city)
    assert list(numbers.values_list("number", flat=True)) == list(range(1, counter + 1))
    runs = AssessmentRun.objects.values("scope", "year", "data_version", "input_digest")
    assert not runs.annotate(runs=Count("pk")).filter(runs__gt=1).exists()
    keys = ("target_id", "area_id", "breakdown_id", "year")
    chains: dict[tuple[int, ...], list[tuple[object, ...]]] = {}
    for model in (ReplacedJudgement, Assessment):
        for row in model.objects.order_by("pk"):
            key = tuple(getattr(row, name) for name in keys)
            content = tuple(getattr(row, name) for name in RESULT_FIELDS)
            chains.setdefault(key, []).append(content)
    assert all(old != new for chain in chains.values() for old, new in pairwise(chain))


def judgements_are_fresh(scope: Area, year: int) -> None:
    """What is stored of the scope's year is what the engine says now of the newest figures."""
    settings = settings_in_force()
    asked = question(targets_of(scope), year, current_data_version(scope))
    fresh = assess(*frames_of(asked, settings), year, settings).results
    stored = {row.target_id: row for row in Assessment.objects.filter(area=scope, year=year)}
    assert stored.keys() == set(fresh.index)
    assert stored
    for pk, row in stored.items():
        expected = {
            name: None if pd.isna(fresh.at[pk, name]) else fresh.at[pk, name]
            for name in RESULT_FIELDS
        }
        assert {name: getattr(row, name) for name in RESULT_FIELDS} == expected
