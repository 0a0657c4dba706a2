"""What was changed in an entry, when, by whom, on which document and why: merged by time.

Revisions tell of fields; versioned rows (values, baselines, breaks) tell of themselves where no
revision does, as those that were loaded before revisions were kept.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from indicators.catalogue.entries import Key
from indicators.catalogue.entry_keys import indicator_key, objective_key, target_key
from indicators.catalogue.schema import plain_number
from indicators.models import (
    Baseline,
    Indicator,
    Objective,
    Plan,
    Revision,
    RevisionOrigin,
    SeriesBreak,
    Target,
    TargetValue,
    User,
)

NONE = "无"
_WORDS = {
    "value": "目标值",
    "value_first_year": "新目标值起始年度",
    "baseline": "基期值",
    "series_break": "口径变化",
}


@dataclass(frozen=True)
class Event:
    """One change of one field."""

    at: datetime.datetime
    by: User | None
    field: str
    old: str
    new: str
    document: str
    reason: str
    origin: str
    data_version: int | None


def target_history(target: Target) -> list[Event]:
    """Decisions, values and baselines of a target, the newest first."""
    revisions = _revisions(target_key(target))
    events = [_event(row, target) for row in revisions]
    for model, field in ((TargetValue, "value"), (Baseline, "baseline")):
        rows = model.objects.filter(target=target, area=target.plan.area_id)
        told = {row.data_version for row in revisions if _tells_of(row.field, field)}
        events += _untold(rows.select_related("set_by").order_by("valid_from"), field, told)
    return _newest_first(events)


def indicator_history(indicator: Indicator) -> list[Event]:
    """Changes of the definition and series breaks, the newest first."""
    revisions = _revisions(indicator_key(indicator))
    told = {row.data_version for row in revisions if row.field == "series_break"}
    breaks = SeriesBreak.objects.filter(indicator=indicator).exclude(valid_from__in=told)
    events = [_event(row, indicator) for row in revisions]
    events += [
        Event(
            at=row.set_at,
            by=row.set_by,
            field=_WORDS["series_break"],
            old=NONE,
            new=f"{row.area} {row.year}年起",
            document=row.document,
            reason=row.note,
            origin=_origin(row.set_by),
            data_version=row.valid_from,
        )
        for row in breaks.select_related("area", "set_by")
    ]
    return _newest_first(events)


def objective_history(objective: Objective) -> list[Event]:
    """Changes of summary, kind and wording, the newest first."""
    revisions = _revisions(objective_key(objective))
    return _newest_first(_event(row, objective) for row in revisions)


def plan_history(plan: Plan) -> list[Event]:
    """Changes of the plan's own fields, such as its state."""
    return _newest_first(_event(row, plan) for row in _revisions(Key("plan", plan.code)))


def _revisions(key: Key) -> list[Revision]:
    rows = Revision.objects.filter(kind=key.kind, key=key.name)
    return list(rows.select_related("made_by"))


def _event(row: Revision, entry: Model) -> Event:
    return Event(
        at=row.made_at,
        by=row.made_by,
        field=_field_words(row.field, entry),
        old=_value_words(row.field, row.old, entry),
        new=_value_words(row.field, row.new, entry),
        document=row.document,
        reason=row.reason,
        origin=str(RevisionOrigin(row.origin).label),
        data_version=row.data_version,
    )


def _tells_of(field: str, versioned: str) -> bool:
    """Is this field of a revision a value (of the end or of a year), or a baseline?"""
    return field == versioned or (versioned == "value" and field.startswith("year_"))


def _untold(rows: Iterable[Any], field: str, told: set[int | None]) -> list[Event]:
    """Events of versioned rows that no revision tells of; each names the row it replaced."""
    events: list[Event] = []
    before: dict[int, str] = {}
    for row in rows:
        if row.valid_from not in told:
            events.append(
                Event(
                    at=row.set_at,
                    by=row.set_by,
                    field=f"{_WORDS[field]}（{row.year}年）",
                    old=before.get(row.year, NONE),
                    new=plain_number(row.value) or NONE,
                    document=row.document,
                    reason=row.reason,
                    origin=_origin(row.set_by),
                    data_version=row.valid_from,
                )
            )
        before[row.year] = plain_number(row.value) or NONE
    return events


def _origin(by: User | None) -> str:
    return str((RevisionOrigin.PAGE if by else RevisionOrigin.FILE).label)


def _newest_first(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.at, reverse=True)


def _field_words(name: str, entry: Model) -> str:
    if name in _WORDS:
        return _WORDS[name]
    if name.startswith("year_"):
        return f"{name.removeprefix('year_')}年下达值"
    try:
        return str(entry._meta.get_field(name).verbose_name)
    except (FieldDoesNotExist, AttributeError):
        return name


def _value_words(name: str, value: Any, entry: Model) -> str:
    """A stored value as a person reads it: 是, 否, 不低于, 2年 …; 无 for nothing."""
    if value is None or value == "":
        return NONE
    if isinstance(value, bool):
        return "是" if value else "否"
    try:
        choices = dict(entry._meta.get_field(name).flatchoices)
    except (FieldDoesNotExist, AttributeError):
        choices = {}
    return str(choices.get(value, value))
