"""The stages that are measured, each by the functions that the system itself runs."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas as pd
from django.db import connection, transaction
from django.utils import timezone

from benchmarks.pipeline.province import NOW
from indicators.attainment import assess
from indicators.data_versions import current_data_version
from indicators.models import Area, AreaLevel, Indicator
from reporting import outbox
from reporting.assessment.judge import assess_scope
from reporting.assessment.runs import input_digest, stored_settings
from reporting.assessment.settings_decisions import frames_of, settings_in_force
from reporting.assessment.store import store_results
from reporting.models import AssessmentRun, Flow
from reporting.observations import Figure, record
from reporting.observations.frames import Question, question, targets_of
from reporting.observations.record import refresh_roll_ups
from reporting.observations.work import owe_assessment
from reporting.tasks import HANDLERS

Numbers = dict[str, float]
Frames = tuple[pd.DataFrame, pd.DataFrame]
_SIZE = "SELECT pg_table_size(%(table)s::regclass), pg_indexes_size(%(table)s::regclass)"


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def chunk(city: Area) -> Numbers:
    """One city with its counties, stage by stage, its judgements stored for the first time."""
    settings = settings_in_force()
    found: Numbers = {"chunk: sums of counties checked": timed(lambda: refresh_roll_ups(city))}
    began = time.perf_counter()
    asked = question(targets_of(city), NOW, current_data_version(city))
    frames = frames_of(asked, settings)
    found["chunk: frames"] = time.perf_counter() - began
    found["chunk: digest of the input"] = timed(lambda: input_digest(frames, NOW, settings))
    found["chunk: engine"] = timed(lambda: assess(*frames, NOW, settings))
    found["chunk: store, every row new"] = _store(city, asked, frames)
    return found | {
        "chunk: whole": timed(lambda: assess_scope(scope=city, year=NOW)),
        "chunk: again, nothing changed": timed(lambda: assess_scope(scope=city, year=NOW)),
    }


def _store(city: Area, asked: Question, frames: Frames) -> float:
    """Store the judgements of a run and take them back; the seconds of the storing alone."""
    settings, now = settings_in_force(), timezone.now()
    results = assess(*frames, NOW, settings).results
    with transaction.atomic():
        run = AssessmentRun.objects.create(
            scope=city,
            year=NOW,
            settings=stored_settings(settings),
            data_version=asked.data_version,
            started_at=now,
            finished_at=now,
            judged=len(results),
            changed=0,
            rejected=0,
        )
        seconds = timed(lambda: store_results(results, asked.targets, run, now))
        transaction.set_rollback(True)
    return seconds


def approval(county: Area) -> Numbers:
    """From one approved figure of a county to its stored judgement, without the queue."""
    indicator = Indicator.objects.filter(city_value="reported", value_mode="value").first()
    assert indicator is not None
    figure = Figure(indicator_id=indicator.pk, area=county, year=NOW, value=Decimal("33.3"))

    def approve() -> None:
        with transaction.atomic():
            number = record([figure], flow=Flow.RETURN, by=None, reason="更正")
            assert number is not None
            owe_assessment(area=county, year=NOW, data_version=number)

    written = timed(approve)
    return {
        "approval: written": written,
        "approval: judged after": timed(lambda: outbox.work_off(HANDLERS)),
    }


def storage() -> Numbers:
    """Megabytes of tables and indexes, and the rows that they hold."""
    found: Numbers = {}
    with connection.cursor() as cursor:
        for name in ("observation", "assessment"):
            cursor.execute(_SIZE, {"table": f"reporting_{name}"})
            table, indexes = cursor.fetchone()
            cursor.execute(f"SELECT count(*) FROM reporting_{name}")
            found |= {
                f"{name}: rows": cursor.fetchone()[0],
                f"{name}: table, MB": table / 1e6,
                f"{name}: indexes, MB": indexes / 1e6,
            }
    return found


def full_run_in_a_process() -> Numbers:
    """Every city judged by one fresh process; its peak memory."""
    command = [sys.executable, "-m", "benchmarks.pipeline", "full-run"]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: Numbers = json.loads(answer.stdout.splitlines()[-1])
    return found


def print_full_run() -> None:
    """Judge every city anew; prints the numbers as JSON."""
    cities = list(Area.objects.filter(level=AreaLevel.CITY))
    before = _peak()
    found = {
        "full run, one process": timed(
            lambda: [assess_scope(scope=city, year=NOW, force=True) for city in cities]
        ),
        "memory before, MB": before,
        "memory at its peak, MB": _peak(),
    }
    print(json.dumps(found))


def _peak() -> float:
    """This process's own peak (what getrusage tells begins with the parent's)."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1e3  # type: ignore[index]
