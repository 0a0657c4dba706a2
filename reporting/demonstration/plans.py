"""Plans made in the system: 甲县's own, and the next city plans, copied from those in force."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from indicators.catalogue.draft_content import (
    DomainDraft,
    HeaderDraft,
    ObjectiveDraft,
    TargetDraft,
)
from indicators.catalogue.draft_reading import plan_digest
from indicators.catalogue.draft_states import move_plan
from indicators.catalogue.drafting import create_plan
from indicators.models import Area, Indicator, ObjectiveKind, Plan, PlanState, User
from reporting.planning.succession import copy_plan

NEXT_BASE, NEXT_START, NEXT_END = 2025, 2026, 2030


def add_county_plan(entry: Mapping[str, Any], *, by: User) -> Plan:
    """A county's own plan: drafted, consulted on and brought into force by its office."""
    header = HeaderDraft(
        title=entry["title"],
        short_title=entry["short_title"],
        audience=entry["audience"],
        document=entry["document"],
        base_year=entry["base_year"],
        start_year=entry["start_year"],
        end_year=entry["end_year"],
    )
    indicators = dict(Indicator.objects.values_list("code", "id"))
    plan = create_plan(
        area=Area.objects.get(code=entry["area"]),
        header=header,
        domains=[
            _domain(number, domain, indicators)
            for number, domain in enumerate(entry["domains"], start=1)
        ],
        by=by,
    )
    for state in (PlanState.CONSULTATION, PlanState.IN_FORCE):
        _move(plan, state, by)
    return plan


def _move(plan: Plan, state: str, by: User) -> None:
    plan.refresh_from_db()
    move_plan(plan=plan, wanted=state, seen=plan_digest(plan), by=by)


def _domain(number: int, entry: Mapping[str, Any], indicators: Mapping[str, int]) -> DomainDraft:
    objectives = [
        ObjectiveDraft(
            number=place,
            kind=ObjectiveKind.QUANTIFIED,
            summary=objective["summary"],
            targets=tuple(
                TargetDraft(
                    indicator_id=indicators[target["indicator"]],
                    kind=target["kind"],
                    value=Decimal(str(target["value"])),
                )
                for target in objective["targets"]
            ),
        )
        for place, objective in enumerate(entry["objectives"], start=1)
    ]
    return DomainDraft(number=number, name=entry["name"], objectives=tuple(objectives))


def add_next_plans(entries: Iterable[Mapping[str, Any]], *, by: User) -> None:
    """Copy the city's plans for the next period, with the last released values as baselines."""
    for entry in entries:
        old = Plan.objects.select_related("area").get(code=entry["of"])
        header = HeaderDraft(
            title=entry["title"],
            short_title=entry["short_title"],
            audience=old.audience,
            document="",
            base_year=NEXT_BASE,
            start_year=NEXT_START,
            end_year=NEXT_END,
        )
        plan = copy_plan(old=old, header=header, by=by)
        if entry["state"] != plan.state:
            _move(plan, entry["state"], by)
