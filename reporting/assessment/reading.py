"""What may a person read: the live year, or a released one? The one place that decides."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from indicators.data_versions import current_data_version, scope_of
from indicators.models import Area, AreaLevel
from indicators.people.access import FIGURE_ROLES, access_of
from reporting.assessment.runs import latest_run
from reporting.models import (
    Assessment,
    AssessmentRun,
    Judgement,
    Observation,
    Release,
    ReleasedJudgement,
)
from reporting.models.observation import ObservationQuerySet
from reporting.permissions import PermissionRefused, can_see_live, check_see_live


class NothingReleased(Exception):
    """There is no released year yet that this person could read."""


@dataclass(frozen=True)
class Reading:
    """One year of one area at one data version: released (frozen) or live."""

    area: Area
    year: int
    data_version: int
    release: Release | None

    @property
    def is_live(self) -> bool:
        return self.release is None

    @cached_property
    def run(self) -> AssessmentRun | None:
        """The engine run behind it: the released one, or the latest of the live year."""
        if self.release:
            return self.release.run
        return latest_run(scope_of(self.area), self.year)

    def judgements(self) -> QuerySet[Any]:
        """The judgements of the area in the year, in the order of the plans."""
        rows: QuerySet[Any]
        if self.release:
            rows = ReleasedJudgement.objects.filter(release=self.release)
        else:
            rows = Assessment.objects.filter(year=self.year)
        return (
            rows.filter(area=self.area)
            .select_related(
                "target__indicator",
                "target__breakdown",
                "target__other_indicator",
                "target__other_breakdown",
                "target__objective__domain__plan",
                "area",
            )
            .order_by(
                "target__plan__position",
                "target__objective__domain__number",
                "target__objective__number",
                "target__position",
            )
        )

    def judgement(self, target_id: int) -> Judgement | None:
        """The judgement of one target, if there is one."""
        row: Judgement | None = self.judgements().filter(target=target_id).first()
        return row

    def observations(self) -> ObservationQuerySet:
        """The figures as they stood at this reading's data version, up to its year."""
        return Observation.objects.as_of(self.data_version).filter(year__lte=self.year)


@dataclass(frozen=True)
class OpenYears:
    """The years of an area that a person may read: the last release of each, and the live ones."""

    released: tuple[Release, ...]
    live: tuple[int, ...]


def open_years(user: Any, area: Area) -> OpenYears:
    """Read once for a page: its menu of years and its reading need the same."""
    return OpenYears((*released_years(user, area),), (*live_years(user, area),))


def released_years(user: Any, area: Area) -> list[Release]:
    """The last release of every released year of the area that this person may read."""
    latest: dict[int, Release] = {}
    for release in (
        Release.objects.visible_to(user)
        .released()
        .filter(area=area)
        .select_related("run__settings")
        .order_by("year", "number")
    ):
        latest[release.year] = release
    return sorted(latest.values(), key=lambda release: -release.year)


def live_years(user: Any, area: Area) -> list[int]:
    """The years with live judgements, newest first, for those who may see them."""
    if not may_read_live(user, area):
        return []
    years = Assessment.objects.filter(area=area).order_by("-year")
    return list(years.values_list("year", flat=True).distinct())


def may_read_live(user: Any, area: Area) -> bool:
    """Live figures are for the bureau and the office; the nation's are published already."""
    if area.level == AreaLevel.NATION:
        return access_of(user).holds(FIGURE_ROLES)
    return can_see_live(user, area)


def reading_for(
    user: Any,
    area: Area,
    *,
    year: int | None = None,
    live: bool = False,
    years: OpenYears | None = None,
) -> Reading:
    """The reading this person asked for; by default the latest released year.

    `years` are the person's `open_years` of the area, where the caller has read them already.

    Raises PermissionRefused where a live year is not for this person, NothingReleased where no
    (such) year is released.
    """
    if area.level == AreaLevel.NATION:
        live = True
    if live:
        if not may_read_live(user, area):
            check_see_live(user, area)
            raise PermissionRefused("您不能查看这个地区的数据。")
        judged = list(years.live) if years else live_years(user, area)
        if not judged or (year is not None and year not in judged):
            raise NothingReleased("这个年度还没有评估结果。")
        return Reading(area, year or judged[0], current_data_version(scope_of(area)), None)
    releases = years.released if years else released_years(user, area)
    chosen = [release for release in releases if year in (None, release.year)]
    if not chosen:
        raise NothingReleased(f"{year}年的数据还没有发布。" if year else "还没有已发布的年度数据。")
    return Reading(area, chosen[0].year, chosen[0].data_version, chosen[0])
