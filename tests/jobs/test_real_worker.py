"""A real worker carries a full assessment through its steps."""

from decimal import Decimal

from reporting.assessment.jobs import start_job
from reporting.assessment.judge import assess_scope
from reporting.models import Assessment, Flow, Job, JobKind
from reporting.observations import Figure, record
from tests.processes import Worker, wait_until


def test_every_chunk_is_done_by_messages_alone(transactional_db, areas, indicators, targets):
    figures = [
        Figure(indicator_id=indicators.water.pk, area=areas.city, year=year, value=Decimal(95))
        for year in range(2020, 2025)
    ]
    record(figures, flow=Flow.RETURN, by=None, reason="测试")
    for year in range(2021, 2025):
        assess_scope(scope=areas.city, year=year)
    Assessment.objects.update(standing="篡改")
    worker = Worker()
    try:
        job = start_job(kind=JobKind.FORCED)
        wait_until(lambda: Job.objects.get(pk=job.pk).finished_at is not None)
    finally:
        worker.stop()
    assert list(job.chunks.values_list("state", flat=True)) == ["done"] * 4
    assert not Assessment.objects.filter(standing="篡改").exists()
