"""One target as its page shows it: finding, chart, arithmetic, figures with their origin."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404

from indicators.attainment import Settings, explain
from indicators.models import Target
from indicators.people.access import access_of
from indicators.wording import Wording, year_text
from reporting.assessment.reading import Reading
from reporting.assessment.settings_decisions import settings_of
from reporting.dashboards.chart_parts import Point
from reporting.dashboards.charts import trend_chart
from reporting.dashboards.findings import conclusion, finding, movement
from reporting.dashboards.reads import Line, line_of
from reporting.dashboards.series import (
    Origin,
    Reference,
    official_series,
    references,
)
from reporting.dashboards.shown_series import releases_of, shown_to, with_releases
from reporting.dashboards.trends import cone_of, judged_trend, points_of, since_break
from reporting.dashboards.words import caption, demand, has_path, result_row, wording_of
from reporting.observations.breaks import breaks_in
from reporting.observations.protection import protection_for

HIDDEN_ARITHMETIC = "部分年份的例数少，数值不公开，这里不写算式。"


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
        return has_path(self.line.judgement) and not self.is_hidden

    @property
    def has_forecast(self) -> bool:
        """The chart shows what is expected."""
        return cone_of(self.line.judgement, self.line.plan) is not None and not self.is_hidden

    @property
    def is_hidden(self) -> bool:
        """Some figures must not be seen by this person, nor what was computed from them."""
        return any(origin.hidden for origin in self.origins)

    @property
    def latest(self) -> Origin | None:
        """The last figure that is a number."""
        numbers = [origin for origin in self.origins if origin.number is not None]
        return numbers[-1] if numbers else None


def readable_target(user: Any, pk: int) -> Target:
    """The target if its area's released figures are for this person, else 404."""
    open_areas = access_of(user).released_area_filter("plan__area__path")
    targets = Target.objects.filter(open_areas).select_related(
        "plan__area", "objective__domain__plan", "indicator", "breakdown",
        "other_indicator", "other_breakdown",
    )  # fmt: skip
    return get_object_or_404(targets, pk=pk)


def view_of(reading: Reading, target: Target, viewer: Any = None) -> TargetView | None:
    """The page of one target; None where it was not judged in the reading.

    Without a viewer it shows what everybody may see.
    """
    line = line_of(reading, target.pk)
    if line is None:
        return None
    return judged_view(reading, line, viewer or AnonymousUser())


def judged_view(reading: Reading, line: Line, viewer: Any) -> TargetView:
    """One judged target with its references, breaks and arithmetic, as the viewer may see it."""
    own = official_series(reading, [line.target])[line.target.pk]
    compared = references(reading, line.indicator, line.target.breakdown_id)
    breaks = breaks_in([reading.area], reading.data_version)[line.indicator.pk, reading.area.pk]
    protection = protection_for(
        viewer,
        indicators=[each for each in (line.indicator, line.target.other_indicator) if each],
        areas=[reading.area],
        years={origin.observation.year for origin in own},
        data_version=reading.data_version,
    )
    origins = with_releases(shown_to(protection, own), releases_of(reading.area))
    return with_arithmetic(reading, present(line, origins, compared, compact=False, breaks=breaks))


def present(
    line: Line,
    origins: tuple[Origin, ...],
    compared: tuple[Reference, ...],
    *,
    compact: bool,
    breaks: Collection[int] = (),
) -> TargetView:
    """Put one target's figures into title, caption and chart; a page adds the arithmetic."""
    hidden = any(origin.hidden for origin in origins)
    points = () if hidden else since_break(points_of(origins), breaks)
    return TargetView(
        line=line,
        title=_title(line, points, wording_of(line.target)),
        caption="历年数值与目标" if hidden else caption(line.judgement, line.plan.end_year),
        chart=trend_chart(judged_trend(line, origins, compared, breaks), compact=compact),
        origins=origins,
        references=compared,
        sentences=[],
    )


def with_arithmetic(reading: Reading, view: TargetView) -> TargetView:
    """The view with how its judgement came about; not where that rests on hidden figures."""
    judgement = view.line.judgement
    if view.is_hidden:
        return replace(view, sentences=[HIDDEN_ARITHMETIC, f"结论：{judgement.standing}。"])
    settings = settings_of(reading.run.settings) if reading.run else Settings()
    words = wording_of(view.line.target)
    return replace(view, sentences=explain(result_row(judgement), words, settings))


def _title(line: Line, points: tuple[Point, ...], words: Wording) -> str:
    latest = f"{year_text(points[-1][0])}{words.value(points[-1][1])}" if points else ""
    concluded = conclusion(line.judgement.standing, demand(line.judgement), line.plan.end_year)
    return finding(words.name, movement(points, words.difference), latest, concluded)
