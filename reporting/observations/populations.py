"""The populations that rates are divided by: which stand for a year, and what moves with them.

A population is a figure like any other (indicator with `is_population`), entered by the bureau.
A figure whose indicator names it as denominator follows it: same numerator, new quotient, under
the same data version.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from indicators.models import Area, Indicator, User
from reporting.models import Flow, Observation, RevisionKind

from .figure import Figure

PopulationKey = tuple[int, int]  # population indicator, breakdown


class FollowingCell(NamedTuple):
    """A figure that was recorded anew because its denominator changed."""

    indicator_id: int
    area_id: int
    breakdown_id: int
    year: int


# The rows that will be closed are locked before the version counter, the last lock of all.
_LOCK = """
SELECT figure.id FROM reporting_observation AS figure
JOIN indicators_indicator AS indicator ON indicator.id = figure.indicator_id
JOIN unnest(%(populations)s::bigint[], %(areas)s::bigint[], %(breakdowns)s::int[], %(years)s::int[])
    AS moved (population, area, breakdown, year)
    ON moved.population = indicator.denominator_indicator_id AND moved.area = figure.area_id
    AND moved.breakdown = figure.breakdown_id AND moved.year = figure.year
WHERE figure.valid_to IS NULL AND figure.flow = 'return' AND figure.numerator IS NOT NULL
ORDER BY figure.id FOR UPDATE OF figure
"""

# The quotient is rounded once, half away from zero, to six decimals; `div` is exact.
_FOLLOW = """
WITH followed AS (
    UPDATE reporting_observation AS figure SET valid_to = %(number)s
    FROM reporting_observation AS population, indicators_indicator AS indicator
    WHERE population.valid_from = %(number)s AND population.valid_to IS NULL
        AND population.flow = 'return' AND population.value > 0
        AND population.indicator_id = ANY(%(populations)s)
        AND population.area_id = ANY(%(areas)s)
        AND indicator.denominator_indicator_id = population.indicator_id
        AND figure.indicator_id = indicator.id AND figure.area_id = population.area_id
        AND figure.breakdown_id = population.breakdown_id AND figure.year = population.year
        AND figure.valid_to IS NULL AND figure.flow = 'return' AND figure.numerator IS NOT NULL
        AND figure.denominator <> population.value AND figure.valid_from < %(number)s
    RETURNING figure.*, population.value AS divisor, indicator.multiplier,
        population.indicator_id AS population_id
)
INSERT INTO reporting_observation (
    indicator_id, area_id, breakdown_id, year, flow, source_id, value, numerator, denominator,
    qualifier, status, missing_kind, expected_on, note, revision_kind, reason,
    valid_from, recorded_at, recorded_by_id
)
SELECT indicator_id, area_id, breakdown_id, year, flow, source_id,
    sign(numerator) * div(2000000 * abs(numerator) * multiplier + divisor, 2 * divisor)
        * 0.000001,
    numerator, divisor, qualifier, status, missing_kind, expected_on, note, %(kind)s,
    left('分母修订（' || (SELECT name FROM indicators_indicator WHERE id = population_id) || '）：'
        || %(reason)s, 300),
    %(number)s, now(), %(by)s
FROM followed
RETURNING indicator_id, area_id, breakdown_id, year
"""


def populations_for(
    area: Area, year: int, keys: Iterable[PopulationKey]
) -> dict[PopulationKey, Decimal]:
    """The populations in force of one area and year, those of `keys` that are there. One query.

    A save that takes a denominator from here locks its return first: entering a population locks
    the returns that use it, so neither misses the other.
    """
    found = populations_of_areas([area], year, keys)
    return {
        (population, breakdown): value for (_area, population, breakdown), value in found.items()
    }


def populations_of_areas(
    areas: Iterable[Area], year: int, keys: Iterable[PopulationKey]
) -> dict[tuple[int, int, int], Decimal]:
    """{(area id, population indicator id, breakdown id): number} in force. One query."""
    wanted = set(keys)
    rows = population_figures(areas, [year]).exclude(value=None)
    rows = rows.filter(indicator__in={population for population, _breakdown in wanted})
    return {
        (area_id, population, breakdown): value
        for area_id, population, breakdown, value in rows.values_list(
            "area_id", "indicator_id", "breakdown_id", "value"
        )
        if (population, breakdown) in wanted
    }


def population_figures(areas: Iterable[Area], years: Iterable[int]) -> QuerySet[Observation]:
    """The population figures in force of some areas and years."""
    return Observation.objects.in_force().filter(
        flow=Flow.RETURN,
        source=None,
        indicator__in=Indicator.objects.populations(),
        area__in=areas,
        year__in=years,
    )


def lock_dependants(changed: Sequence[Figure]) -> bool:
    """Lock the figures that divide by a population among `changed`; False where none is one."""
    populations = Indicator.objects.populations().filter(
        pk__in={figure.indicator_id for figure in changed}
    )
    numbers = set(populations.values_list("pk", flat=True))
    moved = [figure for figure in changed if figure.indicator_id in numbers]
    if not moved:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            _LOCK,
            {
                "populations": [figure.indicator_id for figure in moved],
                "areas": [figure.area.pk for figure in moved],
                "breakdowns": [figure.breakdown_id for figure in moved],
                "years": [figure.year for figure in moved],
            },
        )
    return True


def follow_populations(
    changed: Sequence[Figure], *, number: int, by: User | None, reason: str
) -> list[FollowingCell]:
    """Record anew every figure whose denominator has changed under this data version.

    One statement: the old rows are closed, the new ones keep their numerator, and their value is
    numerator × multiplier ÷ population. Returns the cells that moved.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _FOLLOW,
            {
                "number": number,
                "populations": list({figure.indicator_id for figure in changed}),
                "areas": list({figure.area.pk for figure in changed}),
                "kind": RevisionKind.DENOMINATOR,
                "reason": reason,
                "by": by.pk if by else None,
            },
        )
        return [FollowingCell(*row) for row in cursor.fetchall()]
