"""What the big screen shows: the newest released year of a city, never a live one."""

from dataclasses import dataclass

from indicators.models import Area
from reporting.assessment.reading import Reading
from reporting.dashboards.reads import lines_of
from reporting.dashboards.summary import Summary, summarise
from reporting.dashboards.summary_points import points_of
from reporting.models import Release


@dataclass(frozen=True)
class Screen:
    """One picture: the reading it rests on, its summary, and what it says first."""

    reading: Reading
    summary: Summary
    points: list[str]


def newest_release(area: Area) -> Reading | None:
    """The newest released year of the area in its last edition, for readers without account."""
    release = (
        Release.objects.released()
        .filter(area=area)
        .select_related("run__settings")
        .order_by("-year", "-number")
        .first()
    )
    return release and Reading(area, release.year, release.data_version, release)


def screen_of(area: Area) -> Screen | None:
    """The picture of the area, or None before its first release."""
    reading = newest_release(area)
    if reading is None:
        return None
    summary = summarise(reading, lines_of(reading))
    return Screen(reading, summary, points_of(summary))
