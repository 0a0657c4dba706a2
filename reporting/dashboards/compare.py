"""Indicators × areas × years: a chart and a table for each indicator, in its own unit."""

from dataclasses import dataclass
from typing import Any

from indicators.models import Area
from reporting.assessment.reading import Reading
from reporting.dashboards.area_figures import AreaFigure, AreaFigures, figures_of
from reporting.dashboards.compare_choices import Choice, Selection
from reporting.dashboards.comparison_charts import Line, Panel, panel_chart
from reporting.dashboards.comparison_words import Unit, series_finding, span_words


@dataclass(frozen=True)
class AreaSeries:
    """One area over the years; a year without a row is None."""

    area: Area
    figures: tuple[AreaFigure | None, ...]
    breaks: frozenset[int]

    def points(self, years: tuple[int, ...]) -> list[tuple[int, float | None]]:
        numbers = [figure.number if figure else None for figure in self.figures]
        return list(zip(years, numbers, strict=True))


@dataclass(frozen=True)
class ComparePanel:
    """One indicator: title, chart, and the rows of its table."""

    choice: Choice
    years: tuple[int, ...]
    series: tuple[AreaSeries, ...]

    @property
    def unit(self) -> Unit:
        return Unit(self.choice.indicator.unit, self.choice.indicator.decimals)

    @property
    def is_empty(self) -> bool:
        """No number at all: there is nothing to draw."""
        return not any(
            value is not None for row in self.series for _year, value in row.points(self.years)
        )

    @property
    def has_few(self) -> bool:
        """Some year rests on few events: lines of such rates jump by chance."""
        return any(
            figure is not None and figure.is_few for row in self.series for figure in row.figures
        )

    @property
    def has_hidden(self) -> bool:
        return any(
            figure is not None and figure.hidden for row in self.series for figure in row.figures
        )

    @property
    def break_words(self) -> list[str]:
        """Where a line is cut because the definition changed."""
        years = sorted({year for row in self.series for year in row.breaks if year in self.years})
        return [f"{year}年起口径变化，前后不可比" for year in years]

    @property
    def title(self) -> str:
        """Where each area went over the years shown, since the last change of definition."""
        ends, used = [], []
        for row in self.series:
            since = max((each for each in row.breaks if each in self.years), default=0)
            known = [
                (year, value)
                for year, value in row.points(self.years)
                if value is not None and year >= since
            ]
            if len(known) > 1:
                ends.append((row.area.name, known[0][1], known[-1][1]))
                used += [known[0][0], known[-1][0]]
        return series_finding(self.choice.name, span_words(used), ends, self.unit)

    @property
    def chart(self) -> dict[str, Any]:
        lines = tuple(Line(row.area.name, tuple(self._cut(row))) for row in self.series)
        unit = self.unit
        return panel_chart(
            Panel(unit.value(0)[len(f"{0:.{unit.decimals}f}") :], unit.decimals, lines)
        )

    def _cut(self, row: AreaSeries) -> list[tuple[float, float | None]]:
        """The points, with a gap before the first year of a new definition."""
        points: list[tuple[float, float | None]] = []
        for year, value in row.points(self.years):
            if year in row.breaks:
                points.append((year - 0.5, None))
            points.append((year, value))
        return points


def panels_of(reading: Reading, viewer: Any, selection: Selection) -> list[ComparePanel]:
    """A panel for each indicator; queries do not grow with indicators, areas or years."""
    if not selection.choices:
        return []
    figures = figures_of(
        reading,
        viewer,
        indicators=list({each.indicator.pk: each.indicator for each in selection.choices}.values()),
        areas=selection.areas,
        years=selection.years,
        breakdowns={each.breakdown.pk for each in selection.choices},
        has_breaks=True,
    )
    return [_panel(choice, figures, selection) for choice in selection.choices]


def _panel(choice: Choice, figures: AreaFigures, selection: Selection) -> ComparePanel:
    series = []
    for area in selection.areas:
        found = tuple(
            figures.at(choice.indicator, area, year, choice.breakdown.pk)
            for year in selection.years
        )
        breaks = figures.breaks.get((choice.indicator.pk, area.pk), set())
        series.append(AreaSeries(area, found, frozenset(breaks)))
    return ComparePanel(choice, selection.years, tuple(series))
