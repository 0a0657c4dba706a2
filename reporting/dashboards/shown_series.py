"""A series as one person may see it, and each figure with the release that told it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from indicators.models import Area
from reporting.dashboards.series import Origin, ReleaseMark
from reporting.models import Observation, Release
from reporting.observations.protection import CellKey, Protection


def shown_to(protection: Protection, series: Sequence[Origin]) -> tuple[Origin, ...]:
    """The figures without those that the protection hides."""
    return tuple(_as_shown(origin, protection) for origin in series)


def with_releases(
    series: Sequence[Origin], releases: Mapping[int, ReleaseMark]
) -> tuple[Origin, ...]:
    """The figures, each with the last release of its year."""
    return tuple(
        replace(origin, release=releases.get(origin.observation.year)) for origin in series
    )


def releases_of(area: Area) -> dict[int, ReleaseMark]:
    """{year: its last release}. One query, of three columns."""
    rows = Release.objects.released().filter(area=area).order_by("number")
    return {
        year: ReleaseMark(number, version)
        for year, number, version in rows.values_list("year", "number", "data_version")
    }


def _as_shown(origin: Origin, protection: Protection) -> Origin:
    rows = [row for row in (origin.observation, origin.other) if row is not None]
    sides = [protection.shown(row) for row in rows]
    hidden = next((side.hidden for side in sides if side.hidden), "")
    if not hidden:
        return origin
    # The number may be of both sides, so none of them is told.
    empty = replace(protection, hidden=dict.fromkeys(map(_place, rows), hidden)).shown(rows[0])
    return replace(origin, observation=empty.row, number=None, other=None, hidden=hidden)


def _place(row: Observation) -> CellKey:
    return (row.indicator_id, row.area_id, row.breakdown_id, row.year)
