"""The indicator library: searched and filtered by the address."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from indicators.catalogue.plan_access import readable_plans
from indicators.models import Area, Domain, Indicator, Plan, Target
from reporting.catalogue_pages.search import contains_all, terms_of
from reporting.catalogue_pages.target_rows import Lead, lead_of, leads_of

SEARCHED = ("name", "short_name", "code", "unit", "lead", "definition")
BY_TERM, AD_HOC = "term", "ad_hoc"


@dataclass(frozen=True)
class Filters:
    """What the address asks for; an empty field asks for everything."""

    q: str = ""
    plan: str = ""
    domain: str = ""
    lead: str = ""
    cadence: str = ""

    @classmethod
    def from_address(cls, query: QueryDict) -> "Filters":
        return cls(**{name: query.get(name, "") for name in cls.__annotations__})

    @property
    def is_set(self) -> bool:
        return any(vars(self).values())


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator of the list; `targets` counts its readable targets."""

    indicator: Indicator
    lead: Lead
    targets: int


@dataclass(frozen=True)
class Choices:
    """What the filters offer."""

    plans: list[Plan]
    domains: list[Domain]
    leads: list[str]
    cadences: list[tuple[str, str]]


def indicator_rows(user: Any, filters: Filters, area: Area) -> list[IndicatorRow]:
    """The indicators that fit, in the order of the library."""
    targets = Target.objects.filter(plan__in=readable_plans(user))
    indicators: QuerySet[Indicator] = Indicator.objects.measured().filter(
        contains_all(terms_of(filters.q), SEARCHED)
    )
    if filters.plan or filters.domain:
        indicators = indicators.filter(pk__in=_within(targets, filters).values("indicator"))
    indicators = indicators.filter(_cadence(filters.cadence))
    leads, counts = leads_of(area), _counts(targets)
    rows = [IndicatorRow(row, lead_of(row, leads), counts.get(row.pk, 0)) for row in indicators]
    return [row for row in rows if filters.lead in ("", row.lead.name)]


def choices(user: Any, filters: Filters, area: Area) -> Choices:
    """Plans, domains of the chosen plan (else of all), leads and cadences that occur."""
    plans = list(readable_plans(user))
    domains = Domain.objects.filter(plan__in=plans).select_related("plan")
    if filters.plan:
        domains = domains.filter(plan__code=filters.plan)
    leads = leads_of(area)
    indicators = list(Indicator.objects.measured())
    names = {lead_of(row, leads).name for row in indicators} - {""}
    return Choices(
        plans,
        list(domains.order_by("plan__position", "plan__code", "number")),
        sorted(names),
        _cadences(indicators),
    )


def _within(targets: QuerySet[Target], filters: Filters) -> QuerySet[Target]:
    if filters.plan:
        targets = targets.filter(plan__code=filters.plan)
    if filters.domain:
        is_number = filters.domain.isascii() and filters.domain.isdigit()
        known = is_number and len(filters.domain) < 10
        targets = targets.filter(objective__domain=int(filters.domain) if known else 0)
    return targets


def _counts(targets: QuerySet[Target]) -> dict[int, int]:
    rows = targets.order_by().values("indicator").annotate(number=Count("id"))
    return dict(rows.values_list("indicator", "number"))


def _cadence(code: str) -> Q:
    if code == BY_TERM:
        return Q(by_term=True)
    if code == AD_HOC:
        return Q(ad_hoc=True)
    if not code:
        return Q()
    years = int(code) if code.isascii() and code.isdigit() and len(code) < 3 else 0
    return Q(by_term=False, ad_hoc=False, cadence_years=years)


def _cadences(indicators: Iterable[Indicator]) -> list[tuple[str, str]]:
    rows = list(indicators)
    years = sorted({row.cadence_years for row in rows if not (row.by_term or row.ad_hoc)})
    found = [(str(each), "每年" if each == 1 else f"每{each}年") for each in years]
    if any(row.by_term for row in rows):
        found.append((BY_TERM, "按届"))
    if any(row.ad_hoc for row in rows):
        found.append((AD_HOC, "不定期"))
    return found
