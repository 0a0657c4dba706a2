"""How long from an approval's commit until its judgement is stored? With real workers.

Run it on services of its own:
`.venv/bin/python -m jincheng_plans.launcher with-services -- .venv/bin/python -m
benchmarks.approval_latency`. It loads the demonstration, approves figures of the city one by one
and waits for each judgement: with idle workers, and while a full assessment is under way.
"""

import os
import statistics
import time
from decimal import Decimal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jincheng_plans.settings")
APPROVALS = 20


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from reporting.installation import prepare
    from tests.processes import Worker

    call_command("migrate", verbosity=0)
    prepare(demo=True, password="a-password-for-a-benchmark")
    workers = [Worker(), Worker()]
    try:
        _settle()
        for first_year, judged in ((2025, "the open year"), (2022, "four years")):
            _print(f"idle workers, {judged}", [_approve(first_year) for _ in range(APPROVALS)])
        _print("during a full assessment", _approvals_during_a_full_run())
        _settle()
    finally:
        for worker in workers:
            worker.stop()


def _approve(year: int) -> float:
    """Correct one figure of the city and wait for its judgement; seconds from the commit."""
    from django.db import transaction

    from indicators.models import Installation
    from reporting.assessment.runs import latest_run
    from reporting.models import Flow, Observation
    from reporting.observations import Figure, record
    from reporting.observations.work import owe_assessment

    city = Installation.objects.select_related("area").get().area
    row = Observation.objects.in_force().filter(
        area=city, year=year, flow=Flow.RETURN, numerator=None, value__gt=1
    )[0]
    figure = Figure(
        indicator_id=row.indicator_id,
        area=city,
        year=year,
        breakdown_id=row.breakdown_id,
        value=row.value - Decimal("0.01"),
    )
    with transaction.atomic():
        number = record([figure], flow=Flow.RETURN, by=None, reason="测量")
        assert number is not None
        owe_assessment(area=city, year=year, data_version=number)
    committed = time.perf_counter()
    while (run := latest_run(city, year)) is None or run.data_version < number:
        _not_later_than(committed + 60)
        time.sleep(0.005)
    return time.perf_counter() - committed


def _approvals_during_a_full_run() -> list[float]:
    """Approvals while forced full assessments keep the queue for long work busy."""
    from reporting.assessment.jobs import start_job
    from reporting.models import JobKind

    taken = []
    for _approval in range(APPROVALS):
        start_job(kind=JobKind.FORCED)
        taken.append(_approve(2025))
    return taken


def _settle() -> None:
    """Wait until nothing is owed any more."""
    from reporting.models import WorkItem

    end = time.perf_counter() + 300
    while WorkItem.objects.filter(done_at=None).exists():
        _not_later_than(end)
        time.sleep(0.05)


def _not_later_than(end: float) -> None:
    if time.perf_counter() > end:
        raise SystemExit("the worker does not keep up")


def _print(name: str, seconds: list[float]) -> None:
    middle, worst = statistics.median(seconds), max(seconds)
    print(f"{name:<32} median {middle:.2f} s, worst {worst:.2f} s of {len(seconds)}")


if __name__ == "__main__":
    main()
