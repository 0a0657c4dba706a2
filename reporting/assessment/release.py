"""The year's way out: 采集中 → 核定 (the bureau signs) → 发布 (the office releases).

Signing freezes the data version and copies the judgements; what is signed is what is released.
A signature may be withdrawn until the release; a released year stays as it is, and a later
correction becomes a new release with the next number.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from indicators.data_versions import current_data_version, scope_of
from indicators.models import Area, User
from indicators.people.audit import record_act
from reporting.assessment.release_notices import tell_released, tell_signed, tell_withdrawn
from reporting.assessment.runs import latest_run
from reporting.assessment.settings_decisions import settings_in_force
from reporting.assessment.store import RESULT_FIELDS
from reporting.models import Assessment, AssessmentRun, Item, Release, ReviewState
from reporting.permissions import check_release, check_sign

# What a bureau has in hand must be decided before a year is signed; what is still with its unit,
# also for its head's signature, is open and does not hold the year up.
UNDER_REVIEW = (ReviewState.PENDING, ReviewState.CITY_PENDING)
STILL_WITH_UNIT = (ReviewState.OPEN, ReviewState.RETURNED, ReviewState.UNIT_PENDING)


class ReleaseRefused(Exception):
    """The year is not in a state that allows the step; the message says what to do."""


@dataclass(frozen=True)
class YearState:
    """Where one year of an area stands on its way to release."""

    area: Area
    year: int
    signed: Release | None
    released: Release | None
    pending_cells: int
    open_cells: int
    is_current: bool

    @property
    def word(self) -> str:
        """The state as pages print it."""
        if self.signed:
            return "已核定，待发布"
        if self.released:
            return "已发布"
        return "采集中"

    @property
    def obstacle(self) -> str:
        """Why the year cannot be signed now, as a sentence, or ""."""
        if self.signed:
            return "这个年度已核定，等待妇儿工委办公室发布。"
        if self.pending_cells:
            return f"还有 {self.pending_cells} 个填报项待审核，请先审核。"
        if not self.is_current:
            return "数据刚有变动，正在重新评估，请稍后刷新再核定。"
        return ""


def year_states(area: Area) -> list[YearState]:
    """Every judged year of the area, newest first. The number of queries is constant."""
    years = Assessment.objects.filter(area=area).values_list("year", flat=True).distinct()
    return _states(area, sorted(years, reverse=True))


def year_state(area: Area, year: int) -> YearState:
    """Where one year stands."""
    return _states(area, [year])[0]


def _states(area: Area, years: Sequence[int]) -> list[YearState]:
    releases: dict[int, list[Release]] = defaultdict(list)
    for release in Release.objects.filter(area=area, year__in=years).order_by("number"):
        releases[release.year].append(release)
    cells = _cells(area, years)
    current = _years_up_to_date(area, years)
    return [
        YearState(
            area=area,
            year=year,
            signed=next((row for row in releases[year] if _waits(row)), None),
            released=next((row for row in reversed(releases[year]) if row.released_at), None),
            pending_cells=cells.get(year, {}).get("pending", 0),
            open_cells=cells.get(year, {}).get("open", 0),
            is_current=year in current,
        )
        for year in years
    ]


def _waits(release: Release) -> bool:
    return not release.released_at and not release.withdrawn_at


def _cells(area: Area, years: Sequence[int]) -> dict[int, dict[str, int]]:
    """{year: how many cells wait for review, and how many are still open}."""
    year = "submission__round__year"
    rows = (
        Item.objects.filter(submission__area__path__startswith=area.path, **{f"{year}__in": years})
        .order_by()
        .values(year)
        .annotate(
            pending=Count("pk", filter=Q(review__in=UNDER_REVIEW)),
            open=Count("pk", filter=Q(review__in=STILL_WITH_UNIT)),
        )
    )
    return {row[year]: row for row in rows}


def _years_up_to_date(area: Area, years: Sequence[int]) -> set[int]:
    """The years whose last run rests on the newest figures and the settings in force."""
    scope = scope_of(area)
    last_runs = (
        AssessmentRun.objects.filter(scope=scope, year__in=years)
        .select_related("settings")
        .order_by("year", "-id")
        .distinct("year")
    )
    version, digest = current_data_version(scope), settings_in_force().digest()
    return {
        run.year
        for run in last_runs
        if run.data_version == version and run.settings.digest == digest
    }


@transaction.atomic
def sign_year(*, area: Area, year: int, by: User, note: str = "") -> Release:
    """The bureau signs the year: its data version is fixed and its judgements are copied."""
    check_sign(by, area)
    # The lock of an assessment, and of another signature; figures can still be recorded.
    Area.objects.select_for_update(no_key=True).get(pk=scope_of(area).pk)
    state = year_state(area, year)
    run = latest_run(scope_of(area), year)
    if state.obstacle or run is None:
        raise ReleaseRefused(state.obstacle or "这个年度还没有评估结果。")
    last = Release.objects.filter(area=area, year=year).aggregate(Max("number"))["number__max"]
    if last and state.released and not note.strip():
        raise ReleaseRefused("这个年度已经发布过，再次核定必须填写修订说明。")
    release = Release.objects.create(
        area=area,
        year=year,
        number=(last or 0) + 1,
        data_version=run.data_version,
        run=run,
        signed_at=timezone.now(),
        signed_by=by,
        note=note.strip(),
    )
    _freeze_judgements(release)
    record_act(by=by, action="year.sign", subject=release, new={"year": year}, reason=note)
    tell_signed(release)
    return release


def _freeze_judgements(release: Release) -> None:
    columns = ", ".join(
        ["target_id", "area_id", "breakdown_id", "year", "data_version", *RESULT_FIELDS]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO reporting_releasedjudgement (release_id, {columns}) "
            f"SELECT %s, {columns} FROM reporting_assessment WHERE area_id = %s AND year = %s",
            [release.pk, release.area_id, release.year],
        )


@transaction.atomic
def withdraw_signature(*, release: Release, by: User, reason: str) -> Release:
    """The bureau takes a signature back before the release, with a reason."""
    locked = Release.objects.select_for_update().get(pk=release.pk)
    check_sign(by, locked.area)
    if locked.released_at or locked.withdrawn_at:
        raise ReleaseRefused("这一版已经发布或撤回，不能再撤回核定。")
    if not reason.strip():
        raise ReleaseRefused("撤回核定必须填写原因。")
    locked.withdrawn_at, locked.withdrawn_by = timezone.now(), by
    locked.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record_act(by=by, action="year.withdraw", subject=locked, reason=reason)
    tell_withdrawn(locked, reason)
    return locked


@transaction.atomic
def release_year(*, release: Release, by: User) -> Release:
    """The office releases what the bureau has signed."""
    locked = Release.objects.select_for_update().get(pk=release.pk)
    check_release(by, locked.area)
    if locked.released_at or locked.withdrawn_at:
        raise ReleaseRefused("这一版已经发布或已被撤回，请刷新页面。")
    locked.released_at, locked.released_by = timezone.now(), by
    locked.save(update_fields=["released_at", "released_by"])
    record_act(
        by=by,
        action="year.release",
        subject=locked,
        new={"year": locked.year, "number": locked.number, "data_version": locked.data_version},
    )
    tell_released(locked)
    return locked
