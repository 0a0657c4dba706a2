"""Invented figures of the demonstration: deterministic draws around plausible levels.

Counts are Poisson or binomial draws from populations of real size, the city is the sum of its
counties, so that small numbers behave as small numbers do. An indicator that is surveyed
(`draw: survey`) has no counts: each area, the city too, has a value of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

SURVEY_STEP = Decimal("0.1")


@dataclass(frozen=True)
class InventedFigure:
    """One figure of one area: counts, or for a survey a value."""

    indicator: str
    area: str
    year: int
    numerator: int | None = None
    denominator: int | None = None
    value: Decimal | None = None


def invent(
    specification: Mapping[str, Any], multipliers: Mapping[str, int]
) -> list[InventedFigure]:
    """Draw the figures of the city and its counties; `multipliers`: 100, 1000 or 100000 each.

    The same specification always gives the same figures: each indicator has a generator of its
    own, so adding one does not move the others.
    """
    figures: list[InventedFigure] = []
    for code, indicator in specification["indicators"].items():
        generator = np.random.default_rng([specification["seed"], *code.encode()])
        if indicator["draw"] == "survey":
            figures += _survey(code, specification, generator)
        else:
            counties = list(_counts(code, specification, multipliers[code], generator))
            if "includes" in indicator:
                counties = _including(counties, figures, indicator["includes"])
            figures += counties + _city_totals(counties, specification["city"])
    return figures


def _including(
    counties: list[InventedFigure], drawn: list[InventedFigure], included: str
) -> list[InventedFigure]:
    """Deaths under one year hold those of the first four weeks: add what was drawn before."""
    parts = {
        (figure.area, figure.year): figure.numerator or 0
        for figure in drawn
        if figure.indicator == included
    }
    return [
        replace(figure, numerator=(figure.numerator or 0) + parts[figure.area, figure.year])
        for figure in counties
    ]


def _years(specification: Mapping[str, Any]) -> list[int]:
    return list(range(specification["first_year"], specification["last_year"] + 1))


def _levels(
    indicator: Mapping[str, Any], years: list[int], generator: np.random.Generator
) -> list[float]:
    """The true level of each year: linear between the anchor years, with the year's swing."""
    swings = generator.normal(0, indicator["wobble"], len(years))
    return [
        _between(indicator["level"], year) + float(swing)
        for year, swing in zip(years, swings, strict=True)
    ]


def _survey(
    code: str, specification: Mapping[str, Any], generator: np.random.Generator
) -> Iterator[InventedFigure]:
    indicator = specification["indicators"][code]
    years = _years(specification)
    levels = _levels(indicator, years, generator)
    for area in (specification["city"], *specification["county_shares"]):
        at_county = area != specification["city"]
        difference = generator.normal(0, indicator["spread"]) if at_county else 0.0
        for year, level in zip(years, levels, strict=True):
            value = Decimal(level + difference).quantize(SURVEY_STEP, ROUND_HALF_UP)
            yield InventedFigure(code, area, year, value=value)


def _counts(
    code: str,
    specification: Mapping[str, Any],
    multiplier: int,
    generator: np.random.Generator,
) -> Iterator[InventedFigure]:
    indicator = specification["indicators"][code]
    population = specification["denominators"][indicator["denominator"]]
    years = _years(specification)
    levels = _levels(indicator, years, generator)
    for area, share in specification["county_shares"].items():
        difference = generator.normal(0, indicator["spread"])
        for year, level in zip(years, levels, strict=True):
            size = round(_between(population, year) * share)
            chance = float(np.clip((level + difference) / multiplier, 0, 1))
            drawn = (
                generator.poisson(size * chance)
                if indicator["draw"] == "poisson"
                else generator.binomial(size, chance)
            )
            yield InventedFigure(code, area, year, int(drawn), size)


def _city_totals(counties: list[InventedFigure], city: str) -> list[InventedFigure]:
    """The city as the sum of its counties, year by year."""
    totals: dict[tuple[str, int], tuple[int, int]] = {}
    for figure in counties:
        events, exposure = totals.get((figure.indicator, figure.year), (0, 0))
        totals[figure.indicator, figure.year] = (
            events + (figure.numerator or 0),
            exposure + (figure.denominator or 0),
        )
    return [
        InventedFigure(indicator, city, year, events, exposure)
        for (indicator, year), (events, exposure) in totals.items()
    ]


def _between(anchors: Mapping[int, float], year: int) -> float:
    """The level in a year: linear between the anchor years, flat outside them."""
    return float(np.interp(year, list(anchors), list(anchors.values())))
