"""Write merged catalogue entries: rows first, then one data version per scope, then values."""

from typing import Any

from django.db.models import Q

from indicators.data_versions import next_data_version, scope_of
from indicators.models import (
    Area,
    Breakdown,
    Domain,
    Indicator,
    IndicatorBreakdown,
    IndicatorRelation,
    Objective,
    Plan,
    Strategy,
    Target,
    TargetValue,
    User,
)

from .entries import JUDGING_FIELDS, Key
from .schema import Field, Fields
from .stored import Stored

REASON = "装载规划文件"
_MODELS: dict[str, Any] = {
    "plan": Plan,
    "domain": Domain,
    "objective": Objective,
    "strategy": Strategy,
    "indicator": Indicator,
    "relation": IndicatorRelation,
    "target": Target,
}
_DIMENSIONS = {"dimensions": False, "required_dimensions": True}
_NO_COLUMN = ("value", *_DIMENSIONS)


class Store:
    """Writes the fields that changed; knows the rows that were stored before."""

    def __init__(self, stored: Stored, by: User | None) -> None:
        self.rows: dict[Key, Any] = dict(stored.rows)
        self._by = by
        self._breakdowns = {row.name: row for row in Breakdown.objects.all()}
        self._areas = {row.code: row for row in Area.objects.all()}

    def write(self, writes: dict[Key, Fields]) -> dict[str, int]:
        """Store every entry of `writes`; returns the data version taken for each scope's code."""
        for key, fields in writes.items():
            if key in self.rows:
                self._change(key, fields)
            else:
                attributes = self._attributes(key, fields) | self._identity(key)
                self.rows[key] = _MODELS[key.kind].objects.create(**attributes)
            if key.kind == "indicator":
                self._set_dimensions(key, fields)
        versions = {
            scope.code: next_data_version(scope=scope, kind="catalogue", reason=REASON, by=self._by)
            for scope in self._moved_scopes(writes)
        }
        for key, fields in writes.items():
            if key.kind == "target" and "value" in fields:
                self._set_value(key, fields["value"], versions)
        return versions

    def scope_code(self, key: Key) -> str:
        """The scope in whose numbering a plan's entry changes; only for entries of plans."""
        return scope_of(self._plan(key).area).code

    def _change(self, key: Key, fields: Fields) -> None:
        row = self.rows[key]
        attributes = self._attributes(key, fields)
        for name, value in attributes.items():
            setattr(row, name, value)
        if attributes:
            row.save(update_fields=list(attributes))

    def _identity(self, key: Key) -> dict[str, Any]:
        """What makes a new row the one that its key names."""
        number = key.name.split("/")[-1]
        if key.kind == "domain":
            return {"plan": self._plan(key), "number": int(number)}
        if key.kind in ("objective", "strategy"):
            domain, own = number.split(".")
            row = self.rows[Key("domain", f"{key.plan_code}/{domain}")]
            return {"domain": row, "number": int(own)}
        if key.kind == "target":
            return {"plan": self._plan(key), "code": number}
        if key.kind == "relation":
            kind, left, right = key.name.split("/")
            return {"kind": kind, "left": self._indicator(left), "right": self._indicator(right)}
        return {"code": key.name}

    def _attributes(self, key: Key, fields: Fields) -> dict[str, Any]:
        """Fields as the model takes them: names of other entries become their rows."""
        rows = {
            "area": lambda name: self._areas[name],
            "predecessor": lambda name: self.rows[Key("plan", name)],
            "objective": lambda name: self.rows[Key("objective", f"{key.plan_code}/{name}")],
            "indicator": self._indicator,
            "other_indicator": self._indicator,
            "denominator_indicator": self._indicator,
            "breakdown": lambda name: self._breakdowns[name],
            "other_breakdown": lambda name: self._breakdowns[name],
        }
        return {
            name: value if name not in rows else rows[name](value) if value else None
            for name, value in fields.items()
            if name not in _NO_COLUMN
        }

    def _plan(self, key: Key) -> Any:
        return self.rows[Key("plan", key.plan_code)]

    def _indicator(self, code: str) -> Any:
        return self.rows[Key("indicator", code)]

    def _set_dimensions(self, key: Key, fields: Fields) -> None:
        row = self.rows[key]
        moved = [(name, required) for name, required in _DIMENSIONS.items() if name in fields]
        row.breakdowns.filter(required__in=[required for _, required in moved]).delete()
        IndicatorBreakdown.objects.bulk_create(
            [
                IndicatorBreakdown(
                    indicator=row, breakdown=self._breakdowns[breakdown], required=required
                )
                for name, required in moved
                for breakdown in _names(fields[name])
            ],
            # A breakdown that a person moved to the other list stays there.
            ignore_conflicts=True,
        )

    def _moved_scopes(self, writes: dict[Key, Fields]) -> list[Area]:
        """Scopes in which something that judgements rest on changed, in a fixed order."""
        judging = [key for key in writes if JUDGING_FIELDS[key.kind] & writes[key].keys()]
        indicators = [key.name for key in judging if key.kind == "indicator"]
        used = Q(indicator__code__in=indicators) | Q(other_indicator__code__in=indicators)
        plans = {key.plan_code for key in judging if key.kind != "indicator"}
        plans |= set(Target.objects.filter(used).values_list("plan__code", flat=True))
        scopes = {scope_of(self.rows[Key("plan", code)].area) for code in plans}
        return sorted(scopes, key=lambda scope: scope.path)

    def _set_value(self, key: Key, value: Any, versions: dict[str, int]) -> None:
        """Close the value in force and put the new one in its place."""
        plan = self._plan(key)
        version = versions[self.scope_code(key)]
        place = {"target": self.rows[key], "area": plan.area, "year": plan.end_year}
        TargetValue.objects.filter(**place, valid_to=None).update(valid_to=version)
        if value is not None:
            TargetValue.objects.create(
                **place,
                value=value,
                document=plan.document,
                reason=REASON,
                valid_from=version,
                set_by=self._by,
            )


def _names(field: Field) -> list[str]:
    return field if isinstance(field, list) else []
