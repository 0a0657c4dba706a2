"""Invented figures of the demonstration: deterministic draws around plausible levels.

Counts are Poisson or binomial draws from populations of real size, the city is the sum of its
counties, so that small numbers behave as small numbers do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

DRAWS = ("poisson", "binomial")


@dataclass(frozen=True)
class InventedFigure:
    """One county's counts of one indicator in one year."""

    indicator: str
    area: str
    year: int
    numerator: int
    denominator: int


def invent(
    specification: Mapping[str, Any], multipliers: Mapping[str, int]
) -> list[InventedFigure]:
    """Draw every county's counts; `multipliers` gives each indicator's (100, 1000, 100000).

    The same specification always gives the same figures: each indicator has a generator of its
    own, so adding one does not move the others.
    """
    years = list(range(specification["first_year"], specification["last_year"] + 1))
    figures: list[InventedFigure] = []
    for code, indicator in specification["indicators"].items():
        seed = [specification["seed"], *code.encode()]
        generator = np.random.default_rng(seed)
        levels = np.array([_between(indicator["level"], year) for year in years])
        levels = levels + generator.normal(0, indicator["wobble"], len(years))
        population = specification["denominators"][indicator["denominator"]]
        for area, share in specification["county_shares"].items():
            difference = generator.normal(0, indicator["spread"])
            for year, level in zip(years, levels, strict=True):
                size = round(_between(population, year) * share)
                chance = float(np.clip((level + difference) / multipliers[code], 0, 1))
                count = (
                    generator.poisson(size * chance)
                    if indicator["draw"] == "poisson"
                    else generator.binomial(size, chance)
                )
                figures.append(InventedFigure(code, area, year, int(count), size))
    return figures


def with_city_totals(figures: list[InventedFigure], city: str) -> list[InventedFigure]:
    """The same figures and, for each indicator and year, the city as the sum of its counties."""
    totals: dict[tuple[str, int], tuple[int, int]] = {}
    for figure in figures:
        events, exposure = totals.get((figure.indicator, figure.year), (0, 0))
        totals[figure.indicator, figure.year] = (
            events + figure.numerator,
            exposure + figure.denominator,
        )
    return figures + [
        InventedFigure(indicator, city, year, events, exposure)
        for (indicator, year), (events, exposure) in totals.items()
    ]


def _between(anchors: Mapping[int, float], year: int) -> float:
    """The level in a year: linear between the anchor years, flat outside them."""
    return float(np.interp(year, list(anchors), list(anchors.values())))
