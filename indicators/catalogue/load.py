"""Load the catalogue folder into the database: all of it or nothing, and never silently.

Three steps in one transaction: compare every entry with the stored one and with what was loaded
last, refuse where a decision is missing, then store. The data version is taken last.
"""

from pathlib import Path

from django.db import connection, transaction

from indicators.models import Area, LoadedEntry, User

from .areas import load_breakdowns
from .entries import JUDGING_FIELDS, Key, listed_entries
from .files import CATALOGUE_DIRECTORY, read_catalogue
from .history import record_history
from .merge import Conflict, Take, merge_fields
from .report import Change, LoadRefused, Report
from .schema import Fields
from .store import Store
from .stored import Stored

_PRESENT = "条目"


class PlanMoved(Exception):
    """A plan that is loaded already cannot change its area or its end year by a file."""


@transaction.atomic
def load_plans(
    *,
    area: Area,
    directory: Path = CATALOGUE_DIRECTORY,
    take: Take | None = None,
    by: User | None = None,
) -> Report:
    """Bring the database up to the files; `area` is that of plans which name none.

    Raises CatalogueError for a mistake in the files, LoadRefused for undecided conflicts and
    PlanMoved for a plan loaded for another area; then nothing is stored.
    """
    catalogue = read_catalogue(directory)
    load_breakdowns(directory)
    with connection.cursor() as cursor:  # two loads at once would both find entries missing
        cursor.execute("LOCK TABLE indicators_loadedentry IN SHARE ROW EXCLUSIVE MODE")
    entries = dict(listed_entries(catalogue, area.code))
    stored = Stored()
    report = Report()
    writes: dict[Key, Fields] = {}
    for key, fields in entries.items():
        _compare(key, fields, stored, report, writes, take)
    report.only_in_database = [
        key for key in stored.rows if key not in entries and key in stored.bases
    ]
    if report.conflicts:
        raise LoadRefused(report)
    store = Store(stored, by)
    report.data_versions = store.write(writes)
    record_history(report=report, store=store, area=area, by=by)
    _remember(entries, stored)
    return report


def _compare(
    key: Key,
    fields: Fields,
    stored: Stored,
    report: Report,
    writes: dict[Key, Fields],
    take: Take | None,
) -> None:
    if key not in stored.rows:
        _compare_missing(key, fields, stored, report, writes, take)
        return
    database = stored.fields[key]
    if key.kind == "plan":
        _refuse_moved_plan(key, database, fields)
    merge = merge_fields(
        base=stored.bases.get(key),
        database=database,
        file=fields,
        guarded=_guarded(key, stored),
        take=take,
    )
    report.kept += [(key, field) for field in merge.kept]
    report.conflicts += [(key, conflict) for conflict in merge.conflicts]
    if merge.write:
        writes[key] = merge.write
        report.changed += [
            Change(key, field, database[field], new) for field, new in merge.write.items()
        ]
    elif not merge.conflicts:
        report.same += 1


def _compare_missing(
    key: Key,
    fields: Fields,
    stored: Stored,
    report: Report,
    writes: dict[Key, Fields],
    take: Take | None,
) -> None:
    if key in stored.bases:
        report.not_taken.append(key)
    elif key.kind == "target" and key.plan_code in stored.plans_in_force and take is not Take.FILE:
        if take is Take.DATABASE:
            report.not_taken.append(key)
        else:
            report.conflicts.append((key, Conflict(_PRESENT, "无", "新增")))
    else:
        report.new.append(key)
        writes[key] = fields


def _guarded(key: Key, stored: Stored) -> frozenset[str]:
    if key.kind == "indicator":
        in_force = key.name in stored.indicators_in_force
    else:
        in_force = key.plan_code in stored.plans_in_force
    return JUDGING_FIELDS[key.kind] if in_force else frozenset()


def _refuse_moved_plan(key: Key, database: Fields, file: Fields) -> None:
    for field, name in (("area", "行政区划"), ("end_year", "目标年")):
        if database[field] != file[field]:
            raise PlanMoved(
                f"规划 {key.name} 已按{name} {database[field]} 装载，"
                f"不能改为 {file[field]}；请另立一个规划"
            )


def _remember(entries: dict[Key, Fields], stored: Stored) -> None:
    LoadedEntry.objects.bulk_create(
        [
            LoadedEntry(kind=key.kind, key=key.name, fields=fields)
            for key, fields in entries.items()
            if stored.bases.get(key) != fields
        ],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["fields", "loaded_at"],
    )
