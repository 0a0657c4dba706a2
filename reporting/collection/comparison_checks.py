"""The soft checks of a cell against other areas and against published figures. Pure."""

import math
from collections.abc import Iterable, Iterator
from decimal import Decimal
from statistics import median

from reporting.collection.cell_contents import CellContent, Finding
from reporting.collection.changes import could_be_chance, position
from reporting.collection.checked_return import CheckedCell
from reporting.collection.finding_words import shown, value_shown
from reporting.collection.hard_checks import COLUMN_NAMES
from reporting.collection.rules import RULES
from reporting.collection.slip_checks import is_chance_of
from reporting.collection.soft_checks import recent
from reporting.collection.thresholds import (
    COUNTY_SHARE_DISTANCE,
    COUNTY_TIMES,
    FEWEST_COUNTIES,
    NOT_ADDED_UP,
    OWN_DISTANCE,
    RARE,
    REFERENCE_AGE,
    REFERENCE_SHARE_DISTANCE,
    REFERENCE_TIMES,
    SAME_COUNT,
    SUM_TOLERANCE,
)
from reporting.collection.typed_numbers import number_text


def city_against_counties(cell: CheckedCell) -> Iterator[Finding]:
    """The city's figure against the sum of its counties, or against their range."""
    there = {name: each for name, each in cell.counties.items() if each.value is not None}
    if cell.content.value is None or not cell.counties_complete or len(there) < 2:
        return
    columns = _summed_columns(cell, there.values())
    for column in columns:
        now = getattr(cell.content, column)
        total = sum((getattr(each, column) for each in there.values()), start=Decimal(0))
        if abs(now - total) > Decimal(str(SUM_TOLERANCE)) * max(now, total):
            yield RULES["county_sum"].finding(
                cell.row,
                column,
                column=COLUMN_NAMES[column],
                now=number_text(now),
                total=number_text(total),
                difference=number_text(abs(now - total)),
            )
            return
    if not columns:
        yield from _in_range(cell, there)


def county_against_others(cell: CheckedCell, *, is_city: bool) -> Iterator[Finding]:
    """A county's rate far from what the other counties of its city have."""
    others = [each for each in cell.counties.values() if each.value is not None]
    if is_city or cell.indicator.is_counted or len(others) < FEWEST_COUNTIES:
        return
    places = [place for each in others if (place := position(cell.indicator, each)) is not None]
    limit = COUNTY_SHARE_DISTANCE if cell.indicator.is_bounded else math.log(COUNTY_TIMES)
    if not places or not _is_newly_far(cell, median(places), limit):
        return
    if could_be_chance(cell.indicator, cell.content, others, RARE):
        return
    middle = median(float(each.value or 0) for each in others)
    yield RULES["county_outlier"].finding(
        cell.row,
        cell.first_column,
        now=shown(cell.indicator, cell.content),
        median=value_shown(cell, middle),
    )


def same_as_county(cell: CheckedCell, *, is_city: bool) -> Iterator[Finding]:
    """Large counts that another county reports to the last digit."""
    numbers = _large_numbers(cell, cell.content)
    same = [name for name, each in cell.counties.items() if numbers == _large_numbers(cell, each)]
    if numbers and same and not is_city and not _is_own(cell, numbers[-1]):
        yield RULES["same_as_county"].finding(
            cell.row,
            cell.first_column,
            now=shown(cell.indicator, cell.content),
            county="、".join(same),
        )


def far_from_reference(cell: CheckedCell, year: int) -> Iterator[Finding]:
    """Far from the newest published figure of the province, or of the nation."""
    fresh = [each for each in cell.references if year - REFERENCE_AGE <= each.year <= year]
    if not fresh or cell.indicator.is_counted:
        return
    reference = fresh[0]
    middle = position(cell.indicator, reference.content)
    limit = REFERENCE_SHARE_DISTANCE if cell.indicator.is_bounded else math.log(REFERENCE_TIMES)
    if middle is None or not _is_newly_far(cell, middle, limit):
        return
    if is_chance_of(cell, float(reference.content.value or 0)):
        return
    yield RULES["reference_far"].finding(
        cell.row,
        cell.first_column,
        now=shown(cell.indicator, cell.content),
        area=reference.area,
        year=str(reference.year),
        reference=shown(cell.indicator, reference.content),
    )


def _is_newly_far(cell: CheckedCell, middle: float, limit: float) -> bool:
    """Further than `limit`, and last year's figure was not: that one was looked at then."""
    now = position(cell.indicator, cell.content)
    if now is None or abs(now - middle) <= limit:
        return False
    last = [position(cell.indicator, each) for _, each in recent(cell)[-1:]]
    return not any(before is not None and abs(before - middle) > limit for before in last)


def _summed_columns(cell: CheckedCell, counties: Iterable[CellContent]) -> tuple[str, ...]:
    """What the counties' figures are added up by; nothing where a sum has no meaning."""
    if cell.indicator.is_counted:
        return ("value",)
    denominators = [each.denominator for each in counties]
    own = cell.content.denominator
    largest = max((number for number in denominators if number is not None), default=None)
    if own is None or largest is None or None in denominators:
        return ()
    if float(own) <= NOT_ADDED_UP * float(largest) and len(denominators) > 2:
        return ()  # as many days in the city as in each county
    return ("denominator", "numerator")


def _in_range(cell: CheckedCell, counties: dict[str, CellContent]) -> Iterator[Finding]:
    if cell.indicator.count_kind.endswith("sample"):
        return
    values = {name: each.value for name, each in counties.items() if each.value is not None}
    lowest, highest = min(values, key=values.__getitem__), max(values, key=values.__getitem__)
    half = Decimal(1).scaleb(-cell.indicator.decimals) / 2
    now = cell.content.value or Decimal(0)
    if not values[lowest] - half <= now <= values[highest] + half:
        yield RULES["county_range"].finding(
            cell.row,
            cell.first_column,
            now=shown(cell.indicator, cell.content),
            lowest=value_shown(cell, float(values[lowest])),
            lowest_name=lowest,
            highest=value_shown(cell, float(values[highest])),
            highest_name=highest,
        )


def _is_own(cell: CheckedCell, size: Decimal) -> bool:
    """The county's own last figure was of nearly this size."""
    last = [_large_numbers(cell, each) for _, each in recent(cell)[-1:]]
    return any(
        abs(math.log(float(size) / float(numbers[-1]))) < OWN_DISTANCE
        for numbers in last
        if numbers
    )


def _large_numbers(cell: CheckedCell, content: CellContent) -> tuple[Decimal, ...]:
    """The counts of a figure, where they are too large to repeat by chance."""
    numbers: tuple[Decimal | None, ...] = (content.numerator, content.denominator)
    if cell.indicator.is_counted and cell.indicator.decimals == 0:
        numbers = (content.value,)
    known = tuple(number for number in numbers if number is not None and number >= SAME_COUNT)
    return known if len(known) == len(numbers) else ()
