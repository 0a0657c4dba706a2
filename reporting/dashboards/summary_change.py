"""What changed since the last released year? Compared target by target, by the same rule.

Only targets with data in both years count, so that a target which is measured for the first time
is no progress.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reporting.assessment.reading import Reading
from reporting.dashboards.leading_points import change_words
from reporting.dashboards.reads import Line
from reporting.models import Release, ReleasedJudgement

WITH_DATA = frozenset({"MET", "NEAR", "NOT_MET"})


@dataclass(frozen=True)
class Earlier:
    """What an earlier release said of one target."""

    status: str
    phase: str
    level: str
    probability: float | None


@dataclass(frozen=True)
class Before:
    """The frozen judgements of an earlier release: {target id: what it said}."""

    release: Release
    rows: Mapping[int, Earlier]

    def word(self, year: int) -> str:
        """How a page of `year` calls it: 上年, or its number where years lie between."""
        return "上年" if self.release.year == year - 1 else f"{self.release.year}年"

    def counts(self, target_ids: Iterable[int]) -> tuple[int, int]:
        """How many of the targets were met, and how many had data."""
        found = [self.rows[pk].status for pk in target_ids if pk in self.rows]
        return found.count("MET"), sum(status in WITH_DATA for status in found)


@dataclass(frozen=True)
class Change:
    """The targets with data in both years: those newly met and those no longer met."""

    before: str
    common: int
    gained: tuple[Line, ...]
    lost: tuple[Line, ...]

    @property
    def net(self) -> int:
        return len(self.gained) - len(self.lost)

    @property
    def sentence(self) -> str:
        return change_words(self.net, self.common, self.before)

    @property
    def direction(self) -> str:
        """Which way the count went: an arrow and a word, for colour alone says nothing."""
        return {1: "up", 0: "level", -1: "down"}[(self.net > 0) - (self.net < 0)]


def earlier_judgements(reading: Reading, before_year: int | None = None) -> Before | None:
    """The last release of the newest year before the reading's (or before `before_year`)."""
    release = (
        Release.objects.released()
        .filter(area=reading.area, year__lt=before_year or reading.year)
        .order_by("-year", "-number")
        .first()
    )
    if release is None:
        return None
    rows = ReleasedJudgement.objects.filter(release=release, area=reading.area).values_list(
        "target_id", "status", "phase", "level", "probability"
    )
    return Before(release, {target_id: Earlier(*said) for target_id, *said in rows})


def change_of(lines: Iterable[Line], before: Before | None, year: int) -> Change | None:
    """The change over those of the lines that had data in both years; None without any."""
    if before is None:
        return None
    both = [
        (line, before.rows[line.target.pk].status)
        for line in lines
        if line.judgement.status in WITH_DATA
        and line.target.pk in before.rows
        and before.rows[line.target.pk].status in WITH_DATA
    ]
    if not both:
        return None
    met_now = {line.target.pk for line, _earlier in both if line.judgement.status == "MET"}
    met_then = {line.target.pk for line, earlier in both if earlier == "MET"}
    return Change(
        before=before.word(year),
        common=len(both),
        gained=tuple(line for line, _earlier in both if line.target.pk in met_now - met_then),
        lost=tuple(line for line, _earlier in both if line.target.pk in met_then - met_now),
    )
