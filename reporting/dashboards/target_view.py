"""One target as its page shows it: finding, chart, arithmetic, figures with their origin."""

from dataclasses import dataclass, replace
from typing import Any

from django.shortcuts import get_object_or_404

from indicators.attainment import Settings, explain
from indicators.models import Plan, Target
from indicators.people.access import access_of
from indicators.wording import Wording, value_with_unit, year_text
from reporting.assessment.reading import Reading
from reporting.assessment.settings_decisions import settings_of
from reporting.dashboards.charts import Cone, Point, Trend, trend_chart
from reporting.dashboards.findings import conclusion, finding, movement
from reporting.dashboards.reads import Line, line_of
from reporting.dashboards.series import Origin, Reference, official_series, references
from reporting.dashboards.words import caption, demand, has_path, result_row, wording_of
from reporting.models import Judgement


@dataclass(frozen=True)
class TargetView:
    """What the page or card of one target shows."""

    line: Line
    title: str
    caption: str
    chart: dict[str, Any]
    origins: tuple[Origin, ...]
    references: tuple[Reference, ...]
    sentences: list[str]

    @property
    def chart_id(self) -> str:
        return f"chart-{self.line.target.pk}"

    @property
    def has_counts(self) -> bool:
        """Some of the target's own figures come with numerator and denominator.

        A gap or difference has two sides: the counts of one would not explain its number.
        """
        return any(
            origin.observation.numerator is not None and origin.other is None
            for origin in self.origins
        )

    @property
    def has_path(self) -> bool:
        """The chart shows the straight path from baseline to target."""
        return has_path(self.line.judgement)

    @property
    def has_forecast(self) -> bool:
        """The chart shows what is expected."""
        return _cone(self.line.judgement, self.line.plan) is not None

    @property
    def latest(self) -> Origin | None:
        """The last figure that is a number."""
        numbers = [origin for origin in self.origins if origin.number is not None]
        return numbers[-1] if numbers else None


def readable_target(user: Any, pk: int) -> Target:
    """The target if its area's released figures are for this person, else 404."""
    open_areas = access_of(user).released_area_filter("plan__area__path")
    targets = Target.objects.filter(open_areas).select_related("plan__area", "objective")
    return get_object_or_404(targets, pk=pk)


def view_of(reading: Reading, target: Target) -> TargetView | None:
    """The page of one target; None where it was not judged in the reading."""
    line = line_of(reading, target.pk)
    if line is None:
        return None
    origins = official_series(reading, [line.target])[target.pk]
    settings = settings_of(reading.run.settings) if reading.run else Settings()
    sentences = explain(result_row(line.judgement), wording_of(line.target), settings)
    return replace(
        present(line, origins, references(reading, line.target), compact=False),
        sentences=sentences,
    )


def present(
    line: Line, origins: tuple[Origin, ...], compared: tuple[Reference, ...], *, compact: bool
) -> TargetView:
    """Put one target's figures into title, caption and chart; a page adds the arithmetic."""
    words = wording_of(line.target)
    points = _points(origins)
    trend = _trend(line, points, compared, words)
    return TargetView(
        line=line,
        title=_title(line, points, words),
        caption=caption(line.judgement, line.plan.end_year),
        chart=trend_chart(trend, compact=compact).to_plotly_json(),
        origins=origins,
        references=compared,
        sentences=[],
    )


def _points(origins: tuple[Origin, ...]) -> tuple[Point, ...]:
    return tuple(
        (origin.observation.year, origin.number) for origin in origins if origin.number is not None
    )


def _title(line: Line, points: tuple[Point, ...], words: Wording) -> str:
    latest = f"{year_text(points[-1][0])}{words.value(points[-1][1])}" if points else ""
    concluded = conclusion(line.judgement.standing, demand(line.judgement), line.plan.end_year)
    return finding(words.name, movement(points, words.difference), latest, concluded)


def _trend(
    line: Line, points: tuple[Point, ...], compared: tuple[Reference, ...], words: Wording
) -> Trend:
    judgement, due = line.judgement, line.plan.end_year
    return Trend(
        suffix=value_with_unit(0, words.unit, 0)[1:],
        decimals=words.decimals,
        values=points,
        baseline=_point(judgement.baseline_year, judgement.baseline_value),
        target=_point(due, judgement.target_value),
        target_words=f"目标 {demand(judgement)}",
        has_path=has_path(judgement),
        cone=_cone(judgement, line.plan),
        comparisons=tuple((each.area.name, _points(each.origins)) for each in compared),
    )


def _point(year: int | None, value: float | None) -> Point | None:
    return None if year is None or value is None else (year, value)


def _cone(judgement: Judgement, plan: Plan) -> Cone | None:
    numbers = (judgement.low, judgement.projection, judgement.high)
    low, centre, high = numbers
    if low is None or centre is None or high is None or judgement.phase != "RUNNING":
        return None
    if judgement.method == "SMALL":
        return Cone.level(plan.start_year, plan.end_year, low, centre, high)
    latest = _point(judgement.latest_year, judgement.value)
    return Cone.from_value(latest, plan.end_year, low, centre, high) if latest else None
