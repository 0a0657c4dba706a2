"""Judged targets as one person may see them: of small counts only the verdict is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indicators.models import Target
from reporting.assessment.reading import Reading
from reporting.dashboards.reads import Line
from reporting.models import Judgement
from reporting.observations.protection import protection_for

YEARS_BEHIND = 15  # as far back as a judgement looks
HIDDEN = "例数少，不公开"


@dataclass(frozen=True)
class ShownLine:
    """One judged target; where `hidden` says why, none of its numbers is shown."""

    line: Line
    hidden: str = ""

    @property
    def target(self) -> Target:
        return self.line.target

    @property
    def judgement(self) -> Judgement:
        return self.line.judgement

    @property
    def is_running(self) -> bool:
        """There may be a forecast."""
        return self.judgement.phase == "RUNNING"


def shown_lines(reading: Reading, lines: Sequence[Line], viewer: Any) -> list[ShownLine]:
    """The lines, each marked where a figure that it may rest on is hidden from the viewer.

    All lines are of the reading's area. At most four queries, none for a city.
    """
    indicators = {line.indicator.pk: line.indicator for line in lines}
    others = (line.target.other_indicator for line in lines)
    indicators |= {other.pk: other for other in others if other}
    protection = protection_for(
        viewer,
        indicators=indicators.values(),
        areas=[reading.area],
        years=range(reading.year - YEARS_BEHIND, reading.year + 1),
        data_version=reading.data_version,
    )
    closed = {key[0] for key in protection.hidden}
    return [
        ShownLine(
            line, HIDDEN if {line.indicator.pk, line.target.other_indicator_id} & closed else ""
        )
        for line in lines
    ]
