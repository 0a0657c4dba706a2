"""The soft checks of a cell against its own past: slips, jumps, repeated and lost figures. Pure."""

import math
from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from reporting.collection.cell_contents import CellContent, Finding
from reporting.collection.changes import chance, could_be_chance, position, usual_change
from reporting.collection.checked_return import CheckedCell
from reporting.collection.finding_words import change_words, shown, times_words
from reporting.collection.rules import RULES
from reporting.collection.thresholds import (
    DENOMINATOR_TIMES,
    JUMP_FLOORS,
    JUMP_POINTS,
    JUMP_SHARE_POINTS,
    JUMP_SPREADS,
    RARE,
    RECENT_YEARS,
    SAME_AMOUNT,
    SAME_COUNT,
    SWAPPED_DISTANCE,
    SWAPPED_FIT,
)
from reporting.collection.typed_numbers import number_text

LOST_KINDS = {"not_reported": "未填报", "not_applicable": "不适用"}


def recent(cell: CheckedCell) -> list[tuple[int, CellContent]]:
    """The last years with a figure, the oldest first."""
    known = sorted((y, content) for y, content in _known(cell))
    return known[-RECENT_YEARS:]


def jump(cell: CheckedCell, year: int) -> Iterator[Finding]:
    """The change on last year, against the changes of the years before."""
    past = sorted(_known(cell))
    positions = [place for _, each in past if (place := position(cell.indicator, each)) is not None]
    now = position(cell.indicator, cell.content)
    if now is None or len(positions) < JUMP_POINTS or len(positions) < len(past):
        return
    usual, spread = usual_change(positions)
    floor = JUMP_FLOORS["share" if cell.indicator.is_bounded else _rate_or_value(cell)]
    change = now - positions[-1] - usual
    level = now - median(positions[-RECENT_YEARS:])
    last_year, last = past[-1]
    if abs(change) <= max(JUMP_SPREADS * spread, floor) or abs(level) <= floor:
        return
    if cell.indicator.is_bounded and _distance(cell.content, last) < JUMP_SHARE_POINTS:
        return
    if could_be_chance(cell.indicator, cell.content, [each for _, each in recent(cell)], RARE):
        return
    yield RULES["jump"].finding(
        cell.row,
        cell.first_column,
        now=shown(cell.indicator, cell.content),
        basis=f"{last_year}年",
        before=shown(cell.indicator, last),
        words=change_words(cell.indicator, cell.content, last),
    )


def same_as_last_year(cell: CheckedCell, year: int) -> Iterator[Finding]:
    """Large counts that did not move at all, or a share that stood still for two years."""
    last = cell.past.get(year - 1)
    if last is None or not cell.indicator.is_yearly or cell.content.value is None:
        return
    if _repeats(cell, last, cell.past.get(year - 2)):
        yield RULES["same_as_last_year"].finding(
            cell.row,
            cell.first_column,
            now=shown(cell.indicator, cell.content),
            year=str(year - 1),
        )


def swapped(cell: CheckedCell, year: int) -> Iterator[Finding]:
    """Numerator and denominator the other way round fit last year's far better."""
    last = recent(cell)[-1:]
    content = cell.content
    if not last or content.numerator is None or content.denominator is None:
        return
    last_year, before = last[0]
    if before.numerator is None or before.denominator is None:
        return
    counts = (content.numerator, content.denominator, before.numerator, before.denominator)
    if min(counts) <= 0:
        return
    some, all_, old_some, old_all = (math.log(number) for number in counts)
    straight = abs(some - old_some) + abs(all_ - old_all)
    crossed = abs(some - old_all) + abs(all_ - old_some)
    if straight > SWAPPED_DISTANCE and crossed < SWAPPED_FIT * straight:
        yield RULES["swapped"].finding(
            cell.row,
            cell.first_column,
            year=str(last_year),
            numerator=number_text(content.numerator),
            denominator=number_text(content.denominator),
            old_numerator=number_text(before.numerator),
            old_denominator=number_text(before.denominator),
        )


def denominator_jump(cell: CheckedCell, year: int) -> Iterator[Finding]:
    """The denominator against its own last years."""
    sizes = [float(each.denominator) for _, each in sorted(_known(cell)) if each.denominator]
    now = cell.content.denominator
    if not sizes or not now or cell.indicator.rule.population:
        return
    last = sizes[-RECENT_YEARS:]
    middle = median(last)
    widest = math.log(DENOMINATOR_TIMES)
    if len(sizes) >= JUMP_POINTS:
        widest = max(widest, JUMP_SPREADS * usual_change([math.log(size) for size in sizes])[1])
    is_rare = chance((float(now), 1.0), (sum(last), float(len(last)))) < RARE
    if abs(math.log(float(now) / middle)) > widest and is_rare:
        yield RULES["denominator_jump"].finding(
            cell.row,
            "denominator",
            now=number_text(now),
            basis="上年" if len(last) == 1 else f"近{len(last)}年的中位数",
            before=number_text(Decimal(round(middle))),
            words=times_words(float(now), middle),
        )


def now_missing(cell: CheckedCell, year: int) -> Iterator[Finding]:
    """No figure where there was one last year."""
    last = cell.past.get(year - 1)
    kind = LOST_KINDS.get(cell.content.missing_kind)
    if not kind or last is None or last.value is None or not cell.indicator.is_yearly:
        return
    few = [float(each.denominator) for _, each in recent(cell) if each.denominator]
    if kind == LOST_KINDS["not_applicable"] and few:
        # So few were exposed in the last years that nobody may be this year.
        kind = "" if chance((0.0, 1.0), (sum(few), float(len(few)))) >= RARE else kind
    if kind:
        yield RULES["now_missing"].finding(
            cell.row,
            "missing_kind",
            kind=kind,
            year=str(year - 1),
            before=shown(cell.indicator, last),
        )


def _known(cell: CheckedCell) -> Iterator[tuple[int, CellContent]]:
    return ((y, content) for y, content in cell.past.items() if content.value is not None)


def _rate_or_value(cell: CheckedCell) -> str:
    return "rate" if cell.indicator.rule.scale == "rate" else "value"


def _distance(first: CellContent, second: CellContent) -> float:
    return abs(float(first.value or 0) - float(second.value or 0))


def _repeats(cell: CheckedCell, last: CellContent, before_last: CellContent | None) -> bool:
    now = cell.content
    if now.numerator is not None and now.denominator is not None:
        counts = (now.numerator, now.denominator)
        same = counts == (last.numerator, last.denominator)
        return same and min(counts) >= SAME_COUNT and counts[0] != counts[1]
    if now.value != last.value or now.value is None:
        return False
    if cell.indicator.is_counted:
        return now.value.scaleb(cell.indicator.decimals) >= SAME_AMOUNT
    stood_still = before_last is not None and before_last.value == now.value
    return stood_still and now.value not in (Decimal(0), Decimal(100))
