"""Judge a scope: figures in, engine, judgements stored. Called by workers and at set-up."""

import dataclasses
from typing import Any

import pandas as pd
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from indicators.attainment import ENGINE_VERSION, Settings, assess
from indicators.data_versions import current_data_version
from indicators.models import Area, DataVersion, Target
from reporting.models import (
    Assessment,
    AssessmentRun,
    EngineSettings,
    Judgement,
    RejectedSeries,
)
from reporting.observations.frames import (
    observation_frame,
    question,
    target_frame,
    targets_of,
)

RESULT_FIELDS = tuple(
    field.name
    for field in Judgement._meta.get_fields()
    if field.name not in {"target", "area", "breakdown", "year", "data_version"}
)


def assess_by_key(key: str) -> None:
    """Handle one work item: `key` is "scope code:year". Later years rest on it, so they follow."""
    scope_code, year = key.split(":")
    scope = Area.objects.get(code=scope_code)
    last = Assessment.objects.filter(area__path__startswith=scope.path).aggregate(Max("year"))
    for each in range(int(year), max(int(year), last["year__max"] or 0) + 1):
        assess_scope(scope=scope, year=each)


@transaction.atomic
def assess_scope(*, scope: Area, year: int) -> AssessmentRun | None:
    """Judge every target of the scope as of `year` and store what changed. None: no targets."""
    started_at = timezone.now()
    targets = targets_of(scope)
    if not targets:
        return None
    data_version = current_data_version(scope)
    settings = Settings()
    asked = question(targets, year, data_version)
    if not asked.targets:
        return None
    outcome = assess(target_frame(asked), observation_frame(asked), year, settings)
    run = AssessmentRun(
        scope=scope,
        year=year,
        settings=_stored_settings(settings),
        data_version=data_version,
        started_at=started_at,
        finished_at=started_at,
        judged=len(outcome.results),
        changed=0,
        rejected=len(outcome.rejected),
    )
    run.save()
    run.changed = _store(outcome.results, targets, run)
    _store_rejections(outcome.rejected, targets, run)
    run.finished_at = timezone.now()
    run.save(update_fields=["changed", "finished_at"])
    return run


def _stored_settings(settings: Settings) -> EngineSettings:
    stored, _created = EngineSettings.objects.get_or_create(
        digest=settings.digest(),
        defaults={
            "values": dataclasses.asdict(settings),
            "engine_version": ENGINE_VERSION,
        },
    )
    return stored


def _store(results: pd.DataFrame, targets: list[Target], run: AssessmentRun) -> int:
    """Upsert the judgements that differ from the stored ones; returns how many."""
    by_id = {target.pk: target for target in targets}
    stored = {
        row.target_id: row
        for row in Assessment.objects.select_for_update().filter(target__in=by_id, year=run.year)
    }
    changed = []
    for target_id, result in zip(results.index, results.to_dict("records"), strict=True):
        values = {name: database_value(result[name]) for name in RESULT_FIELDS}
        old = stored.get(target_id)
        if old is None or any(getattr(old, name) != value for name, value in values.items()):
            target = by_id[target_id]
            changed.append(
                Assessment(
                    target=target,
                    area_id=target.plan.area_id,
                    breakdown_id=target.breakdown_id,
                    year=run.year,
                    run=run,
                    data_version=run.data_version,
                    **values,
                )
            )
    Assessment.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["target", "area", "breakdown", "year"],
        update_fields=[*RESULT_FIELDS, "run", "data_version"],
        batch_size=2000,
    )
    gone = [row.pk for target_id, row in stored.items() if target_id not in results.index]
    Assessment.objects.filter(pk__in=gone).delete()
    return len(changed) + len(gone)


def database_value(value: Any) -> Any:
    """NaN and pandas' own missing value become NULL, NumPy scalars plain Python ones."""
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value


def _store_rejections(rejected: pd.DataFrame, targets: list[Target], run: AssessmentRun) -> None:
    areas = {target.pk: target.plan.area_id for target in targets}
    RejectedSeries.objects.bulk_create(
        RejectedSeries(
            run=run,
            target_id=row["target"],
            area_id=areas[row["target"]],
            year=database_value(row["year"]),
            column=row["column"],
            reason=row["reason"],
        )
        for row in rejected.to_dict("records")
    )


def latest_run(scope: Area, year: int) -> AssessmentRun | None:
    """The last run for the scope and year."""
    return AssessmentRun.objects.filter(scope=scope, year=year).order_by("-id").first()


def outdated_scopes() -> list[tuple[Area, int]]:
    """Scopes whose judgements are older than their data, each with its first judged year."""
    outdated = []
    for scope in Area.objects.filter(pk__in=DataVersion.objects.values("scope").distinct()):
        runs = AssessmentRun.objects.filter(scope=scope)
        years = runs.values("year").annotate(version=Max("data_version")).order_by("year")
        current = current_data_version(scope)
        behind = [row["year"] for row in years if row["version"] < current]
        if behind:
            outdated.append((scope, behind[0]))
    return outdated
