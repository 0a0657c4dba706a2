"""One indicator in one area, whether a plan asks for it or not: everything that its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from indicators.models import TOTAL, Area, Breakdown, Indicator, TargetKind
from reporting.assessment.reading import Reading
from reporting.dashboards.chart_parts import Figure
from reporting.dashboards.charts import trend_chart
from reporting.dashboards.duties import Duty, duties_for, may_read_history
from reporting.dashboards.indicator_groups import GroupGap, group_gaps
from reporting.dashboards.indicator_parts import Parts, parts_view
from reporting.dashboards.indicator_words import caption_of, next_figure, part_of, title_of
from reporting.dashboards.reads import Line, lines_from
from reporting.dashboards.series import (
    Origin,
    Reference,
    indicator_series,
    references,
)
from reporting.dashboards.shown_series import releases_of, shown_to, with_releases
from reporting.dashboards.speaking import official_flow
from reporting.dashboards.target_view import TargetView, present, with_arithmetic
from reporting.dashboards.trends import plain_trend, points_of
from reporting.models import Judgement
from reporting.observations.breaks import breaks_in
from reporting.observations.protection import protection_for
from reporting.observations.series import official_flow as targets_flow

COMPARED_KINDS = (TargetKind.NARROW_GAP, TargetKind.RELATIVE_TO)


@dataclass(frozen=True)
class Verdict:
    """One judged target of the indicator; `about` says what it is about beside the others."""

    line: Line
    about: str


@dataclass(frozen=True)
class IndicatorView:
    """What the page of one indicator shows.

    `judgements` are also those of targets that compare another indicator with this one.
    """

    reading: Reading
    indicator: Indicator
    title: str
    caption: str
    chart: Figure
    origins: tuple[Origin, ...]
    references: tuple[Reference, ...]
    judged: TargetView | None
    lines: list[Line]
    judgements: list[Judgement]
    breaks: tuple[int, ...]
    gaps: list[GroupGap]
    parts: Parts
    duties: list[Duty]
    may_see_history: bool
    next_release: str

    @property
    def verdicts(self) -> list[Verdict]:
        """Every judged target; a single one on the whole needs no further words."""
        if len(self.lines) == 1 and self.judged:
            return [Verdict(self.lines[0], "")]
        return [
            Verdict(line, " ".join(filter(None, (line.plan.short_title, part_of(line)))))
            for line in self.lines
        ]

    @property
    def has_counts(self) -> bool:
        """Some figures come with numerator and denominator."""
        return any(origin.observation.numerator is not None for origin in self.origins)

    @property
    def is_outdated(self) -> bool:
        """Some judgement is older than the figures."""
        return any(line.is_outdated for line in self.lines)

    @property
    def not_final(self) -> bool:
        """Some figures are provisional or estimated."""
        return any(origin.observation.status in ("P", "E") for origin in self.origins)


def indicator_view(
    reading: Reading, indicator: Indicator, parts: Sequence[Area], viewer: Any
) -> IndicatorView:
    """The indicator in the reading's area as the viewer may see it; `parts` are the areas below.

    The number of queries is constant.
    """
    area = reading.area
    about = Q(target__indicator=indicator) | Q(target__other_indicator=indicator)
    judged_lines = lines_from(reading, reading.judgements().filter(about))
    lines = [line for line in judged_lines if line.target.indicator_id == indicator.pk]
    main = next((line for line in lines if _is_about_the_total(line)), None)
    flow = targets_flow(main.target) if main else official_flow(indicator, area)
    breakdowns = list(Breakdown.objects.all())
    found = indicator_series(reading, indicator, [TOTAL, *(each.pk for each in breakdowns)], flow)
    protection = protection_for(
        viewer,
        indicators=[indicator],
        areas=[area],
        years={origin.observation.year for origins in found.values() for origin in origins},
        data_version=reading.data_version,
    )
    series = {pk: shown_to(protection, origins) for pk, origins in found.items()}
    origins = with_releases(series[TOTAL], releases_of(area))
    every_break = breaks_in([area, *parts], reading.data_version)
    breaks = tuple(sorted(every_break[indicator.pk, area.pk]))
    compared = references(reading, indicator, TOTAL)
    judged = _judged(reading, main, origins, compared, breaks)
    duties = duties_for(indicator, area, reading.year)
    return IndicatorView(
        reading=reading,
        indicator=indicator,
        title=judged.title if judged else title_of(indicator, lines, origins, breaks),
        caption=judged.caption if judged else caption_of(indicator, origins, compared),
        chart=judged.chart
        if judged
        else trend_chart(plain_trend(indicator, origins, compared, breaks)),
        origins=origins,
        references=compared,
        judged=judged,
        lines=lines,
        judgements=[line.judgement for line in judged_lines],
        breaks=breaks,
        gaps=group_gaps(indicator, breakdowns, series, breaks),
        parts=parts_view(
            reading, indicator, parts, (area.name, points_of(origins)), every_break, viewer
        ),
        duties=duties,
        may_see_history=may_read_history(viewer, area, duties),
        next_release=next_figure(indicator, origins),
    )


def _is_about_the_total(line: Line) -> bool:
    return line.target.breakdown_id == TOTAL and line.target.kind not in COMPARED_KINDS


def _judged(
    reading: Reading,
    main: Line | None,
    origins: tuple[Origin, ...],
    compared: tuple[Reference, ...],
    breaks: Sequence[int],
) -> TargetView | None:
    if main is None:
        return None
    return with_arithmetic(reading, present(main, origins, compared, compact=False, breaks=breaks))
