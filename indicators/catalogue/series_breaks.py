"""Series breaks (口径变化): from a year on the figures of an indicator are not comparable."""

from django.db import transaction

from indicators.clock import today
from indicators.data_versions import next_data_version, scope_of
from indicators.models import Area, Indicator, SeriesBreak, User
from indicators.people.audit import record_act
from indicators.people.catalogue_permissions import check_declare_break, installed_area

from .adjusting import (
    AdjustmentRefused,
    Grounds,
    Moved,
    record_revisions,
)
from .entry_keys import indicator_key

EARLIEST_YEAR = 1990
FIELD = "series_break"


@transaction.atomic
def declare_break(
    *, indicator: Indicator, area: Area, year: int, grounds: Grounds, by: User
) -> tuple[Moved, ...]:
    """The indicator's series starts anew in `year`, in the area and those below it.

    `grounds.reason` says what changed. Raises Refused or AdjustmentRefused.
    """
    check_declare_break(by, area)
    if not area.path.startswith(installed_area().path):
        raise AdjustmentRefused("area", "只能登记本市及所辖县（市、区）的口径变化。")
    if not EARLIEST_YEAR < year <= today().year:
        raise AdjustmentRefused(
            "year", f"起始年份须在 {EARLIEST_YEAR + 1} 年至 {today().year} 年之间。"
        )
    grounds = grounds.checked()
    locked = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if SeriesBreak.objects.filter(indicator=locked, area=area, year=year, valid_to=None).exists():
        raise AdjustmentRefused("year", f"{area}{year}年的口径变化已经登记，不必重复登记。")
    number = _take_version(area, grounds, by)
    row = SeriesBreak.objects.create(
        indicator=locked,
        area=area,
        year=year,
        note=grounds.reason,
        document=grounds.document,
        valid_from=number,
        set_by=by,
    )
    _trace(row, (None, break_words(row)), grounds, number, by)
    return (Moved(scope_of(area), number),)


@transaction.atomic
def withdraw_break(*, series_break: SeriesBreak, grounds: Grounds, by: User) -> tuple[Moved, ...]:
    """Take a break back: the series is read through again. Raises Refused, AdjustmentRefused."""
    check_declare_break(by, series_break.area)
    grounds = grounds.checked()
    Indicator.objects.select_for_update().get(pk=series_break.indicator_id)
    row = SeriesBreak.objects.select_related("indicator", "area").get(pk=series_break.pk)
    if row.valid_to is not None:
        raise AdjustmentRefused("", "这条口径变化已经撤销，请返回查看变更记录。")
    number = _take_version(row.area, grounds, by)
    row.valid_to = number
    row.save(update_fields=["valid_to"])
    _trace(row, (break_words(row), None), grounds, number, by)
    return (Moved(scope_of(row.area), number),)


def break_words(row: SeriesBreak) -> str:
    """演示市 2023年起."""
    return f"{row.area} {row.year}年起"


def _take_version(area: Area, grounds: Grounds, by: User) -> int:
    return next_data_version(
        scope=scope_of(area), kind="series_break", reason=grounds.reason, by=by
    )


def _trace(
    row: SeriesBreak, change: tuple[object, object], grounds: Grounds, number: int, by: User
) -> None:
    record_revisions(
        indicator_key(row.indicator), {FIELD: change}, grounds=grounds, data_version=number, by=by
    )
    record_act(
        by=by,
        action="series_break.declare" if change[0] is None else "series_break.withdraw",
        subject=row,
        old={FIELD: change[0]},
        new={FIELD: change[1]},
        reason=grounds.reason,
    )
