"""Sex and urban–rural gaps of one indicator, each with its own trend and its words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import permutations

from indicators.models import TOTAL, Breakdown, CountKind, Indicator
from indicators.wording import MISSING, difference, difference_unit
from reporting.dashboards.area_figures import FEW
from reporting.dashboards.chart_parts import Figure, Point
from reporting.dashboards.gap_series import gap_words, gaps_between
from reporting.dashboards.group_charts import Pair, gap_chart, pair_chart
from reporting.dashboards.series import Origin, exact_value, rounded_value
from reporting.dashboards.trends import points_of, suffix_of
from reporting.dashboards.words import figure

#: The codes that are set against each other, by dimension: women and men, town and country.
OPPOSITES = {"sex": ("F", "M"), "residence": ("U", "R")}


@dataclass(frozen=True)
class GapRow:
    """One year of both groups in words."""

    year: int
    first_words: str
    second_words: str
    gap_words: str


@dataclass(frozen=True)
class GroupGap:
    """Two groups: the finding in words, both charts, the numbers as a table."""

    breakdowns: tuple[Breakdown, Breakdown]
    words: str
    pair: Figure
    gap: Figure
    rows: tuple[GapRow, ...]
    gap_unit: str

    @property
    def key(self) -> str:
        """A name for the ids of its charts."""
        return "-".join(str(each.pk) for each in self.breakdowns)

    @property
    def pair_id(self) -> str:
        return f"chart-pair-{self.key}"

    @property
    def gap_id(self) -> str:
        return f"chart-gap-{self.key}"


def opposite_pairs(breakdowns: Iterable[Breakdown]) -> list[tuple[Breakdown, Breakdown]]:
    """Breakdowns that differ in one dimension only, by opposite codes."""
    return [
        (first, second)
        for first, second in permutations(breakdowns, 2)
        if any(
            (getattr(first, dimension), getattr(second, dimension)) == codes
            and _without(first, dimension) == _without(second, dimension)
            for dimension, codes in OPPOSITES.items()
        )
    ]


def group_gaps(
    indicator: Indicator,
    breakdowns: Iterable[Breakdown],
    series: Mapping[int, tuple[Origin, ...]],
    breaks: Collection[int],
) -> list[GroupGap]:
    """The gap of every pair of which both groups have figures."""
    with_figures = [each for each in breakdowns if each.pk != TOTAL and series.get(each.pk)]
    return [
        _gap(indicator, pair, (series[pair[0].pk], series[pair[1].pk]), breaks)
        for pair in opposite_pairs(with_figures)
    ]


def _gap(
    indicator: Indicator,
    breakdowns: tuple[Breakdown, Breakdown],
    sides: tuple[tuple[Origin, ...], tuple[Origin, ...]],
    breaks: Collection[int],
) -> GroupGap:
    names = (breakdowns[0].name, breakdowns[1].name)
    exact = [_exact_values(indicator, side) for side in sides]
    gaps = gaps_between(exact[0], exact[1], partial(rounded_value, indicator=indicator))
    pair = Pair(
        names=names,
        first=points_of(sides[0]),
        second=points_of(sides[1]),
        gaps=gaps,
        suffix=suffix_of(indicator),
        gap_suffix=difference_unit(indicator.unit),
        decimals=indicator.decimals,
        breaks=tuple(sorted(breaks)),
    )
    size = partial(difference, unit=indicator.unit, decimals=indicator.decimals)
    return GroupGap(
        breakdowns=breakdowns,
        words=gap_words(names, gaps, size, breaks, has_few=_has_few(indicator, sides)),
        pair=pair_chart(pair),
        gap=gap_chart(pair),
        rows=_rows(indicator, sides, gaps),
        gap_unit=pair.gap_suffix,
    )


def _has_few(indicator: Indicator, sides: Iterable[tuple[Origin, ...]]) -> bool:
    """In some year a side has so few events that the gap moves by chance."""
    if indicator.count_kind != CountKind.EVENTS:
        return False
    counts = (origin.observation.numerator for side in sides for origin in side)
    return any(count is not None and count < FEW for count in counts)


def _exact_values(indicator: Indicator, side: tuple[Origin, ...]) -> dict[int, float]:
    values = {row.observation.year: exact_value(row.observation, indicator) for row in side}
    return {year: value for year, value in values.items() if value is not None}


def _rows(
    indicator: Indicator,
    sides: tuple[tuple[Origin, ...], tuple[Origin, ...]],
    gaps: tuple[Point, ...],
) -> tuple[GapRow, ...]:
    first, second = ({origin.observation.year: origin for origin in side} for side in sides)
    by_year = dict(gaps)
    return tuple(
        GapRow(
            year,
            _words(indicator, first.get(year)),
            _words(indicator, second.get(year)),
            _signed(indicator, by_year.get(year)),
        )
        for year in sorted(first.keys() | second.keys())
    )


def _words(indicator: Indicator, origin: Origin | None) -> str:
    if origin is None:
        return MISSING
    if origin.hidden:
        return origin.hidden
    if origin.number is None:
        return str(origin.observation.get_missing_kind_display())
    return origin.observation.qualifier + figure(origin.number, indicator)


def _signed(indicator: Indicator, gap: float | None) -> str:
    return MISSING if gap is None else f"{gap:+.{indicator.decimals}f}"


def _without(breakdown: Breakdown, dimension: str) -> tuple[str, ...]:
    return tuple(
        getattr(breakdown, each) for each in ("sex", "residence", "age") if each != dimension
    )
