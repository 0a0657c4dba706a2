"""Write merged catalogue entries: rows first, then one data version per scope, then values."""

from typing import Any

from indicators.data_versions import next_data_version, scope_of
from indicators.models import (
    Area,
    Breakdown,
    Domain,
    Indicator,
    Objective,
    Plan,
    Target,
    TargetValue,
    User,
)
from indicators.people.audit import record_act

from .entries import JUDGING_FIELDS, Key
from .schema import Fields
from .stored import Stored

_REASON = "装载规划文件"
_MODELS: dict[str, Any] = {
    "plan": Plan,
    "domain": Domain,
    "objective": Objective,
    "indicator": Indicator,
    "target": Target,
}


class Store:
    """Writes the fields that changed; knows the rows that were stored before."""

    def __init__(self, stored: Stored, by: User | None) -> None:
        self._rows: dict[Key, Any] = dict(stored.rows)
        self._before = stored.fields
        self._by = by
        self._breakdowns = {row.name: row for row in Breakdown.objects.all()}
        self._areas = {row.code: row for row in Area.objects.all()}

    def write(self, writes: dict[Key, Fields]) -> dict[str, int]:
        """Store every entry of `writes`; returns the data version taken for each scope's code."""
        for key, fields in writes.items():
            if key in self._rows:
                self._change(key, fields)
            else:
                self._add(key, fields)
        versions = {
            scope.code: next_data_version(
                scope=scope, kind="catalogue", reason=_REASON, by=self._by
            )
            for scope in self._moved_scopes(writes)
        }
        for key, fields in writes.items():
            if key.kind == "target" and "value" in fields:
                self._set_value(key, fields["value"], versions)
        return versions

    def _add(self, key: Key, fields: Fields) -> None:
        attributes = self._attributes(key, fields) | self._identity(key)
        self._rows[key] = _MODELS[key.kind].objects.create(**attributes)

    def _change(self, key: Key, fields: Fields) -> None:
        row = self._rows[key]
        attributes = self._attributes(key, fields)
        for name, value in attributes.items():
            setattr(row, name, value)
        if attributes:
            row.save(update_fields=list(attributes))
        record_act(
            by=self._by,
            action="catalogue.load",
            subject=row,
            old={name: self._before[key][name] for name in fields},
            new=dict(fields),
            reason=_REASON,
        )

    def _identity(self, key: Key) -> dict[str, Any]:
        """What makes a new row the one that its key names."""
        number = key.name.split("/")[-1]
        if key.kind == "domain":
            return {"plan": self._plan(key), "number": int(number)}
        if key.kind == "objective":
            domain, own = number.split(".")
            row = self._rows[Key("domain", f"{key.plan_code}/{domain}")]
            return {"domain": row, "number": int(own)}
        if key.kind == "target":
            return {"plan": self._plan(key), "code": number}
        return {"code": key.name}

    def _attributes(self, key: Key, fields: Fields) -> dict[str, Any]:
        """Fields as the model takes them: names of other entries become their rows."""
        attributes: dict[str, Any] = dict(fields)
        attributes.pop("value", None)
        if "area" in fields:
            attributes["area"] = self._areas[str(fields["area"])]
        if "objective" in fields:
            name = f"{key.plan_code}/{fields['objective']}"
            attributes["objective"] = self._rows[Key("objective", name)]
        if "indicator" in fields:
            attributes["indicator"] = self._rows[Key("indicator", str(fields["indicator"]))]
        if "breakdown" in fields:
            attributes["breakdown"] = self._breakdowns[str(fields["breakdown"])]
        return attributes

    def _plan(self, key: Key) -> Any:
        return self._rows[Key("plan", key.plan_code)]

    def _moved_scopes(self, writes: dict[Key, Fields]) -> list[Area]:
        """Scopes in which something that judgements rest on changed, in a fixed order."""
        plans: set[str] = set()
        indicators: set[str] = set()
        for key, fields in writes.items():
            if not JUDGING_FIELDS[key.kind] & fields.keys():
                continue
            (indicators if key.kind == "indicator" else plans).add(
                key.name if key.kind == "indicator" else key.plan_code
            )
        plans |= set(
            Target.objects.filter(indicator__code__in=indicators).values_list(
                "plan__code", flat=True
            )
        )
        scopes = {scope_of(self._rows[Key("plan", code)].area) for code in plans}
        return sorted(scopes, key=lambda scope: scope.path)

    def _set_value(self, key: Key, value: Any, versions: dict[str, int]) -> None:
        """Close the value in force and put the new one in its place."""
        plan = self._plan(key)
        version = versions[scope_of(plan.area).code]
        place = {"target": self._rows[key], "area": plan.area, "year": plan.end_year}
        TargetValue.objects.filter(**place, valid_to=None).update(valid_to=version)
        if value is not None:
            TargetValue.objects.create(
                **place,
                value=value,
                document=plan.document,
                reason=_REASON,
                valid_from=version,
                set_by=self._by,
            )
