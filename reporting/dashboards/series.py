"""The figures behind one target: the official series, where each figure came from, references."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from indicators.attainment.rounding import rounded
from indicators.models import Area, AreaLevel, CitySource, Indicator, Target
from reporting.assessment.reading import Reading
from reporting.models import Flow, Item, Observation, ReviewState
from reporting.observations.series import Series, SeriesKey, series_of


@dataclass(frozen=True)
class ReleaseMark:
    """A release as a figure names it: its number, and the state of the data that it froze."""

    number: int
    data_version: int


@dataclass(frozen=True)
class Origin:
    """One figure of the series with its provenance; `number` is the value as it is judged.

    For a gap or a relative target `other` is the figure it is compared with, and `number` the
    gap or the difference. Where `hidden` says why, there is no number in it at all.
    """

    observation: Observation
    number: float | None
    item: Item | None
    other: Observation | None = None
    hidden: str = ""
    release: ReleaseMark | None = None

    @property
    def release_words(self) -> str:
        """How the figure stands to the last release of its year; "" where there is none."""
        if self.release is None:
            return ""
        if self.observation.valid_from > self.release.data_version:
            return f"第{self.release.number}版发布之后更新"
        return f"随第{self.release.number}版发布"

    @property
    def is_reference(self) -> bool:
        return self.observation.flow == Flow.REFERENCE


@dataclass(frozen=True)
class Reference:
    """The published series of a larger area, for comparison."""

    area: Area
    origins: tuple[Origin, ...]


def judged_number(observation: Observation, indicator: Indicator) -> float | None:
    """The value rounded once, half up, to the indicator's decimals (docs/method.md §1)."""
    exact = exact_value(observation, indicator)
    return None if exact is None else rounded_value(exact, indicator)


def exact_value(observation: Observation, indicator: Indicator) -> float | None:
    """The value before rounding: counts are divided unrounded, as the engine does."""
    if observation.value is None:
        return None
    if observation.numerator is not None and observation.denominator and indicator.multiplier:
        return float(observation.numerator / observation.denominator * indicator.multiplier)
    return float(observation.value)


def rounded_value(value: float, indicator: Indicator) -> float:
    number = float(rounded(np.array([value]), np.array([indicator.report_unit]))[0])
    return round(number, indicator.decimals)


def official_series(reading: Reading, targets: Sequence[Target]) -> dict[int, tuple[Origin, ...]]:
    """{target id: its own figures in the order of years}, as they stood at the reading."""
    behind = {target.pk: series_of(target) for target in targets}
    keys = {key for series in behind.values() if series for key in series.keys}
    figures = figures_of(reading, keys)
    items = _items_behind(reading, {key[0] for key in keys})
    return {
        target.pk: tuple(_origins(target, behind[target.pk], figures, items)) for target in targets
    }


def figures_of(
    reading: Reading, keys: Collection[SeriesKey]
) -> dict[SeriesKey, dict[int, Observation]]:
    """{series key: {year: its figure}} as they stood at the reading. One query."""
    rows = (
        reading.observations()
        .filter(
            indicator__in={key[0] for key in keys},
            breakdown__in={key[1] for key in keys},
            area__in={key[2] for key in keys},
        )
        .select_related("source", "recorded_by")
    )
    by_series: dict[SeriesKey, list[Observation]] = {key: [] for key in keys}
    for row in rows:
        key = (row.indicator_id, row.breakdown_id, row.area_id, row.flow)
        if key in by_series:
            by_series[key].append(row)
    return {key: {row.year: row for row in one_a_year(found)} for key, found in by_series.items()}


def indicator_series(
    reading: Reading, indicator: Indicator, breakdowns: Collection[int], flow: str
) -> dict[int, tuple[Origin, ...]]:
    """{breakdown: the indicator's own figures in the reading's area}, whatever asks for them."""
    keys = {each: (indicator.pk, each, reading.area.pk, flow) for each in breakdowns}
    figures = figures_of(reading, keys.values())
    items = _items_behind(reading, {indicator.pk})
    return {
        each: tuple(
            Origin(row, judged_number(row, indicator), items.get((indicator.pk, each, year)))
            for year, row in figures[key].items()
        )
        for each, key in keys.items()
    }


def _origins(
    target: Target,
    series: Series | None,
    figures: dict[SeriesKey, dict[int, Observation]],
    items: dict[tuple[int, int, int], Item],
) -> Iterator[Origin]:
    if series is None:
        return
    others = figures[series.second] if series.second else {}
    for year, row in figures[series.first].items():
        item = items.get((row.indicator_id, row.breakdown_id, year))
        other = others.get(year)
        number = (
            _difference(target, row, other, series)
            if series.second
            else judged_number(row, target.indicator)
        )
        yield Origin(row, number, item, other)


def _difference(
    target: Target, row: Observation, other: Observation | None, series: Series
) -> float | None:
    """The gap (without its sign) or the difference, rounded once as it is judged."""
    first = exact_value(row, target.indicator)
    second = exact_value(other, target.other_indicator or target.indicator) if other else None
    if first is None or second is None:
        return None
    difference = first - second if series.as_difference else abs(first - second)
    return rounded_value(difference, target.indicator)


def references(reading: Reading, indicator: Indicator, breakdown: int) -> tuple[Reference, ...]:
    """Published figures of the nation and the province on the indicator, up to the year."""
    rows = (
        Observation.objects.in_force()
        .filter(
            indicator=indicator,
            breakdown=breakdown,
            flow=Flow.REFERENCE,
            area__level__in=[AreaLevel.NATION, AreaLevel.PROVINCE],
            year__lte=reading.year,
            value__isnull=False,
        )
        .exclude(area=reading.area)
        .select_related("area", "source", "recorded_by")
    )
    by_area: dict[int, list[Observation]] = {}
    areas: dict[int, Area] = {}
    for row in rows:
        by_area.setdefault(row.area_id, []).append(row)
        areas[row.area_id] = row.area
    ordered = sorted(areas.values(), key=lambda area: area.path)
    return tuple(
        Reference(
            area,
            tuple(
                Origin(row, judged_number(row, indicator), None)
                for row in one_a_year(by_area[area.pk])
            ),
        )
        for area in ordered
    )


def one_a_year(rows: Iterable[Observation]) -> list[Observation]:
    """One figure a year: the one recorded last, and a number before a reason for having none."""
    chosen: dict[int, Observation] = {}
    for row in sorted(rows, key=lambda row: (row.value is not None, row.valid_from, row.pk)):
        chosen[row.year] = row
    return [chosen[year] for year in sorted(chosen)]


def _items_behind(reading: Reading, indicator_ids: set[int]) -> dict[tuple[int, int, int], Item]:
    """{(indicator, breakdown, year): the approved cell of a return that a figure came from}.

    A city's sum came from its counties' returns, whatever the city itself may have reported.
    """
    items = Item.objects.filter(
        indicator__in=indicator_ids,
        submission__area=reading.area,
        submission__round__year__lte=reading.year,
        review=ReviewState.APPROVED,
    ).select_related("submission__organisation", "submission__round", "reviewed_by")
    if reading.area.level == AreaLevel.CITY:
        items = items.exclude(indicator__city_value=CitySource.ROLLED_UP)
    return {
        (item.indicator_id, item.breakdown_id, item.submission.round.year): item for item in items
    }
