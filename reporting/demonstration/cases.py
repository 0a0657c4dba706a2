"""What does the demonstration show, and where? The table of cases, with the places to look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from indicators.catalogue.plan_access import readable_plans
from indicators.models import Indicator, Membership, Organisation, Plan, Role, Target, TargetKind
from reporting.models import Release

from .specification import DIRECTORY, read_yaml


@dataclass(frozen=True)
class Case:
    """One line of the table: what it shows, where, and what must be found there."""

    show: str
    expect: Mapping[str, Any]
    target: str = ""
    unit: str = ""
    area: str = ""
    plan: str = ""
    indicator: str = ""
    year: int = 0


@dataclass(frozen=True)
class CaseGroup:
    """The cases under one heading."""

    title: str
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Place:
    """Where a case is seen: words, and an address where this person may open one."""

    show: str
    words: str
    address: str = ""


@dataclass(frozen=True)
class PlaceGroup:
    """The places under one heading."""

    title: str
    places: tuple[Place, ...] = field(default_factory=tuple)


def read_cases() -> tuple[CaseGroup, ...]:
    """The table as it stands in the file."""
    return tuple(
        CaseGroup(group["title"], tuple(Case(**case) for case in group["cases"]))
        for group in read_yaml(DIRECTORY / "cases.yaml")
    )


def places_for(user: Any) -> list[PlaceGroup]:
    """Every case with the place where this person finds it. A constant number of queries."""
    finder = _Finder(user)
    return [
        PlaceGroup(group.title, tuple(finder.place(case) for case in group.cases))
        for group in read_cases()
    ]


def _name(target: Target) -> str:
    """The indicator, with the group or the two sides that the target is about."""
    sides = [side.name for side in (target.breakdown, target.other_breakdown) if side and side.pk]
    if target.kind == TargetKind.NARROW_GAP:
        return f"{target.indicator.name}的{'与'.join(sides)}差距"
    return target.indicator.name + "".join(f"·{side}" for side in sides)


class _Finder:
    """Knows the rows that cases name, read once."""

    def __init__(self, user: Any) -> None:
        targets = Target.objects.select_related("plan", "indicator", "breakdown", "other_breakdown")
        self._targets = {
            f"{target.plan.code}/{target.code}": target
            for target in targets.order_by("plan__position")
        }
        self._released = set(
            Release.objects.visible_to(user).released().values_list("area_id", "year")
        )
        self._plans = {plan.code: plan for plan in Plan.objects.all()}
        self._readable = set(readable_plans(user).values_list("pk", flat=True))
        self._units = dict(Organisation.objects.values_list("code", "name"))
        self._indicators = dict(Indicator.objects.values_list("code", "name"))
        self._usernames = dict(
            Membership.objects.filter(role=Role.STATISTICIAN).values_list(
                "organisation__code", "user__username"
            )
        )

    def place(self, case: Case) -> Place:
        if case.target:
            return self._of_target(case, self._targets.get(case.target))
        if case.plan:
            return self._of_plan(case)
        if case.unit:
            return self._of_return(case)
        return self._of_target(case, next(self._on_indicator(case.indicator), None))

    def _on_indicator(self, code: str) -> Iterator[Target]:
        return (row for row in self._targets.values() if row.indicator.code == code)

    def _of_target(self, case: Case, target: Target | None) -> Place:
        if target is None:
            return Place(case.show, "规划中没有这个目标")
        words = f"{_name(target)}（{target.plan.short_title}）{case.year}年"
        if (target.plan.area_id, case.year) not in self._released:
            return Place(case.show, f"{words}，发布后可见")
        address = reverse("target_page", args=[target.pk])
        return Place(case.show, words, f"{address}?{urlencode({'year': case.year})}")

    def _of_plan(self, case: Case) -> Place:
        plan = self._plans.get(case.plan)
        if plan is None:
            return Place(case.show, "没有这个规划")
        may_read = plan.pk in self._readable
        address = reverse("catalogue_plan", args=[plan.pk]) if may_read else ""
        return Place(case.show, plan.title, address)

    def _of_return(self, case: Case) -> Place:
        unit = self._units.get(case.unit, case.unit)
        indicator = self._indicators.get(case.indicator, case.indicator)
        username = self._usernames.get(case.unit, case.unit)
        return Place(case.show, f"{unit}“{indicator}”：以 {username} 登录，打开“我的任务”")
