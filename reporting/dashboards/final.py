"""The plan is over: what had the last forecast said, and what came?

The forecast is that of the newest release before the target year, frozen then; the outcome is the
verdict of the reading. Targets with a number of their own only, as in the headline.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.assessment.reading import Reading
from reporting.dashboards.reads import Line
from reporting.dashboards.summary_change import Before, Earlier, earlier_judgements
from reporting.models import Release

#: The classes of the forecast by its level (docs/method.md §7), the best first.
FORECASTS = {
    "预计达标": ("NONE", "BLUE"),
    "存在风险": ("YELLOW",),
    "预计困难": ("ORANGE", "RED"),
}
UNKNOWN = "未作预测"
OUTCOMES = {"MET": "实现", "NEAR": "基本实现", "NOT_MET": "未实现"}
NO_OUTCOME = "无法评价"


@dataclass(frozen=True)
class ForecastRow:
    """The targets under one forecast, by what became of them."""

    word: str
    cells: tuple[tuple[str, tuple[Line, ...]], ...]

    @property
    def total(self) -> int:
        return sum(len(lines) for _outcome, lines in self.cells)

    def came(self, outcome: str) -> tuple[Line, ...]:
        return dict(self.cells)[outcome]


@dataclass(frozen=True)
class ForecastOutcome:
    """The last forecast against the outcome; probabilities only where one was given."""

    release: Release
    outcomes: tuple[str, ...]
    rows: tuple[ForecastRow, ...]
    with_chance: int
    expected_met: float
    met: int
    brier: float | None

    @property
    def expected_and_met(self) -> tuple[int, int, int, int] | None:
        """Year of the forecast, how many were expected to be met, have a verdict, were met."""
        for row in self.rows:
            if row.word == "预计达标":
                judged = row.total - len(row.came(NO_OUTCOME))
                return self.release.year, row.total, judged, len(row.came("实现"))
        return None

    @property
    def surprises(self) -> list[tuple[str, tuple[Line, ...]]]:
        """Forecasts that were wrong, with the targets: what is worth asking about."""
        wrong = (("预计达标", "未实现"), ("预计达标", "基本实现"), ("预计困难", "实现"))
        rows = {row.word: row for row in self.rows}
        return [
            (f"{forecast}，结果{outcome}", rows[forecast].came(outcome))
            for forecast, outcome in wrong
            if forecast in rows and rows[forecast].came(outcome)
        ]


def forecast_outcome(
    reading: Reading, over: Sequence[Line], before: Before | None
) -> ForecastOutcome | None:
    """The comparison for numeric targets whose plan is over; None without an earlier forecast."""
    if not over:
        return None
    end_year = min(line.plan.end_year for line in over)
    if before is None or before.release.year >= end_year:
        before = earlier_judgements(reading, end_year)
    if before is None:
        return None
    pairs = [(line, said) for line in over if (said := _forecast(before, line)) is not None]
    if not pairs:
        return None
    chances = [
        (said.probability, line.judgement.status == "MET")
        for line, said in pairs
        if said.probability is not None and line.judgement.status in OUTCOMES
    ]
    return ForecastOutcome(
        release=before.release,
        outcomes=(*OUTCOMES.values(), NO_OUTCOME),
        rows=_rows(pairs),
        with_chance=len(chances),
        expected_met=sum(chance for chance, _met in chances),
        met=sum(met for _chance, met in chances),
        brier=brier_score(chances),
    )


def brier_score(chances: Sequence[tuple[float, bool]]) -> float | None:
    """Mean squared distance of the probabilities from what came (Brier 1950); 0 is perfect."""
    if not chances:
        return None
    return sum((chance - met) ** 2 for chance, met in chances) / len(chances)


def _forecast(before: Before, line: Line) -> Earlier | None:
    said = before.rows.get(line.target.pk)
    return said if said and said.phase == "RUNNING" else None


def _rows(pairs: Sequence[tuple[Line, Earlier]]) -> tuple[ForecastRow, ...]:
    rows = []
    for word in (*FORECASTS, UNKNOWN):
        members = [line for line, said in pairs if _word(said) == word]
        if members:
            rows.append(ForecastRow(word, tuple(_by_outcome(members))))
    return tuple(rows)


def _word(said: Earlier) -> str:
    return next((word for word, levels in FORECASTS.items() if said.level in levels), UNKNOWN)


def _by_outcome(lines: Iterable[Line]) -> Iterable[tuple[str, tuple[Line, ...]]]:
    members = [(OUTCOMES.get(line.judgement.status, NO_OUTCOME), line) for line in lines]
    for outcome in (*OUTCOMES.values(), NO_OUTCOME):
        yield outcome, tuple(line for found, line in members if found == outcome)
