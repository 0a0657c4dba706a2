"""Twenty years of made-up figures of one city, one in twenty-five of them revised once."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

FIRST_YEAR, LAST_YEAR = 2005, 2024
COLUMNS = """indicator_id, area_id, breakdown_id, year, flow, value, numerator, denominator,
    qualifier, status, missing_kind, note, revision_kind, reason, valid_from, valid_to, recorded_at
"""

# A share that rises from 45 to 75 with noise; `again` is 1 for the row that replaces the first.
REPORTED = f"""
WITH cell AS (
    SELECT indicator.id AS indicator, indicator.value_mode, area, breakdown.id AS breakdown, year,
        3000 + floor(random() * 5000) AS exposure,
        45 + (year - 2005) * 1.5 + (random() - 0.5) * 6 AS share,
        random() < 0.04 AS is_revised
    FROM indicators_indicator AS indicator
    CROSS JOIN unnest(%(areas)s::bigint[]) AS area
    CROSS JOIN indicators_breakdown AS breakdown
    CROSS JOIN generate_series({FIRST_YEAR}, {LAST_YEAR}) AS year
    WHERE indicator.city_value = 'reported' OR area <> %(city)s
), written AS (
    SELECT cell.*, again, floor(share * exposure / 100) + again AS events
    FROM cell CROSS JOIN generate_series(0, is_revised::int) AS again
)
INSERT INTO reporting_observation ({COLUMNS})
SELECT indicator, area, breakdown, year, 'return',
    CASE value_mode WHEN 'ratio' THEN round((events * 100 / exposure)::numeric, 6)
        ELSE round(share::numeric, 1) + again END,
    CASE value_mode WHEN 'ratio' THEN events END,
    CASE value_mode WHEN 'ratio' THEN exposure END,
    '', 'A', '', '', CASE again WHEN 0 THEN 'first' ELSE 'correction' END, '',
    1 + again, CASE WHEN is_revised AND again = 0 THEN 2 END, now()
FROM written
"""

# The sums that the system itself would have recorded, so that it finds nothing to correct.
SUMS = f"""
INSERT INTO reporting_observation ({COLUMNS})
SELECT indicator_id, %(city)s, breakdown_id, year, 'roll_up',
    round(sum(seen.numerator) * 100 / sum(seen.denominator), 6),
    sum(seen.numerator), sum(seen.denominator),
    '', 'A', '', '', 'first', '', 2, NULL, now()
FROM reporting_observation AS seen
JOIN indicators_indicator AS indicator ON indicator.id = indicator_id
WHERE area_id = ANY(%(counties)s) AND valid_to IS NULL AND indicator.city_value = 'rolled_up'
GROUP BY indicator_id, breakdown_id, year
"""


def insert_figures(city: int, counties: Sequence[int]) -> None:
    """Insert the figures of a city and its counties (area ids), the same ones in every run."""
    given: dict[str, Any] = {"city": city, "counties": list(counties), "areas": [city, *counties]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute(REPORTED, given)
        cursor.execute(SUMS, given)
