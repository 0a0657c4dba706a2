"""What the pages of 目标测算 show: one indicator with several candidates, or a whole draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Max

from indicators.catalogue.draft_reading import target_drafts
from indicators.clock import today
from indicators.models import Area, Domain, Indicator, Installation, Plan, Target, TargetKind
from indicators.people.access import FIGURE_ROLES, access_of
from reporting.assessment.reading import Reading

from . import prospect_words as words
from .prospects import (
    Comparison,
    Prospect,
    candidate_prospects,
    comparisons,
    draft_prospects,
    prospect_reading,
)

YEARS_AHEAD = 5


@dataclass(frozen=True)
class Line:
    """One candidate or target in words."""

    demand: str
    projection: str
    interval: str
    chance: str
    called: str
    needed: str
    no_chance: str
    sentence: str


@dataclass(frozen=True)
class QuestionPage:
    """The answer for one indicator; `lines` are empty where nothing can be computed."""

    indicator: Indicator
    reading: Reading | None
    end_year: int
    latest: str
    history: str
    lines: tuple[Line, ...]
    compared: tuple[tuple[Comparison, str], ...]
    obstacle: str = ""
    kind: str = ""

    @property
    def is_unusual(self) -> bool:
        """The kind asks for the bad direction."""
        opposite = {TargetKind.AT_LEAST: -1, TargetKind.AT_MOST: 1}
        return opposite.get(TargetKind(self.kind)) == self.indicator.better


@dataclass(frozen=True)
class DraftLine:
    """One target of a plan with its answer."""

    target: Target
    line: Line | None
    latest: str
    history: str
    compared: tuple[tuple[Comparison, str], ...]

    @property
    def question_kind(self) -> str:
        """With which kind the indicator's own page is asked."""
        if self.target.kind in (TargetKind.AT_LEAST, TargetKind.AT_MOST, TargetKind.ABOUT):
            return self.target.kind
        return _usual_kind(self.target.indicator)


@dataclass(frozen=True)
class DraftPage:
    """The answers for all targets of a plan, by domain."""

    reading: Reading | None
    groups: tuple[tuple[Domain, tuple[DraftLine, ...]], ...]
    unanswered: int


def own_area(user: Any) -> Area:
    """The area a person reckons for: their own county, or the installation's area."""
    whole = Installation.objects.select_related("area").get().area
    paths = access_of(user).area_paths(FIGURE_ROLES)
    inside = [path for path in paths if path.startswith(whole.path)]
    if not inside or access_of(user).covers(whole.path, FIGURE_ROLES):
        return whole
    return Area.objects.get(path=min(inside))


def default_question(area: Area) -> dict[str, Any]:
    """The next plan's end where one is drafted, else some years ahead."""
    last = Plan.objects.filter(area=area).aggregate(Max("end_year"))["end_year__max"]
    return {"kind": TargetKind.AT_LEAST, "end_year": last or today().year + YEARS_AHEAD}


def question_page(
    user: Any,
    area: Area,
    indicator: Indicator,
    *,
    kind: str,
    end_year: int,
    maintain: bool,
    candidates: Sequence[Decimal],
) -> QuestionPage:
    """Candidates of one indicator for an area; without candidates some are proposed."""
    reading = prospect_reading(user, area)
    obstacle = _obstacle(reading, end_year)
    if reading is None or obstacle:
        return QuestionPage(indicator, reading, end_year, "", "", (), (), obstacle)
    plan = Plan(area=area, base_year=reading.year, start_year=reading.year + 1, end_year=end_year)
    asked = Target(plan=plan, indicator=indicator, kind=kind, maintain=maintain)
    chosen = list(candidates) or _proposed(reading, asked)
    prospects = candidate_prospects(reading, asked, chosen)
    if not prospects:
        obstacle = f"{area.name}还没有“{indicator.name}”的数据，不能测算。"
        return QuestionPage(indicator, reading, end_year, "", "", (), (), obstacle)
    first = prospects[0]
    return QuestionPage(
        indicator=indicator,
        reading=reading,
        end_year=end_year,
        latest=_latest(first, indicator, kind),
        history=words.history_words(first, indicator),
        lines=tuple(_line(each, indicator, kind, end_year) for each in prospects),
        compared=_compared(comparisons(reading, [indicator.pk]).get(indicator.pk, []), indicator),
        kind=kind,
    )


def _usual_kind(indicator: Indicator) -> str:
    return str(TargetKind.AT_MOST if indicator.better < 0 else TargetKind.AT_LEAST)


def _obstacle(reading: Reading | None, end_year: int) -> str:
    if reading is None:
        return "还没有已发布的数据，不能测算。数据发布后再来。"
    if end_year <= reading.year:
        return f"目标年须晚于数据年份（{reading.year}年）。"
    return ""


def _proposed(reading: Reading, asked: Target) -> list[Decimal]:
    """Five steps over the 80 % interval of the forecast, in figures that can be judged."""
    first = candidate_prospects(reading, asked, [Decimal(0)])
    if not first or first[0].value is None:
        return []
    now = first[0].value
    (expected,) = candidate_prospects(reading, asked, [Decimal(str(now))])
    known = [
        each for each in (expected.low, expected.projection, expected.high) if each is not None
    ]
    low, high = min(known, default=now), max(known, default=now)
    places = asked.indicator.decimals
    steps = [low + (high - low) * part / 4 for part in range(5)]
    return list(dict.fromkeys(Decimal(f"{step:.{places}f}") for step in steps))


def draft_page(user: Any, plan: Plan) -> DraftPage:
    """Every target of a plan; those without a value yet are listed without an answer."""
    reading = prospect_reading(user, plan.area)
    rows = Target.objects.filter(plan=plan).select_related(
        "plan__area", "indicator", "objective__domain"
    )
    drafts = target_drafts(rows)
    targets = sorted(drafts, key=_place)
    if reading is None or plan.end_year <= reading.year:
        return DraftPage(None, (), len(targets))
    found = draft_prospects(reading, drafts)
    references = comparisons(reading, {target.indicator_id for target in targets})
    groups: dict[Domain, list[DraftLine]] = {}
    for target in targets:
        line = _draft_line(target, found.get(target.pk), references.get(target.indicator_id, []))
        groups.setdefault(target.objective.domain, []).append(line)
    return DraftPage(
        reading,
        tuple((domain, tuple(lines)) for domain, lines in groups.items()),
        len(targets) - len(found),
    )


def _place(target: Target) -> tuple[int, int, int]:
    objective = target.objective
    return objective.domain.number, objective.number, target.position


def _draft_line(
    target: Target, prospect: Prospect | None, compared: Sequence[Comparison]
) -> DraftLine:
    indicator = target.indicator
    if prospect is None:
        return DraftLine(target, None, "", "", _compared(compared, indicator))
    return DraftLine(
        target,
        _line(prospect, indicator, target.kind, target.plan.end_year),
        _latest(prospect, indicator, target.kind),
        words.history_words(prospect, indicator),
        _compared(compared, indicator),
    )


def _line(prospect: Prospect, indicator: Indicator, kind: str, end_year: int) -> Line:
    return Line(
        demand=words.demand_words(prospect, indicator, kind),
        projection=words.value_words(prospect.projection, indicator, kind),
        interval=words.interval_words(prospect, indicator, kind),
        chance=words.chance_words(prospect),
        called=words.called(prospect),
        needed=words.needed_words(prospect, indicator),
        no_chance=words.no_chance_words(prospect, kind),
        sentence=words.sentence(prospect, indicator, kind, end_year),
    )


def _latest(prospect: Prospect, indicator: Indicator, kind: str) -> str:
    if prospect.value is None:
        return "暂无数据"
    return f"{prospect.latest_year}年{words.value_words(prospect.value, indicator, kind)}"


def _compared(
    found: Sequence[Comparison], indicator: Indicator
) -> tuple[tuple[Comparison, str], ...]:
    return tuple((each, words.figure(each.value, indicator)) for each in found)
