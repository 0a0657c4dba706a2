"""Which of a city's sums are not what its counties add up to now? Computed inside PostgreSQL.

The same sums as `roll_up.county_sums`, of every cell at once: what is in order never leaves the
database. A test compares the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from indicators.models import Area, Indicator, ValueMode
from reporting.models import MissingKind, ObservationStatus

from .figure import Figure
from .roll_up import CellKey, counties_of, has_sum

# `quotient` is half away from zero at six decimals; `div` is exact, `/` would round twice.
_DIFFERING = """
WITH wanted AS (
    SELECT * FROM unnest(%(indicators)s::bigint[], %(ratios)s::bool[], %(multipliers)s::int[])
        AS indicator (id, is_ratio, multiplier)
), added AS (
    SELECT indicator_id, breakdown_id, year, is_ratio, multiplier,
        count(*) FILTER (
            WHERE missing_kind = 'not_applicable'
            OR CASE WHEN is_ratio THEN numerator ELSE value END IS NOT NULL
        ) = %(counties)s AS is_complete,
        sum(value) AS amount, sum(numerator) AS events, sum(denominator) AS exposure
    FROM reporting_observation JOIN wanted ON wanted.id = indicator_id
    WHERE valid_to IS NULL AND flow = 'return' AND source_id IS NULL
        AND area_id = ANY(%(areas)s) AND indicator_id = ANY(%(indicators)s)
    GROUP BY indicator_id, breakdown_id, year, is_ratio, multiplier
), expected AS (
    SELECT indicator_id, breakdown_id, year, is_complete,
        CASE WHEN is_ratio THEN
            sign(events) * div(2000000 * abs(events) * multiplier + exposure, 2 * exposure)
                * 0.000001
        ELSE amount END AS value,
        CASE WHEN is_ratio THEN events END AS numerator,
        CASE WHEN is_ratio THEN exposure END AS denominator
    FROM added
)
SELECT expected.indicator_id, expected.breakdown_id, expected.year, is_complete,
    expected.value, expected.numerator, expected.denominator
FROM expected LEFT JOIN reporting_observation AS stored
    ON stored.valid_to IS NULL AND stored.flow = 'roll_up' AND stored.source_id IS NULL
    AND stored.area_id = %(city)s AND stored.indicator_id = expected.indicator_id
    AND stored.breakdown_id = expected.breakdown_id AND stored.year = expected.year
WHERE CASE WHEN is_complete THEN
    (stored.value, stored.numerator, stored.denominator)
        IS DISTINCT FROM (expected.value, expected.numerator, expected.denominator)
    OR (stored.missing_kind, stored.status, stored.note, stored.qualifier, stored.expected_on)
        IS DISTINCT FROM (
            CASE WHEN expected.value IS NULL THEN 'not_applicable' ELSE '' END,
            CASE WHEN expected.value IS NULL THEN 'M' ELSE 'A' END, '', '', NULL::date
        )
    ELSE stored.id IS NOT NULL END
ORDER BY 1, 2, 3
"""


@dataclass(frozen=True)
class DifferingSums:
    """What must be recorded: complete sums, and cells that had a sum and are complete no more.

    An incomplete cell is named whether or not its row tells the present gap already.
    """

    figures: tuple[Figure, ...]
    incomplete: frozenset[CellKey]


def differing_sums(city: Area, indicators: Sequence[Indicator]) -> DifferingSums:
    """Compare the stored sums of a city with the counties' figures. Two queries, no lock."""
    summed = [indicator for indicator in indicators if has_sum(indicator)]
    counties = [area.pk for area in counties_of(city)]
    figures: list[Figure] = []
    incomplete: set[CellKey] = set()
    with connection.cursor() as cursor:
        cursor.execute(
            _DIFFERING,
            {
                "city": city.pk,
                "areas": counties,
                "counties": len(counties),
                "indicators": [indicator.pk for indicator in summed],
                "ratios": [indicator.value_mode == ValueMode.RATIO for indicator in summed],
                "multipliers": [indicator.multiplier or 1 for indicator in summed],
            },
        )
        for indicator, breakdown, year, is_complete, *numbers in cursor.fetchall():
            if is_complete:
                figures.append(_figure(city, (indicator, breakdown, year), *numbers))
            else:
                incomplete.add((indicator, breakdown, year))
    return DifferingSums(tuple(figures), frozenset(incomplete))


def _figure(
    city: Area,
    key: CellKey,
    value: Decimal | None,
    numerator: Decimal | None,
    denominator: Decimal | None,
) -> Figure:
    indicator_id, breakdown_id, year = key
    applies = value is not None
    return Figure(
        indicator_id=indicator_id,
        area=city,
        year=year,
        breakdown_id=breakdown_id,
        value=value,
        numerator=numerator,
        denominator=denominator,
        missing_kind="" if applies else MissingKind.NOT_APPLICABLE,
        status=ObservationStatus.NORMAL if applies else ObservationStatus.MISSING,
    )
