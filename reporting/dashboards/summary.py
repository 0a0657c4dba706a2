"""What leaders read in two minutes: how many, which ones, whose, how far along."""

from collections import Counter
from dataclasses import dataclass

from indicators.models import Plan, Target
from reporting.assessment.reading import Reading
from reporting.dashboards.counts import (
    APART,
    Headline,
    StandingShare,
    headline,
    numeric,
    standing_shares,
)
from reporting.dashboards.filing import Filing, filing_of
from reporting.dashboards.final import ForecastOutcome, forecast_outcome
from reporting.dashboards.leading_points import listed
from reporting.dashboards.reads import Line, unjudged_targets
from reporting.dashboards.summary_change import (
    WITH_DATA,
    Before,
    Change,
    change_of,
    earlier_judgements,
)
from reporting.dashboards.summary_domains import PlanCount, plan_counts, plans_of
from reporting.dashboards.verdicts import VerdictGroup, verdict_groups

#: So many hard targets are told on the first screen; and on one sheet of paper, where a finished
#: plan also has its forecast against the outcome.
FIRST_SCREEN = 4
ON_PAPER = {False: 10, True: 6}
ON_PAPER_VERDICTS = ("基本实现", "无法评价")
DANGER_LEVELS = ("RED", "ORANGE")
REACHED = ("MET", "NEAR")


@dataclass(frozen=True)
class ScopeCount:
    """One row of counts: all plans together, or one plan."""

    plan: Plan | None
    headline: Headline
    shares: tuple[StandingShare, ...]
    change: Change | None


@dataclass(frozen=True)
class Summary:
    """Everything on the leader summary.

    `hard`, the hardest first: numeric targets of a running plan at 橙 or 红 that are not reached;
    where every plan is over, those that were not reached. `slipping`: reached, yet at 橙 or 红.
    """

    counts: tuple[ScopeCount, ...]
    plans: tuple[PlanCount, ...]
    hard: tuple[Line, ...]
    slipping: tuple[Line, ...]
    hard_apart: tuple[Line, ...]
    adverse: tuple[Line, ...]
    without_data: tuple[Target, ...]
    verdicts: tuple[VerdictGroup, ...]
    before: Before | None
    forecast: ForecastOutcome | None
    filing: Filing | None
    is_final: bool
    is_outdated: bool

    @property
    def first(self) -> ScopeCount | None:
        """The row that the page begins with: all plans, or the only one."""
        return self.counts[0] if self.counts else None

    @property
    def hard_words(self) -> list[tuple[str, int]]:
        """预计达标困难 8, 保持中断 1: the words under which the hard ones stand, and how many."""
        return Counter(line.standing_word for line in self.hard).most_common()

    @property
    def first_screen(self) -> tuple[Line, ...]:
        return self.hard[:FIRST_SCREEN]

    @property
    def hard_rest(self) -> tuple[Line, ...]:
        return self.hard[FIRST_SCREEN:]

    @property
    def more_on_paper(self) -> tuple[Line, ...]:
        return self.hard[FIRST_SCREEN : ON_PAPER[self.is_final]]

    @property
    def beyond_paper(self) -> int:
        return len(self.hard[ON_PAPER[self.is_final] :])

    @property
    def paper_lists(self) -> list[tuple[str, str]]:
        """The other lists by name, for the sheet of paper: (heading with count, names)."""
        change = self.first.change if self.first else None
        lists = [
            ("新达标", [line.target for line in change.gained] if change else []),
            ("不再达标", [line.target for line in change.lost] if change else []),
            ("需防回落", [line.target for line in self.slipping]),
            ("波动较大（向差）", [line.target for line in self.adverse]),
            ("无数值、难以达到", [line.target for line in self.hard_apart]),
            *(
                (group.word, [line.target for line in group.lines])
                for group in self.verdicts
                if group.word in ON_PAPER_VERDICTS and not group.is_apart
            ),
        ]
        return [
            (f"{heading} {len(targets)} 项", listed([target.label for target in targets], most=6))
            for heading, targets in lists
            if targets
        ]

    @property
    def before_word(self) -> str:
        return self.first.change.before if self.first and self.first.change else "上年"


def summarise(reading: Reading, lines: list[Line]) -> Summary:
    """The summary of the reading; `lines` are all its judged targets."""
    unjudged = unjudged_targets(reading, lines)
    before = earlier_judgements(reading)
    running = [line for line in lines if line.judgement.phase == "RUNNING"]
    over = [line for line in lines if line.judgement.phase != "RUNNING"]
    endangered = sorted(filter(_in_danger, running), key=_urgency)
    return Summary(
        counts=_counts(reading, lines, unjudged, before),
        plans=plan_counts(reading, lines, unjudged, before),
        hard=_hard(endangered, over if not running else []),
        slipping=tuple(line for line in numeric(endangered) if _reached(line)),
        hard_apart=tuple(line for line in endangered if line.target.kind in APART),
        adverse=tuple(line for line in running if line.judgement.volatile == "ADVERSE"),
        without_data=_without_data(lines, unjudged),
        verdicts=verdict_groups(over),
        before=before,
        forecast=forecast_outcome(reading, numeric(over), before),
        filing=filing_of(reading),
        is_final=bool(over) and not running,
        is_outdated=any(line.is_outdated for line in lines),
    )


def _counts(
    reading: Reading, lines: list[Line], unjudged: list[Target], before: Before | None
) -> tuple[ScopeCount, ...]:
    """All plans together first, then each; a single plan, or plans of two phases, stand alone."""

    def count(plan: Plan | None, own: list[Line], rest: list[Target]) -> ScopeCount:
        return ScopeCount(
            plan,
            headline(plan.short_title if plan else "全部规划", own, rest),
            standing_shares(own, rest),
            change_of(numeric(own), before, reading.year),
        )

    each = [
        count(
            plan,
            [line for line in lines if line.plan == plan],
            [target for target in unjudged if target.plan == plan],
        )
        for plan in plans_of(lines)
    ]
    phases = {row.headline.is_final for row in each}
    return tuple(
        each if len(each) < 2 or len(phases) > 1 else [count(None, lines, unjudged), *each]
    )


def _hard(endangered: list[Line], over: list[Line]) -> tuple[Line, ...]:
    """`endangered` come sorted; the verdicts `over` are asked only where nothing runs any more."""
    missed = sorted(filter(_is_missed, numeric(over)), key=_degree)
    return (*(line for line in numeric(endangered) if not _reached(line)), *missed)


def _without_data(lines: list[Line], unjudged: list[Target]) -> tuple[Target, ...]:
    empty = [line.target for line in numeric(lines) if line.judgement.status not in WITH_DATA]
    return (*empty, *(target for target in unjudged if target.kind not in APART))


def _in_danger(line: Line) -> bool:
    return line.judgement.level in DANGER_LEVELS


def _reached(line: Line) -> bool:
    return line.judgement.status in REACHED


def _is_missed(line: Line) -> bool:
    return line.judgement.status == "NOT_MET"


def _urgency(line: Line) -> tuple[int, float]:
    probability = line.judgement.probability
    return (DANGER_LEVELS.index(line.judgement.level), 1.0 if probability is None else probability)


def _degree(line: Line) -> float:
    """How much of the demand was achieved (docs/method.md §8); unknown comes last."""
    achievement = line.judgement.achievement
    return 1000.0 if achievement is None else achievement
