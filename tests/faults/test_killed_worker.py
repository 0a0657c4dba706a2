"""A worker that dies between taking an item and storing its result loses nothing.

A real worker process on the test's database, stalled inside its work by a table lock that this
test holds, then SIGKILLed; a second worker takes over after the sweep.
"""

from decimal import Decimal

import pytest

from reporting import outbox, tasks
from reporting.assessment.judge import assess_scope
from reporting.models import Assessment, Flow, WorkItem
from reporting.observations import Figure, record
from reporting.observations.work import owe_assessment
from tests.faults.stalled import judgements_held, wait_until_held_up
from tests.processes import Worker, wait_until


@pytest.fixture
def judged_before(transactional_db, areas, indicators, targets):
    """The city judged as of 2024 with 91 % tap water: the promise of 92 % every year is broken."""
    _water(areas, indicators, "91")
    assess_scope(scope=areas.city, year=2024)
    return areas


def _water(areas, indicators, value):
    figure = Figure(
        indicator_id=indicators.water.pk, area=areas.city, year=2024, value=Decimal(value)
    )
    number = record([figure], flow=Flow.RETURN, by=None, reason="测试")
    owe_assessment(area=areas.city, year=2024, data_version=number)


def _judgement():
    return Assessment.objects.get(target__code="W7.07-1", year=2024)


def test_a_killed_workers_item_is_done_by_the_next_one(judged_before, indicators):
    WorkItem.objects.all().delete()
    assert _judgement().value == 91
    with judgements_held():
        first = Worker()
        try:
            _water(judged_before, indicators, "95")
            wait_until_held_up()
        finally:
            first.kill()
    assert _judgement().value == 91, "nothing was stored by the dead worker"
    item = WorkItem.objects.get()
    assert item.done_at is None
    wait_until(lambda: outbox.release_orphans() == 1)
    second = Worker()
    try:
        WorkItem.objects.update(available_at=item.created_at)
        tasks.sweep()
        wait_until(lambda: WorkItem.objects.filter(done_at__isnull=False).exists())
    finally:
        second.stop()
    assert _judgement().value == 95
    assert WorkItem.objects.count() == 1


def test_a_live_worker_judges_what_was_approved(judged_before, indicators):
    worker = Worker()
    try:
        _water(judged_before, indicators, "96")
        wait_until(lambda: _judgement().value == 96)
    finally:
        worker.stop()


def test_the_sweep_finds_judgements_that_are_older_than_their_data(judged_before, indicators):
    """Figures without any work item, as after a fault: the sweep files the assessment itself."""
    _water(judged_before, indicators, "97")
    WorkItem.objects.all().delete()
    tasks.sweep()
    outbox.work_off(tasks.HANDLERS)
    assert _judgement().value == 97
