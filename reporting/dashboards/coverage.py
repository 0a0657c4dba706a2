"""Which targets have data, in which groups and counties, since when? And what measures nothing?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.http import QueryDict

from indicators.models import (
    Area,
    Breakdown,
    CountySource,
    Domain,
    IndicatorBreakdown,
    Objective,
    PlanState,
    Target,
)
from reporting.assessment.reading import Reading
from reporting.dashboards.area_table import domain_code
from reporting.dashboards.coverage_cells import (
    NEVER,
    NOT_ASKED,
    WITH_DATA,
    CoverageCell,
    joined,
    state_of,
)
from reporting.dashboards.coverage_reads import (
    Key,
    asked_groups,
    counties_with,
    reasons_for,
    spans_of,
    targets_of,
)
from reporting.dashboards.reads import Lead, leads_in

SEX, RESIDENCE = "sex", "residence"


@dataclass(frozen=True)
class Filters:
    """What the address asks for; an empty field asks for everything."""

    plan: str = ""
    domain: str = ""
    unit: str = ""
    state: str = ""

    @classmethod
    def from_address(cls, query: QueryDict) -> "Filters":
        return cls(**{name: query.get(name, "") for name in cls.__annotations__})

    @property
    def is_set(self) -> bool:
        return any(vars(self).values())

    def wants(self, row: "CoverageRow") -> bool:
        return (
            self.plan in ("", row.domain.plan.code)
            and self.domain in ("", domain_code(row.domain))
            and self.unit in ("", row.lead.name)
            and self.state in ("", row.own.state)
        )


@dataclass(frozen=True)
class CoverageRow:
    """One target: its own cell, by sex, by residence, and how many counties have the year."""

    target: Target
    lead: Lead
    own: CoverageCell
    sex: CoverageCell
    residence: CoverageCell
    counties: int
    of_counties: int

    @property
    def domain(self) -> Domain:
        return self.target.objective.domain


@dataclass(frozen=True)
class Share:
    """A count with its denominator: 本年度有数据 98 / 132."""

    word: str
    count: int
    total: int


@dataclass(frozen=True)
class Coverage:
    """Everything on the page."""

    rows: tuple[CoverageRow, ...]
    shares: tuple[Share, ...]
    unmeasured: tuple[Objective, ...]
    objectives: int
    total: int
    domains: tuple[tuple[str, str], ...]
    units: tuple[str, ...]


def coverage_of(reading: Reading, area: Area, parts: Sequence[Area], filters: Filters) -> Coverage:
    """The targets of the reading's plans as `area` (itself or a part) has data for them.

    The number of queries does not grow with targets, areas or years. Counties are counted where
    the area is the reading's own.
    """
    targets = targets_of(reading.area)
    spans = spans_of(reading, area, targets)
    reasons = reasons_for(reading, area, targets)
    asked = asked_groups(targets)
    counted = counties_with(reading, parts, targets) if area == reading.area else {}
    leads = leads_in(reading)
    every = [
        _row(target, reading.year, area, len(parts), spans, reasons, asked, counted, leads)
        for target in targets
    ]
    rows = tuple(row for row in every if filters.wants(row))
    objectives = list(
        Objective.objects.filter(domain__plan__area=reading.area)
        .filter(domain__plan__state=PlanState.IN_FORCE)
        .annotate(measured=Count("targets"))
        .select_related("domain__plan")
        .order_by("domain__plan__position", "domain__number", "number")
    )
    within = [row for row in objectives if _holds(filters, row.domain)]
    domains = {row.domain: None for row in every if filters.plan in ("", row.domain.plan.code)}
    return Coverage(
        rows,
        _shares(rows, area == reading.area and bool(parts)),
        tuple(row for row in within if not row.measured),
        len(within),
        len(every),
        tuple((domain_code(each), f"{each.plan.short_title} · {each.name}") for each in domains),
        tuple(sorted({row.lead.name for row in every} - {""})),
    )


def _row(
    target: Target,
    year: int,
    area: Area,
    parts: int,
    spans: Mapping[Key, tuple[int, int]],
    reasons: Mapping[Key, str],
    asked: Mapping[int, Sequence[IndicatorBreakdown]],
    counted: Mapping[Key, int],
    leads: Mapping[int, Lead],
) -> CoverageRow:
    indicator = target.indicator
    is_part = area.pk != target.plan.area_id

    def cell(breakdown: int) -> CoverageCell:
        key = (indicator.pk, breakdown)
        return state_of(indicator, year, spans.get(key), reasons.get(key, ""))

    def group(dimension: str) -> CoverageCell:
        members = [row for row in asked.get(indicator.pk, ()) if _is_of(row.breakdown, dimension)]
        is_required = any(row.required for row in members)
        return joined([cell(row.breakdown_id) for row in members], is_required=is_required)

    if is_part and indicator.county_source == CountySource.NONE:
        own = sex = residence = CoverageCell(NOT_ASKED)
    else:
        own, sex, residence = cell(target.breakdown_id), group(SEX), group(RESIDENCE)
    return CoverageRow(
        target,
        leads.get(indicator.pk) or Lead(indicator.lead, False),
        own,
        sex,
        residence,
        counted.get((indicator.pk, target.breakdown_id), 0),
        0 if is_part or indicator.county_source == CountySource.NONE else parts,
    )


def _is_of(breakdown: Breakdown, dimension: str) -> bool:
    """The group differs from the total in this dimension alone."""
    codes = {SEX: breakdown.sex, RESIDENCE: breakdown.residence, "age": breakdown.age}
    return [name for name, code in codes.items() if code != "_T"] == [dimension]


def _holds(filters: Filters, domain: Domain) -> bool:
    return filters.plan in ("", domain.plan.code) and filters.domain in ("", domain_code(domain))


def _shares(rows: Sequence[CoverageRow], has_parts: bool) -> tuple[Share, ...]:
    asked = [row for row in rows if row.own.state != NOT_ASKED]
    by_sex = [row for row in rows if row.sex.state != NOT_ASKED]
    by_residence = [row for row in rows if row.residence.state != NOT_ASKED]
    shares = [
        Share("本年度有数据的目标", sum(row.own.state == WITH_DATA for row in asked), len(asked)),
        Share("有过数据的目标", sum(row.own.state != NEVER for row in asked), len(asked)),
        Share("分性别的", sum(row.sex.state == WITH_DATA for row in by_sex), len(by_sex)),
        Share(
            "分城乡的",
            sum(row.residence.state == WITH_DATA for row in by_residence),
            len(by_residence),
        ),
    ]
    if has_parts:
        shares.append(
            Share(
                "县（市、区）数据格",
                sum(r.counties for r in rows),
                sum(r.of_counties for r in rows),
            )
        )
    return tuple(shares)
