"""Search over plans, objectives, targets, strategies, indicators, units and areas: every word must
occur. A hit leads to what it says and, where there is one, to the page of how it stands."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from indicators.catalogue.plan_access import readable_plans
from indicators.models import (
    Area,
    Indicator,
    Objective,
    Organisation,
    Plan,
    PlanState,
    Strategy,
    Target,
)
from indicators.people.readers import readable_areas, readable_units
from reporting.catalogue_pages.target_rows import values_of
from reporting.catalogue_pages.words import promise

LONGEST_QUERY, MOST_TERMS, SHOWN = 60, 6, 50


@dataclass(frozen=True)
class Hit:
    """One entry that was found: its words, where it is said, its page, and a second page."""

    words: str
    locator: str
    address: str
    other: str = ""
    other_address: str = ""


@dataclass(frozen=True)
class HitGroup:
    """What was found of one kind; `has_more` where only the first are shown."""

    title: str
    hits: list[Hit]
    has_more: bool


def terms_of(text: str) -> list[str]:
    """The words to look for: full-width signs become plain, control characters are dropped."""
    plain = unicodedata.normalize("NFKC", text)[:LONGEST_QUERY]
    readable = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Cs", "Zs") else sign for sign in plain
    )
    return readable.split()[:MOST_TERMS]


def contains_all(terms: Iterable[str], fields: Sequence[str]) -> Q:
    """A filter: every term occurs in one of the fields, whatever its case."""
    condition = Q()
    for term in terms:
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": term})
        condition &= anywhere
    return condition


def search(user: Any, text: str) -> list[HitGroup]:
    """What this person may read and what holds every word of `text`, by kind of entry."""
    terms = terms_of(text)
    if not terms:
        return []
    groups = [
        _group("规划", _plans(user, terms), _plan_hit),
        _group("主要目标", _objectives(user, terms), _objective_hit),
        _target_group(_targets(user, terms)),
        _group("策略措施", _strategies(user, terms), _strategy_hit),
        _group("指标", _indicators(terms), _indicator_hit),
        _group("单位", _units(user, terms), _unit_hit),
        _group("地区", _areas(user, terms), _area_hit),
    ]
    return [group for group in groups if group.hits]


def _group(title: str, rows: QuerySet[Any], hit: Any) -> HitGroup:
    found: list[Model] = list(rows[: SHOWN + 1])
    return HitGroup(title, [hit(row) for row in found[:SHOWN]], len(found) > SHOWN)


def _target_group(rows: QuerySet[Target]) -> HitGroup:
    """Targets say what they ask for, so their values are read along."""
    found = list(rows[: SHOWN + 1])
    values = values_of(found)
    hits = []
    for row in found[:SHOWN]:
        value = values.get(row.pk, {}).get(row.plan.end_year)
        words = f"{row.label}：{promise(row, value.value if value else None)}"
        hits.append(_target_hit(row, words))
    return HitGroup("目标", hits, len(found) > SHOWN)


def _target_hit(row: Target, words: str) -> Hit:
    """What was promised; how it stands only once the plan is in force."""
    locator = f"{row.objective.locator} · {row.code}"
    address = reverse("catalogue_target", args=[row.pk])
    if row.plan.state != PlanState.IN_FORCE:
        return Hit(words, locator, address)
    return Hit(words, locator, reverse("target_page", args=[row.pk]), "目标内容", address)


def _plans(user: Any, terms: list[str]) -> QuerySet[Plan]:
    fields = ("title", "short_title", "document", "domains__name")
    found = readable_plans(user).filter(contains_all(terms, fields))
    return Plan.objects.filter(pk__in=found.values("pk")).select_related("area")


def _objectives(user: Any, terms: list[str]) -> QuerySet[Objective]:
    return (
        Objective.objects.filter(domain__plan__in=readable_plans(user))
        .filter(contains_all(terms, ("summary", "wording")))
        .select_related("domain__plan")
        .order_by("domain__plan__position", "domain__plan__code", "domain__number", "number")
    )


def _targets(user: Any, terms: list[str]) -> QuerySet[Target]:
    fields = ("code", "note", "indicator__name", "indicator__short_name", "breakdown__name")
    return (
        Target.objects.filter(plan__in=readable_plans(user))
        .filter(contains_all(terms, fields))
        .select_related(
            "plan",
            "objective__domain__plan",
            "indicator",
            "breakdown",
            "other_indicator",
            "other_breakdown",
        )
        .order_by("plan__position", "plan__code", "position", "code")
    )


def _strategies(user: Any, terms: list[str]) -> QuerySet[Strategy]:
    return (
        Strategy.objects.filter(domain__plan__in=readable_plans(user))
        .filter(contains_all(terms, ("title",)))
        .select_related("domain__plan")
        .order_by("domain__plan__position", "domain__plan__code", "domain__number", "number")
    )


def _indicators(terms: list[str]) -> QuerySet[Indicator]:
    fields = ("name", "short_name", "code", "definition", "numerator", "denominator", "lead")
    return Indicator.objects.filter(contains_all(terms, fields))


def _units(user: Any, terms: list[str]) -> QuerySet[Organisation]:
    return readable_units(user).filter(contains_all(terms, ("name", "code")))


def _areas(user: Any, terms: list[str]) -> QuerySet[Area]:
    return readable_areas(user).filter(contains_all(terms, ("name", "code")))


def _plan_hit(plan: Plan) -> Hit:
    locator = f"{plan.area} · {plan.document}"
    standing = reverse("plan_page", args=[plan.pk])
    return Hit(plan.title, locator, reverse("catalogue_plan", args=[plan.pk]), "逐条进展", standing)


def _objective_hit(row: Objective) -> Hit:
    standing = f"{reverse('plan_page', args=[row.domain.plan_id])}#objective-{row.pk}"
    address = reverse("catalogue_objective", args=[row.pk])
    return Hit(row.summary, row.locator, address, "进展", standing)


def _strategy_hit(row: Strategy) -> Hit:
    locator = f"{row.domain.plan.short_title} 领域{row.domain.number} 策略措施{row.number}"
    address = reverse("catalogue_domain", args=[row.domain_id])
    return Hit(row.title, locator, f"{address}#strategy-{row.number}")


def _indicator_hit(row: Indicator) -> Hit:
    locator = f"指标库 · {row.code} · {row.unit}"
    sheet = reverse("indicator_sheet", args=[row.pk])
    return Hit(row.name, locator, reverse("indicator_page", args=[row.pk]), "指标解释", sheet)


def _unit_hit(row: Organisation) -> Hit:
    return Hit(row.name, f"{row.area} · {row.code}", reverse("unit_page", args=[row.pk]))


def _area_hit(row: Area) -> Hit:
    locator = f"{row.get_level_display()} · {row.code}"
    return Hit(row.name, locator, reverse("area_page", args=[row.pk]))
