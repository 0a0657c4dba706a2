"""The catalogue as the database holds it, field by field, to compare with the files."""

from decimal import Decimal
from typing import Any

from django.db.models import Model

from indicators.models import (
    Domain,
    Indicator,
    LoadedEntry,
    Objective,
    Plan,
    PlanState,
    Target,
    TargetValue,
)

from .entries import Key
from .schema import Field, Fields, plain_number

PLAN_FIELDS = (
    "audience",
    "title",
    "short_title",
    "document",
    "base_year",
    "start_year",
    "end_year",
    "state",
    "position",
)
OBJECTIVE_FIELDS = ("kind", "summary")
TARGET_FIELDS = (
    "kind",
    "measurability",
    "side",
    "maintain",
    "every_unit",
    "cumulative",
    "sustained",
    "tolerance",
    "softener",
    "note",
    "position",
)


class Stored:
    """One reading of the stored catalogue: rows and their comparable fields by key."""

    def __init__(self) -> None:
        self.rows: dict[Key, Model] = {}
        self.fields: dict[Key, Fields] = {}
        self.plans_in_force: set[str] = set()
        self.indicators_in_force: set[str] = set()
        self.bases: dict[Key, Fields] = {
            Key(entry.kind, entry.key): entry.fields for entry in LoadedEntry.objects.all()
        }
        self._read_plans()
        self._read_indicators()
        self._read_targets()

    def _add(self, key: Key, row: Model, fields: Fields) -> None:
        self.rows[key] = row
        self.fields[key] = fields

    def _read_plans(self) -> None:
        for plan in Plan.objects.select_related("area"):
            fields = _fields(plan, PLAN_FIELDS) | {"area": plan.area.code}
            self._add(Key("plan", plan.code), plan, fields)
            if plan.state == PlanState.IN_FORCE:
                self.plans_in_force.add(plan.code)
        for domain in Domain.objects.select_related("plan"):
            key = Key("domain", f"{domain.plan.code}/{domain.number}")
            self._add(key, domain, {"name": domain.name})
        for objective in Objective.objects.select_related("domain__plan"):
            key = Key("objective", f"{objective.domain.plan.code}/{_number(objective)}")
            self._add(key, objective, _fields(objective, OBJECTIVE_FIELDS))

    def _read_indicators(self) -> None:
        names = [field.name for field in Indicator._meta.fields if field.name not in ("id", "code")]
        for indicator in Indicator.objects.all():
            self._add(Key("indicator", indicator.code), indicator, _fields(indicator, names))

    def _read_targets(self) -> None:
        values = {
            (value.target_id, value.area_id, value.year): value.value
            for value in TargetValue.objects.filter(valid_to=None)
        }
        targets = Target.objects.select_related(
            "plan", "objective__domain", "indicator", "breakdown"
        )
        for target in targets:
            plan = target.plan
            fields = _fields(target, TARGET_FIELDS) | {
                "objective": _number(target.objective),
                "indicator": target.indicator.code,
                "breakdown": target.breakdown.name,
                "value": plain_number(values.get((target.pk, plan.area_id, plan.end_year))),
            }
            self._add(Key("target", f"{plan.code}/{target.code}"), target, fields)
            if plan.code in self.plans_in_force:
                self.indicators_in_force.add(target.indicator.code)


def _number(objective: Objective) -> str:
    return f"{objective.domain.number}.{objective.number}"


def _fields(row: Model, names: Any) -> Fields:
    return {name: _comparable(getattr(row, name)) for name in names}


def _comparable(value: Any) -> Field:
    return plain_number(value) if isinstance(value, Decimal) else value
