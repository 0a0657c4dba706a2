"""What do the counties of a city add up to? Sums of counts per breakdown, never a mean of rates.

A sum exists only when every county that counts towards its city is there; until then a page can
say "5/6 县（市、区）" and which one is missing. An indicator that the counties give the city's
figure of (`city_value` rolled_up) has its sum recorded; for any other it is a soft comparison.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from django.db.models import QuerySet

from indicators.models import Area, AreaLevel, CitySource, Indicator, Scale, ValueMode
from reporting.models import Flow, MissingKind, Observation, ObservationStatus

from .figure import Figure

CellKey = tuple[int, int, int]  # indicator, breakdown, year
ChangedCell = tuple[int, int, int]  # indicator, area, year


@dataclass(frozen=True)
class CountySum:
    """One cell of a city seen from its counties; `figure` is None until all of them are there."""

    counties: int
    missing: tuple[Area, ...]
    figure: Figure | None

    @property
    def words(self) -> str:
        """5/6 县（市、区），缺：甲县."""
        there = f"{self.counties - len(self.missing)}/{self.counties} 县（市、区）"
        names = "、".join(area.name for area in self.missing)
        return f"{there}，缺：{names}" if names else there


def county_sums(
    city: Area,
    indicators: Iterable[Indicator],
    *,
    years: Iterable[int] | None = None,
    data_version: int | None = None,
) -> dict[CellKey, CountySum]:
    """The sums of every cell in which a county has a figure. Two queries.

    As of `data_version`, or now. Ratios are summed by numerator and denominator, plain amounts
    by value; a share or rate without counts has no sum.
    """
    counties = {area.pk: area for area in counties_of(city)}
    wanted = {indicator.pk: indicator for indicator in indicators if has_sum(indicator)}
    rows = _reported(counties, wanted, years, data_version)
    by_cell: dict[CellKey, dict[int, Observation]] = defaultdict(dict)
    for row in rows:
        by_cell[row.indicator_id, row.breakdown_id, row.year][row.area_id] = row
    return {
        key: _county_sum(city, wanted[key[0]], key, found, counties)
        for key, found in by_cell.items()
    }


def counties_of(city: Area) -> QuerySet[Area]:
    """The parts of a city that count towards its sums, in their order."""
    below = Area.objects.filter(parent=city, in_parent_sum=True)
    return below.filter(level__in=[AreaLevel.COUNTY, AreaLevel.ZONE]).order_by("position", "path")


def rolled_up_indicators() -> list[Indicator]:
    """The indicators whose city figure is the sum of the counties."""
    return list(Indicator.objects.filter(city_value=CitySource.ROLLED_UP))


def rolled_up_after(changed: Iterable[ChangedCell], city: Area) -> list[Figure]:
    """The city's sums that these county figures move: every complete one, and for a stored one
    that is no longer complete the reason.
    """
    below = [cell for cell in changed if cell[1] != city.pk]
    asked = {indicator_id for indicator_id, _area_id, _year in below}
    indicators = [indicator for indicator in rolled_up_indicators() if indicator.pk in asked]
    if not indicators:
        return []
    sums = county_sums(city, indicators, years={year for _indicator_id, _area_id, year in below})
    stored = Observation.objects.in_force().filter(
        area=city, flow=Flow.ROLL_UP, indicator__in=indicators
    )
    keys = set(stored.values_list("indicator_id", "breakdown_id", "year"))
    figures = [found.figure for found in sums.values() if found.figure]
    return figures + [
        _incomplete(city, key, sums[key]) for key in keys & sums.keys() if not sums[key].figure
    ]


def has_sum(indicator: Indicator) -> bool:
    """Amounts and ratios of counts add up; a share or rate without counts does not."""
    return indicator.value_mode == ValueMode.RATIO or indicator.scale == Scale.VALUE


def _reported(
    counties: dict[int, Area],
    indicators: dict[int, Indicator],
    years: Iterable[int] | None,
    data_version: int | None,
) -> QuerySet[Observation]:
    every = Observation.objects
    rows = every.in_force() if data_version is None else every.as_of(data_version)
    rows = rows.filter(flow=Flow.RETURN, source=None, area__in=counties, indicator__in=indicators)
    return rows if years is None else rows.filter(year__in=set(years))


def _county_sum(
    city: Area,
    indicator: Indicator,
    key: CellKey,
    found: dict[int, Observation],
    counties: dict[int, Area],
) -> CountySum:
    is_ratio = indicator.value_mode == ValueMode.RATIO
    missing = tuple(
        area for pk, area in counties.items() if pk not in found or not _counts(found[pk], is_ratio)
    )
    figure = None if missing else _sum(city, indicator, key, list(found.values()))
    return CountySum(len(counties), missing, figure)


def _counts(row: Observation, is_ratio: bool) -> bool:
    """There with what is added up; a county to which the indicator does not apply adds nothing."""
    if row.missing_kind == MissingKind.NOT_APPLICABLE:
        return True
    return (row.numerator if is_ratio else row.value) is not None


def _sum(city: Area, indicator: Indicator, key: CellKey, rows: Sequence[Observation]) -> Figure:
    _indicator_id, breakdown_id, year = key
    cell = {"indicator_id": indicator.pk, "area": city, "breakdown_id": breakdown_id, "year": year}
    there = [row for row in rows if row.value is not None]
    if not there:
        return Figure(
            **cell, missing_kind=MissingKind.NOT_APPLICABLE, status=ObservationStatus.MISSING
        )
    if indicator.value_mode == ValueMode.VALUE:
        return Figure(**cell, value=_total(row.value for row in there))
    events = _total(row.numerator for row in there)
    exposure = _total(row.denominator for row in there)
    with localcontext(prec=60):
        value = events * (indicator.multiplier or 1) / exposure
    return Figure(**cell, value=value, numerator=events, denominator=exposure)


def _total(numbers: Iterable[Decimal | None]) -> Decimal:
    return sum((number for number in numbers if number is not None), start=Decimal(0))


def incomplete_sums(
    city: Area, indicators: Sequence[Indicator], cells: Collection[CellKey]
) -> list[Figure]:
    """Why these cells have no sum: which counties are missing."""
    asked = {key[0] for key in cells}
    wanted = [indicator for indicator in indicators if indicator.pk in asked]
    sums = county_sums(city, wanted, years={key[2] for key in cells})
    return [_incomplete(city, key, sums[key]) for key in cells if not sums[key].figure]


def _incomplete(city: Area, key: CellKey, found: CountySum) -> Figure:
    indicator_id, breakdown_id, year = key
    return Figure(
        indicator_id=indicator_id,
        area=city,
        breakdown_id=breakdown_id,
        year=year,
        missing_kind=MissingKind.NOT_REPORTED,
        status=ObservationStatus.MISSING,
        note=found.words[:300],
    )
