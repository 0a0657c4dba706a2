"""The past of the demonstration: recorded figures and released years."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from indicators.models import (
    Area,
    Breakdown,
    CitySource,
    CountySource,
    Indicator,
    User,
    ValueMode,
)
from reporting.assessment.judge import assess_scope
from reporting.assessment.release import release_year, sign_year
from reporting.models import Flow, MissingKind, ObservationStatus
from reporting.observations import Figure, record

from .figures import Form, InventedFigure, invent
from .specification import read_specification

SOURCE_NOTE = "演示数据"
NOBODY_EXPOSED = "当年无暴露"


def invented_figures() -> list[InventedFigure]:
    """Every invented figure that somebody has to report: the counties' where they have any."""
    indicators = {row.code: row for row in Indicator.objects.all()}
    forms = {
        code: Form(row.decimals, row.multiplier if row.value_mode == ValueMode.RATIO else None)
        for code, row in indicators.items()
    }
    specification = read_specification()
    return [
        figure
        for figure in invent(specification, forms)
        if figure.area == specification.city
        or indicators[figure.indicator].county_source != CountySource.NONE
    ]


def record_past(figures: Iterable[InventedFigure], gaps: Iterable[Mapping[str, Any]]) -> None:
    """Record the figures of the years before the open one, and the gaps in them."""
    areas = {area.code: area for area in Area.objects.all()}
    indicators = {row.code: row for row in Indicator.objects.all()}
    breakdowns = {row.name: row.pk for row in Breakdown.objects.all()}
    recorded = [
        observed(
            figure,
            areas[figure.area],
            indicators[figure.indicator],
            breakdowns[figure.breakdown],
        )
        for figure in reported(figures, indicators)
    ]
    withdrawn = [gap for gap in gaps if gap.get("withdrawn")]
    missing = _missing([gap for gap in gaps if gap not in withdrawn], areas, indicators)
    left_out = {figure.key for figure in missing}
    record(
        [figure for figure in recorded if figure.key not in left_out] + missing,
        flow=Flow.RETURN,
        by=None,
        reason="历史数据补录（演示数据）",
    )
    for gap, figure in zip(withdrawn, _missing(withdrawn, areas, indicators), strict=True):
        record([figure], flow=Flow.RETURN, by=None, reason=gap["note"])


def reported(
    figures: Iterable[InventedFigure], indicators: Mapping[str, Indicator]
) -> Iterator[InventedFigure]:
    """The figures that somebody reports: the city has none of its own where its counties add up."""
    city = read_specification().city
    for figure in figures:
        is_sum = indicators[figure.indicator].city_value == CitySource.ROLLED_UP
        if figure.area != city or not is_sum:
            yield figure


def _missing(
    gaps: Iterable[Mapping[str, Any]],
    areas: Mapping[str, Area],
    indicators: Mapping[str, Indicator],
) -> list[Figure]:
    return [
        Figure(
            indicators[gap["indicator"]].pk,
            areas[gap["area"]],
            gap["year"],
            missing_kind=gap["kind"],
            status=ObservationStatus.MISSING,
            note=gap["note"],
        )
        for gap in gaps
    ]


def observed(figure: InventedFigure, area: Area, indicator: Indicator, breakdown: int) -> Figure:
    """The invented figure as it is recorded; `breakdown` is the id."""
    if figure.nobody_exposed:
        return Figure(
            indicator.pk,
            area,
            figure.year,
            breakdown_id=breakdown,
            missing_kind=MissingKind.NOT_APPLICABLE,
            status=ObservationStatus.MISSING,
            note=NOBODY_EXPOSED,
        )
    return Figure(
        indicator.pk,
        area,
        figure.year,
        breakdown_id=breakdown,
        value=value_of(figure, indicator),
        numerator=None if figure.numerator is None else Decimal(figure.numerator),
        denominator=None if figure.denominator is None else Decimal(figure.denominator),
        note=SOURCE_NOTE,
    )


def value_of(figure: InventedFigure, indicator: Indicator) -> Decimal | None:
    """The exact value; None where nobody was exposed."""
    if figure.numerator is None or figure.denominator is None:
        return figure.value
    if figure.nobody_exposed:
        return None
    return Decimal(figure.numerator) / figure.denominator * (indicator.multiplier or 1)


def release_past(scope: Area, years: Iterable[int]) -> None:
    """Judge, sign and release the past years of the city, oldest first."""
    for year in years:
        assess_scope(scope=scope, year=year)
        release_judged(scope, year, bureau="tongji", office="fuerwei")


def release_judged(area: Area, year: int, *, bureau: str, office: str) -> None:
    """The bureau signs what is judged, the office releases it; both by username."""
    signed = sign_year(area=area, year=year, by=User.objects.get(username=bureau))
    release_year(release=signed, by=User.objects.get(username=office))
