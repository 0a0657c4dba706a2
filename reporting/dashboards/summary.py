"""What leaders read in two minutes: how many, which ones, whose, how far along."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.models import Domain, Plan, TargetKind
from indicators.wording import MARKS, Mark, standing_mark
from reporting.assessment.reading import Reading
from reporting.dashboards.reads import Line, rejected_targets

#: Kinds that count in the rate of attainment; the others are told apart (docs/method.md §8).
NUMERIC_KINDS = frozenset(
    {TargetKind.AT_LEAST, TargetKind.AT_MOST, TargetKind.ABOUT, TargetKind.FULL_COVERAGE}
)
WITH_DATA = frozenset({"MET", "NEAR", "NOT_MET"})
DANGER_LEVELS = ("RED", "ORANGE")
#: Verdicts in the order of their urgency, with a note, and whether each target is told in full.
VERDICTS = (
    ("未实现", "", True),
    ("基本实现", "与目标的差距在规定的容差以内。", True),
    ("提前实现", "", False),
    ("如期实现", "", False),
    ("无法评价", "目标年没有可用的数据。", False),
    ("不适用", "", False),
)


@dataclass(frozen=True)
class Headline:
    """Counts of numeric targets; `near` are those within tolerance of their number."""

    scope: str
    met: int
    near: int
    early: int
    with_data: int
    total: int
    is_final: bool

    @property
    def sentence(self) -> str:
        """The counts with numerator and denominator; the words follow the phase."""
        met, near = ("实现", "基本实现") if self.is_final else ("已达标", "基本达标")
        early = f"（其中提前 {self.early}）" if self.early else ""
        counted = f"{met} {self.met}{early}，{near} {self.near}"
        return f"{counted} ／ 有数据 {self.with_data} ／ 共 {self.total}"


@dataclass(frozen=True)
class StandingShare:
    """How many targets stand under one word; `start` is where its part of the bar begins."""

    word: str
    mark: Mark
    count: int
    start: int


@dataclass(frozen=True)
class DomainCount:
    """One domain in a plan's table."""

    domain: Domain
    headline: Headline


@dataclass(frozen=True)
class PlanCount:
    """One plan with its domains."""

    plan: Plan
    domains: tuple[DomainCount, ...]


@dataclass(frozen=True)
class VerdictGroup:
    """The targets under one verdict; what needs a decision is told in full, the rest by name."""

    word: str
    note: str
    is_full: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Summary:
    """Everything on the leader summary."""

    headlines: tuple[Headline, ...]
    shares: tuple[StandingShare, ...]
    plans: tuple[PlanCount, ...]
    trend_sentence: str
    hard: tuple[Line, ...]
    adverse: tuple[Line, ...]
    verdicts: tuple[VerdictGroup, ...]
    is_final: bool

    @property
    def total(self) -> int:
        """Targets in the bar."""
        return sum(share.count for share in self.shares)


def summarise(reading: Reading, lines: list[Line]) -> Summary:
    """The summary of the reading; `lines` are all its judged targets."""
    rejected = rejected_targets(reading)
    plans = list({line.plan.pk: line.plan for line in lines}.values())
    numeric = [line for line in lines if line.target.kind in NUMERIC_KINDS]
    final = bool(lines) and all(line.judgement.phase != "RUNNING" for line in lines)
    headlines = _headlines(plans, numeric, rejected)
    running = [line for line in lines if line.judgement.phase == "RUNNING"]
    over = [line for line in lines if line.judgement.phase != "RUNNING"]
    return Summary(
        headlines=tuple(headlines),
        shares=_shares(lines),
        plans=tuple(PlanCount(plan, _domains(plan, numeric)) for plan in plans),
        trend_sentence=_trend_sentence(lines),
        hard=tuple(sorted(filter(_in_danger, running), key=_urgency)),
        adverse=tuple(line for line in running if line.judgement.volatile == "ADVERSE"),
        verdicts=_verdicts(over),
        is_final=final,
    )


def _headlines(plans: list[Plan], numeric: list[Line], rejected: dict[int, int]) -> list[Headline]:
    """All plans together first, then each; a single plan stands alone."""
    each = [
        headline(
            plan.short_title,
            [line for line in numeric if line.plan == plan],
            rejected.get(plan.pk, 0),
        )
        for plan in plans
    ]
    if len(plans) < 2:
        return each
    return [headline("全部规划", numeric, sum(rejected.values())), *each]


def headline(scope: str, lines: Iterable[Line], rejected: int = 0) -> Headline:
    """Count numeric targets; refused series count in the total, without data."""
    judged = list(lines)
    statuses = [line.judgement.status for line in judged]
    return Headline(
        scope=scope,
        met=statuses.count("MET"),
        near=statuses.count("NEAR"),
        early=sum(line.standing_word == "提前实现" for line in judged),
        with_data=sum(status in WITH_DATA for status in statuses),
        total=len(judged) + rejected,
        is_final=bool(judged) and all(line.judgement.phase != "RUNNING" for line in judged),
    )


def _shares(lines: list[Line]) -> tuple[StandingShare, ...]:
    words = [line.standing_word for line in lines]
    shares = []
    start = 0
    for word in MARKS:
        if count := words.count(word):
            shares.append(StandingShare(word, standing_mark(word), count, start))
            start += count
    return tuple(shares)


def _verdicts(over: list[Line]) -> tuple[VerdictGroup, ...]:
    groups = [
        VerdictGroup(
            word, note, is_full, tuple(line for line in over if line.standing_word == word)
        )
        for word, note, is_full in VERDICTS
    ]
    return tuple(group for group in groups if group.lines)


def _domains(plan: Plan, numeric: list[Line]) -> tuple[DomainCount, ...]:
    members: dict[Domain, list[Line]] = {}
    for line in numeric:
        if line.plan == plan:
            members.setdefault(line.domain, []).append(line)
    return tuple(
        DomainCount(domain, headline(domain.name, lines)) for domain, lines in members.items()
    )


def _in_danger(line: Line) -> bool:
    return line.judgement.level in DANGER_LEVELS


def _urgency(line: Line) -> tuple[int, float]:
    probability = line.judgement.probability
    return (DANGER_LEVELS.index(line.judgement.level), 1.0 if probability is None else probability)


def _trend_sentence(lines: list[Line]) -> str:
    """Targets without a number of their own, told apart: 向好, 持平, 向差, without data."""
    trends = [line.judgement for line in lines if line.target.kind not in NUMERIC_KINDS]
    if not trends:
        return ""
    statuses = [judgement.status for judgement in trends]
    unknown = sum(status not in WITH_DATA for status in statuses)
    return (
        f"趋势类目标 {len(trends)}：向好 {statuses.count('MET')}，持平 {statuses.count('NEAR')}，"
        f"向差 {statuses.count('NOT_MET')}，无数据 {unknown}"
    )
