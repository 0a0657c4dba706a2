"""A read catalogue as one flat list of keyed entries, in the order in which they can be stored.

Also says which fields move a verdict: those of a plan in force never change silently.
"""

from collections.abc import Iterator
from typing import NamedTuple

from .schema import Catalogue, Fields, ObjectiveEntry, PlanEntry, fields_of

JUDGING_FIELDS: dict[str, frozenset[str]] = {
    "plan": frozenset({"audience", "base_year", "start_year", "end_year", "state"}),
    "domain": frozenset(),
    "objective": frozenset(),
    "strategy": frozenset(),
    "relation": frozenset(),
    "indicator": frozenset(
        {
            "unit",
            "decimals",
            "better",
            "scale",
            "value_mode",
            "definition",
            "numerator",
            "denominator",
            "multiplier",
            "gross",
            "count_kind",
            "cadence_years",
            "by_term",
            "ad_hoc",
            "reference_period",
            "city_value",
        }
    ),
    "target": frozenset(
        {
            "objective",
            "indicator",
            "breakdown",
            "other_indicator",
            "other_breakdown",
            "kind",
            "value",
            "side",
            "maintain",
            "every_unit",
            "cumulative",
            "sustained",
            "tolerance",
        }
    ),
}


class Key(NamedTuple):
    """What an entry is and how it is called: ("target", "women/W1.02-1")."""

    kind: str
    name: str

    @property
    def plan_code(self) -> str:
        """The plan that an entry belongs to; meaningless for indicators and their
        relations."""
        return self.name.split("/")[0]


def listed_entries(catalogue: Catalogue, area_code: str) -> Iterator[tuple[Key, Fields]]:
    """Every entry with its comparable fields; plans without an area get `area_code`."""
    # A population is stored before the indicators that divide by it.
    for indicator in sorted(catalogue.indicators, key=lambda entry: not entry.is_population):
        yield Key("indicator", indicator.code), fields_of(indicator, without=("code",))
    for relation in catalogue.relations:
        yield Key("relation", f"{relation.kind}/{relation.left}/{relation.right}"), {}
    for plan in catalogue.plans:
        yield from _plan_entries(plan, area_code)


def _plan_entries(plan: PlanEntry, area_code: str) -> Iterator[tuple[Key, Fields]]:
    fields = fields_of(plan, without=("code",)) | {"area": plan.area or area_code}
    yield Key("plan", plan.code), fields
    for domain in plan.domains:
        yield Key("domain", f"{plan.code}/{domain.number}"), {"name": domain.name}
        for objective in domain.objectives:
            key = Key("objective", f"{plan.code}/{domain.number}.{objective.number}")
            yield key, _objective_fields(objective)
            for target in objective.targets:
                key = Key("target", f"{plan.code}/{target.code}")
                yield key, fields_of(target, without=("code", "unit"))
        for strategy in domain.strategies:
            key = Key("strategy", f"{plan.code}/{domain.number}.{strategy.number}")
            yield key, {"title": strategy.title}


def _objective_fields(objective: ObjectiveEntry) -> Fields:
    """A file without the official wording has no opinion about the one that the office attached."""
    fields = fields_of(objective, without=("number",))
    if not objective.wording:
        del fields["wording"]
    return fields
