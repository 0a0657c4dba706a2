"""What has been judged, on which input, and where is a judgement older than its data?"""

import dataclasses
import hashlib
from collections.abc import Sequence

import pandas as pd
from django.db import connection

from indicators.attainment import ENGINE_VERSION, Settings
from indicators.data_versions import current_data_version
from indicators.models import Area
from reporting import outbox
from reporting.models import AssessmentRun, EngineSettings, RejectedSeries
from reporting.observations.work import ASSESS, assessment_key, owe_assessment

# The last run of a scope and year has its highest data version: runs of a scope wait for another.
_OUTDATED = """
SELECT last_run.scope_id, min(last_run.year)
FROM (SELECT DISTINCT ON (scope_id, year) scope_id, year, data_version
      FROM reporting_assessmentrun ORDER BY scope_id, year, id DESC) AS last_run
JOIN indicators_versioncounter AS counter ON counter.scope_id = last_run.scope_id
WHERE last_run.data_version < counter.last
GROUP BY last_run.scope_id
"""


def latest_run(scope: Area, year: int) -> AssessmentRun | None:
    """The last run for the scope and year."""
    runs = AssessmentRun.objects.filter(scope=scope, year=year).select_related("settings")
    return runs.order_by("-id").first()


def outdated_scopes() -> list[tuple[Area, int]]:
    """Scopes whose judgements are older than their data, each with its first such year.

    Two queries, however many scopes and years there are.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OUTDATED)
        first_years: dict[int, int] = dict(cursor.fetchall())
    scopes = Area.objects.filter(pk__in=first_years)
    return [(scope, first_years[scope.pk]) for scope in scopes]


def owe_outdated() -> None:
    """File the assessment of outdated scopes; what is filed or parked already stays as it is."""
    for scope, year in outdated_scopes():
        if not outbox.is_undone(kind=ASSESS, key=assessment_key(scope, year)):
            owe_assessment(area=scope, year=year, data_version=current_data_version(scope))


def input_digest(frames: Sequence[pd.DataFrame], year: int, settings: Settings) -> str:
    """SHA-256 of all that a judgement depends on: frames, year, settings, engine version."""
    digest = hashlib.sha256(f"{ENGINE_VERSION}|{settings.digest()}|{year}".encode())
    for frame in frames:
        digest.update("|".join(map(str, frame.columns)).encode())
        digest.update(pd.util.hash_pandas_object(frame).to_numpy().tobytes())
    return digest.hexdigest()


def stored_settings(settings: Settings) -> EngineSettings:
    """The row that names these settings."""
    stored, _created = EngineSettings.objects.get_or_create(
        digest=settings.digest(),
        defaults={"values": dataclasses.asdict(settings), "engine_version": ENGINE_VERSION},
    )
    return stored


def confirm_run(run: AssessmentRun, last: AssessmentRun) -> AssessmentRun:
    """Store that the judgements of `last` also hold for the newer data version of `run`."""
    run.judged, run.rejected, run.changed = last.judged, last.rejected, 0
    run.save()
    RejectedSeries.objects.bulk_create(
        RejectedSeries(
            run=run,
            target_id=row.target_id,
            area_id=row.area_id,
            year=row.year,
            column=row.column,
            reason=row.reason,
        )
        for row in last.rejections.all()
    )
    return run
