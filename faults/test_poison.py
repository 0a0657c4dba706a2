"""Figures that cannot be judged, and work that cannot be done, hold nothing else up."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from reporting import outbox
from reporting.models import MAXIMUM_ATTEMPTS, Assessment, Flow, RejectedSeries, WorkItem
from reporting.observations import Figure, record
from reporting.observations.work import ASSESS, owe_assessment
from tests.faults.approvals import CELLS
from tests.faults.soundness import all_is_well, judgements_are_fresh
from tests.processes import wait_until


def test_a_poison_series_is_set_aside_and_the_others_are_judged(cluster, approvals, indicators):
    """A share below zero: nobody could type it, but it is in the store."""
    cluster.worker()
    site, _beat = cluster.web(), cluster.beat()
    water = indicators.water.pk
    figure = Figure(indicator_id=water, area=approvals.city, year=2024, value=Decimal(-5))
    with transaction.atomic():
        number = record([figure], flow=Flow.RETURN, by=None, reason="测试")
        owe_assessment(area=approvals.city, year=2024, data_version=number)
    approvals.approve_one(site)
    all_is_well(approvals)
    rejected = RejectedSeries.objects.filter(run__year=2025).values_list("target__code", "reason")
    assert set(rejected) == {("W7.07-1", "negative")}
    judged = Assessment.objects.filter(year=2025, value__isnull=False)
    assert judged.count() >= CELLS, "every other series with figures"


def test_work_that_cannot_be_done_is_parked_and_the_rest_goes_on(cluster, approvals):
    site, _worker, _beat = cluster.web(), cluster.worker(), cluster.beat()
    outbox.file_work(kind=ASSESS, key="nowhere:2025", data_version=1)
    poison = WorkItem.objects.filter(key="nowhere:2025")
    approvals.approve_one(site)
    for attempt in range(1, MAXIMUM_ATTEMPTS + 1):
        wait_until(lambda attempt=attempt: poison.get().attempts == attempt)
        wait_until(lambda: poison.get().claimed_at is None)
        poison.update(available_at=timezone.now())
    wait_until(lambda: not WorkItem.objects.filter(done_at=None).exclude(key="nowhere:2025"))
    judgements_are_fresh(approvals.city, 2025)
    assert poison.get().attempts == MAXIMUM_ATTEMPTS
    assert "DoesNotExist" in poison.get().error
    assert list(outbox.parked()) == [poison.get()]
    poison.delete()
    all_is_well(approvals)
