"""Store what the engine said: one statement a batch, only what changed, nothing is lost.

A judgement that is replaced or no longer made is copied to the history in the same statement.
The caller has locked the scope, so no other run writes its judgements meanwhile.
"""

import datetime
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from django.db import connection

from indicators.models import Target
from reporting.models import Assessment, AssessmentRun, Judgement, RejectedSeries

KEY_FIELDS = ("target_id", "area_id", "breakdown_id", "year")
RESULT_FIELDS = tuple(
    field.name
    for field in Judgement._meta.get_fields()
    if field.name not in {"target", "area", "breakdown", "year", "data_version"}
)
BATCH = 5_000
_COLUMNS = (*KEY_FIELDS, *RESULT_FIELDS)
_MADE = (*_COLUMNS, "data_version", "run_id")


def _names(columns: Sequence[str], table: str = "") -> str:
    prefix = f"{table}." if table else ""
    return ", ".join(f'{prefix}"{column}"' for column in columns)


def _history(source: str, table: str) -> str:
    """Copies the rows of `table`, found in `source`, as they stood before this run."""
    return (
        f"INSERT INTO reporting_replacedjudgement ({_names(_MADE)}, replaced_by_id, replaced_at) "
        f"SELECT {_names(_MADE, table)}, %(run)s, %(now)s FROM {source}"
    )


_BEFORE = f"reporting_assessment AS old JOIN incoming USING ({_names(KEY_FIELDS)})"
_STORE = f"""
WITH incoming AS (
    SELECT * FROM unnest(:arrays) AS given ({_names(_COLUMNS)})
), history AS (
    {_history(_BEFORE, "old")}
    WHERE ({_names(RESULT_FIELDS, "old")})
        IS DISTINCT FROM ({_names(RESULT_FIELDS, "incoming")})
)
INSERT INTO reporting_assessment ({_names(_MADE)})
SELECT {_names(_COLUMNS, "incoming")}, %(data_version)s, %(run)s FROM incoming
ON CONFLICT ({_names(KEY_FIELDS)}) DO UPDATE
SET ({_names(_MADE)}) = ROW ({_names(_MADE, "excluded")})
WHERE ({_names(RESULT_FIELDS, "reporting_assessment")})
    IS DISTINCT FROM ({_names(RESULT_FIELDS, "excluded")})
"""
_RETIRE = f"""
WITH gone AS (
    DELETE FROM reporting_assessment
    WHERE target_id = ANY(%(targets)s) AND year = %(year)s AND NOT target_id = ANY(%(judged)s)
    RETURNING *
)
{_history("gone", "gone")}
"""


def _array_type(column: str) -> str:
    """The type of a column's array; on its way a text has no length limit."""
    if column.endswith("_id"):
        return "bigint[]"
    kind = Assessment._meta.get_field(column).db_type(connection) or ""
    return "text[]" if kind.startswith("varchar") else f"{kind}[]"


def store_results(
    results: pd.DataFrame, targets: Sequence[Target], run: AssessmentRun, now: datetime.datetime
) -> int:
    """Bring the scope's judgements of the run's year to `results`; how many were moved.

    `results` (index: target id) has the engine's columns; a judgement of one of the scope's
    `targets` that it no longer holds is retired.
    """
    about = {"run": run.pk, "data_version": run.data_version, "now": now}
    moved = 0
    with connection.cursor() as cursor:
        for start in range(0, len(results), BATCH):
            columns = _arrays(results.iloc[start : start + BATCH], targets, run.year)
            arrays = ", ".join(f"%({name})s::{_array_type(name)}" for name in _COLUMNS)
            cursor.execute(_STORE.replace(":arrays", arrays), {**columns, **about})
            moved += cursor.rowcount
        gone = {"targets": [target.pk for target in targets], "year": run.year}
        cursor.execute(_RETIRE, {**about, **gone, "judged": [int(pk) for pk in results.index]})
        return moved + int(cursor.rowcount)


def _arrays(results: pd.DataFrame, targets: Sequence[Target], year: int) -> dict[str, list[Any]]:
    """One list a column: the key of each judgement, then its results; missing is None."""
    by_id = {target.pk: target for target in targets}
    judged = [by_id[pk] for pk in results.index]
    arrays: dict[str, list[Any]] = {
        "target_id": [target.pk for target in judged],
        "area_id": [target.plan.area_id for target in judged],
        "breakdown_id": [target.breakdown_id for target in judged],
        "year": [year] * len(judged),
    }
    return arrays | {name: _database_values(results[name]) for name in RESULT_FIELDS}


def _database_values(column: "pd.Series[Any]") -> list[Any]:
    """Plain Python values; NaN and pandas' own missing value become None."""
    values = column.astype(object).to_numpy()
    return np.where(column.isna().to_numpy(), None, values).tolist()


def store_rejections(rejected: pd.DataFrame, targets: Sequence[Target], run: AssessmentRun) -> None:
    """Keep the cells for which the engine set a series aside."""
    areas = {target.pk: target.plan.area_id for target in targets}
    RejectedSeries.objects.bulk_create(
        RejectedSeries(
            run=run,
            target_id=row["target"],
            area_id=areas[row["target"]],
            year=None if pd.isna(row["year"]) else int(row["year"]),
            column=row["column"],
            reason=row["reason"],
        )
        for row in rejected.to_dict("records")
    )
