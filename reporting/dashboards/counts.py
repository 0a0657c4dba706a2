"""How many targets stand where? Counts of a plan, a domain, or all, and how to say them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators import attainment
from indicators.models import Target, TargetKind
from indicators.wording import Mark, standing_mark
from reporting.dashboards.reads import Line

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
#: Words of numeric targets from good to bad, then those without an answer: the order of the bar.
BAR = (
    "提前实现",
    "如期实现",
    "基本实现",
    "已达标",
    "已达标，需防回落",
    "基本达标",
    "基本达标，需防回落",
    "预计达标",
    "达标存在风险",
    "预计达标困难",
    "保持中断",
    "未实现",
    "尚未达标",
    "届中未达标",
    "数据不足",
    "无法评价",
    "不适用",
)
NO_JUDGEMENT = "数据不足"


@dataclass(frozen=True)
class Headline:
    """The counts of one plan, one domain, or all plans, and how to say them."""

    scope: str
    counts: attainment.Headline
    early: int
    is_final: bool

    @property
    def met_word(self) -> str:
        return "实现" if self.is_final else "已达标"

    @property
    def sentence(self) -> str:
        """The counts with numerator and denominator; the words follow the phase."""
        near = "基本实现" if self.is_final else "基本达标"
        early = f"（其中提前 {self.early}）" if self.early else ""
        counts = self.counts
        counted = f"{self.met_word} {counts.met}{early}，{near} {counts.near}"
        return f"{counted} ／ 有数据 {counts.with_data} ／ 共 {counts.total}"

    @property
    def apart(self) -> int:
        """Targets without a number of their own."""
        counts = self.counts
        return counts.better + counts.steady + counts.worse + counts.trend_unknown

    @property
    def trend_sentence(self) -> str:
        """Targets without a number of their own, or "" where there are none."""
        if not self.apart:
            return ""
        counts = self.counts
        return (
            f"无数值目标 {self.apart}（趋势、比较、全覆盖）：达到或向好 {counts.better}，"
            f"持平 {counts.steady}，未达到或向差 {counts.worse}，无数据 {counts.trend_unknown}"
        )


@dataclass(frozen=True)
class StandingShare:
    """How many targets stand under one word, and where its part of the bar lies (percent)."""

    word: str
    mark: Mark
    count: int
    start: int
    total: int

    @property
    def left(self) -> str:
        return f"{100 * self.start / self.total:.3f}"

    @property
    def width(self) -> str:
        return f"{100 * self.count / self.total:.3f}"

    @property
    def middle(self) -> str:
        return f"{100 * (self.start + self.count / 2) / self.total:.3f}"

    @property
    def label(self) -> str:
        """What fits into its part: sign and count, the count, or nothing."""
        if 100 * self.count >= 7 * self.total:
            return f"{self.mark.sign} {self.count}"
        return str(self.count) if 100 * self.count >= 2.5 * self.total else ""


def numeric(lines: Iterable[Line]) -> list[Line]:
    """The lines whose target has a number, or is issued one each year."""
    return [line for line in lines if line.target.kind not in APART]


def headline(scope: str, lines: Sequence[Line], unjudged: Sequence[Target] = ()) -> Headline:
    """Count the lines; targets that could not be judged count in the total, without data."""
    rows = {target.pk: ("NO_DATA", target.kind in APART) for target in unjudged}
    for line in lines:
        rows[line.target.pk] = (line.judgement.status, line.target.kind in APART)
    return Headline(
        scope=scope,
        counts=attainment.count(rows.values()),
        early=sum(line.standing_word == "提前实现" for line in numeric(lines)),
        is_final=all(line.judgement.phase != "RUNNING" for line in lines),
    )


def standing_shares(
    lines: Sequence[Line], unjudged: Sequence[Target] = ()
) -> tuple[StandingShare, ...]:
    """The numeric targets under each word, in the order of the bar; they add up to the total."""
    words = [line.standing_word for line in numeric(lines)]
    words += [NO_JUDGEMENT for target in unjudged if target.kind not in APART]
    shares = []
    start = 0
    for word in BAR:
        if count := words.count(word):
            shares.append(StandingShare(word, standing_mark(word), count, start, len(words)))
            start += count
    return tuple(shares)


def achievement_of(lines: Sequence[Line]) -> float | None:
    """实现程度 of a domain (docs/method.md §8), None below three numeric targets with data."""
    own = numeric(lines)
    return attainment.mean_degree(
        (line.judgement.status, line.judgement.achievement) for line in own
    )
