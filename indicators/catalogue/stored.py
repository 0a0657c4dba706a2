"""The catalogue as the database holds it, field by field, to compare with the files."""

from collections import defaultdict
from typing import Any

from django.db.models import Model

from indicators.models import (
    Domain,
    Indicator,
    IndicatorBreakdown,
    IndicatorRelation,
    LoadedEntry,
    Objective,
    Plan,
    PlanState,
    Strategy,
    Target,
    TargetValue,
)

from .consistency import KINDS_WITH_NUMBER
from .entries import Key
from .schema import Fields, comparable, plain_number

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
OBJECTIVE_FIELDS = ("kind", "summary", "wording")
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
        self._read_relations()
        self._read_targets()

    def _add(self, key: Key, row: Model, fields: Fields) -> None:
        self.rows[key] = row
        self.fields[key] = fields

    def _read_plans(self) -> None:
        for plan in Plan.objects.select_related("area", "predecessor"):
            fields = _fields(plan, PLAN_FIELDS) | {
                "area": plan.area.code,
                "predecessor": plan.predecessor.code if plan.predecessor else "",
            }
            self._add(Key("plan", plan.code), plan, fields)
            if plan.state == PlanState.IN_FORCE:
                self.plans_in_force.add(plan.code)
        for domain in Domain.objects.select_related("plan"):
            key = Key("domain", f"{domain.plan.code}/{domain.number}")
            self._add(key, domain, {"name": domain.name})
        for objective in Objective.objects.select_related("domain__plan"):
            key = Key("objective", f"{objective.domain.plan.code}/{_number(objective)}")
            self._add(key, objective, _fields(objective, OBJECTIVE_FIELDS))
        for strategy in Strategy.objects.select_related("domain__plan"):
            key = Key("strategy", f"{strategy.domain.plan.code}/{_number(strategy)}")
            self._add(key, strategy, {"title": strategy.title})

    def _read_indicators(self) -> None:
        left_out = ("id", "code", "denominator_indicator")
        names = [field.name for field in Indicator._meta.fields if field.name not in left_out]
        dimensions: dict[tuple[int, bool], list[str]] = defaultdict(list)
        for row in IndicatorBreakdown.objects.select_related("breakdown").order_by("breakdown"):
            dimensions[row.indicator_id, row.required].append(row.breakdown.name)
        for indicator in Indicator.objects.select_related("denominator_indicator"):
            population = indicator.denominator_indicator
            fields = _fields(indicator, names) | {
                "denominator_indicator": population.code if population else "",
                "dimensions": dimensions[indicator.pk, False],
                "required_dimensions": dimensions[indicator.pk, True],
            }
            self._add(Key("indicator", indicator.code), indicator, fields)

    def _read_relations(self) -> None:
        for relation in IndicatorRelation.objects.select_related("left", "right"):
            name = f"{relation.kind}/{relation.left.code}/{relation.right.code}"
            self._add(Key("relation", name), relation, {})

    def _read_targets(self) -> None:
        values = {
            (value.target_id, value.area_id, value.year): value.value
            for value in TargetValue.objects.filter(valid_to=None)
        }
        targets = Target.objects.select_related(
            "plan",
            "objective__domain",
            "indicator",
            "breakdown",
            "other_indicator",
            "other_breakdown",
        )
        for target in targets:
            plan = target.plan
            fields = _fields(target, TARGET_FIELDS) | {
                "objective": _number(target.objective),
                "indicator": target.indicator.code,
                "breakdown": target.breakdown.name,
                "other_indicator": target.other_indicator.code if target.other_indicator else "",
                "other_breakdown": target.other_breakdown.name if target.other_breakdown else "",
                "value": None,
            }
            if target.kind in KINDS_WITH_NUMBER:  # what is issued year by year is no plan's text
                value = values.get((target.pk, plan.area_id, plan.end_year))
                fields["value"] = plain_number(value)
            self._add(Key("target", f"{plan.code}/{target.code}"), target, fields)
            if plan.code in self.plans_in_force:
                self.indicators_in_force.add(target.indicator.code)
                if target.other_indicator:
                    self.indicators_in_force.add(target.other_indicator.code)


def _number(part: Objective | Strategy) -> str:
    return f"{part.domain.number}.{part.number}"


def _fields(row: Model, names: Any) -> Fields:
    return {name: comparable(getattr(row, name)) for name in names}
