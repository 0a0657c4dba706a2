"""What leaders read in two minutes: how many, which ones, whose, how far along."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from indicators import attainment
from indicators.models import Domain, Plan, Target, TargetKind
from indicators.wording import MARKS, Mark, standing_mark
from reporting.assessment.reading import Reading
from reporting.dashboards.reads import Line, unjudged_targets

#: Kinds without a number of their own: counted apart as better, steady, worse (docs/method.md §8).
APART = frozenset(
    {
        TargetKind.INCREASE,
        TargetKind.DECREASE,
        TargetKind.SLOW_RISE,
        TargetKind.CONTROL,
        TargetKind.NARROW_GAP,
        TargetKind.RELATIVE_TO,
        TargetKind.FULL_COVERAGE,
        TargetKind.MILESTONE,
    }
)
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
    """The counts of one plan, one domain, or all plans, and how to say them."""

    scope: str
    counts: attainment.Headline
    early: int
    is_final: bool

    @property
    def sentence(self) -> str:
        """The counts with numerator and denominator; the words follow the phase."""
        met, near = ("实现", "基本实现") if self.is_final else ("已达标", "基本达标")
        early = f"（其中提前 {self.early}）" if self.early else ""
        counts = self.counts
        counted = f"{met} {counts.met}{early}，{near} {counts.near}"
        return f"{counted} ／ 有数据 {counts.with_data} ／ 共 {counts.total}"

    @property
    def trend_sentence(self) -> str:
        """Targets without a number of their own, or "" where there are none."""
        counts = self.counts
        apart = counts.better + counts.steady + counts.worse + counts.trend_unknown
        if not apart:
            return ""
        return (
            f"无数值目标 {apart}（趋势、比较、全覆盖）：达到或向好 {counts.better}，"
            f"持平 {counts.steady}，未达到或向差 {counts.worse}，无数据 {counts.trend_unknown}"
        )


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

    @property
    def mark(self) -> Mark:
        return standing_mark(self.word)


@dataclass(frozen=True)
class Summary:
    """Everything on the leader summary."""

    headlines: tuple[Headline, ...]
    shares: tuple[StandingShare, ...]
    plans: tuple[PlanCount, ...]
    hard: tuple[Line, ...]
    hard_apart: tuple[Line, ...]
    adverse: tuple[Line, ...]
    verdicts: tuple[VerdictGroup, ...]
    is_final: bool

    @property
    def total(self) -> int:
        """Targets in the bar."""
        return sum(share.count for share in self.shares)


def summarise(reading: Reading, lines: list[Line]) -> Summary:
    """The summary of the reading; `lines` are all its judged targets."""
    unjudged = unjudged_targets(reading)
    plans = list({line.plan.pk: line.plan for line in lines}.values())
    running = [line for line in lines if line.judgement.phase == "RUNNING"]
    over = [line for line in lines if line.judgement.phase != "RUNNING"]
    endangered = sorted(filter(_in_danger, running), key=_urgency)
    return Summary(
        headlines=tuple(_headlines(plans, lines, unjudged)),
        shares=_shares([line for line in lines if line.target.kind not in APART]),
        plans=tuple(PlanCount(plan, _domains(plan, lines)) for plan in plans),
        hard=tuple(line for line in endangered if line.target.kind not in APART),
        hard_apart=tuple(line for line in endangered if line.target.kind in APART),
        adverse=tuple(line for line in running if line.judgement.volatile == "ADVERSE"),
        verdicts=_verdicts(over),
        is_final=bool(over) and not running,
    )


def _headlines(plans: list[Plan], lines: list[Line], unjudged: list[Target]) -> list[Headline]:
    """All plans together first, then each; a single plan stands alone."""
    each = [
        headline(
            plan.short_title,
            [line for line in lines if line.plan == plan],
            [target for target in unjudged if target.plan == plan],
        )
        for plan in plans
    ]
    return each if len(plans) < 2 else [headline("全部规划", lines, unjudged), *each]


def headline(scope: str, lines: Sequence[Line], unjudged: Sequence[Target] = ()) -> Headline:
    """Count the lines; targets that could not be judged count in the total, without data."""
    targets = [line.target for line in lines] + list(unjudged)
    apart = pd.Series({target.pk: target.kind in APART for target in targets}, dtype=bool)
    statuses = pd.Series({line.target.pk: line.judgement.status for line in lines}, dtype=str)
    return Headline(
        scope=scope,
        counts=attainment.headline(pd.DataFrame({"status": statuses}), apart),
        early=sum(line.standing_word == "提前实现" for line in lines),
        is_final=all(line.judgement.phase != "RUNNING" for line in lines),
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


def _domains(plan: Plan, lines: list[Line]) -> tuple[DomainCount, ...]:
    members: dict[Domain, list[Line]] = {}
    for line in lines:
        if line.plan == plan:
            members.setdefault(line.domain, []).append(line)
    return tuple(
        DomainCount(domain, headline(domain.name, within)) for domain, within in members.items()
    )


def _in_danger(line: Line) -> bool:
    return line.judgement.level in DANGER_LEVELS


def _urgency(line: Line) -> tuple[int, float]:
    probability = line.judgement.probability
    return (DANGER_LEVELS.index(line.judgement.level), 1.0 if probability is None else probability)
