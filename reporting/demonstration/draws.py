"""One part of one indicator, drawn area by area: counts from populations, or plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from .specification import Anchors, Drawing, Part, Specification

Generator = np.random.Generator


@dataclass(frozen=True)
class Counts:
    """Events among the exposed in one area and year."""

    area: str
    year: int
    events: int
    exposed: int


@dataclass(frozen=True)
class Value:
    """A value of its own in one area and year."""

    area: str
    year: int
    value: Decimal


def draw_counts(
    drawing: Drawing,
    part: Part,
    specification: Specification,
    multiplier: int,
    generator: Generator,
) -> Iterator[Counts]:
    """Counts of every county and zone; the city is their sum, the zones left out.

    poisson and binomial draw around the true level, stock rounds it, own too, but every area has
    the whole population (as of days) and the city counts of its own; scripted cases are shared
    out among the counties. With steps the counts stand still between two anchor years.
    """
    if part.cases:
        yield from _scripted(part, specification, drawing.population, generator)
        return
    population = specification.populations[drawing.population]
    drawn_years = [year for year in drawing.years if not drawing.steps or year in part.level]
    swings = _swings(drawing, drawn_years, generator)
    differences = _differences(drawing, specification, generator)
    for area, share in _shares(drawing, specification).items():
        held: dict[int, tuple[int, int]] = {}
        for year in drawn_years:
            size = _size(population, year, share, part)
            rate = (between(part.level, year) + differences[area] + swings[year]) / multiplier
            held[year] = (_events(drawing.draw, size, max(rate, 0.0), generator), size)
        for year in drawing.years:
            events, exposed = held[max(each for each in drawn_years if each <= year)]
            yield Counts(area, year, events, exposed)


def draw_people(drawing: Drawing, part: Part, specification: Specification) -> Iterator[Value]:
    """The number of people whom `draw_counts` draws from, in every county and zone and the city."""
    population = specification.populations[drawing.population]
    for year in drawing.years:
        whole = 0
        for area, share in {**specification.counties, **specification.zones}.items():
            size = _size(population, year, share, part)
            whole += size if area in specification.counties else 0
            yield Value(area, year, Decimal(size))
        yield Value(specification.city, year, Decimal(whole))


def _size(population: Anchors, year: int, share: float, part: Part) -> int:
    return round(between(population, year) * share * part.share)


def _shares(drawing: Drawing, specification: Specification) -> Mapping[str, float]:
    areas = {**specification.counties, **specification.zones}
    return dict.fromkeys([*areas, specification.city], 1.0) if drawing.draw == "own" else areas


def _events(draw: str, size: int, rate: float, generator: Generator) -> int:
    if draw == "poisson":
        return int(generator.poisson(size * rate))
    if draw in ("stock", "own"):
        return round(size * rate)
    return int(generator.binomial(size, min(rate, 1.0)))


def _scripted(
    part: Part, specification: Specification, population: str, generator: Generator
) -> Iterator[Counts]:
    shares = np.array(list(specification.counties.values()))
    for year, script in part.cases.items():
        if isinstance(script, int):
            whole = between(specification.populations[population], year) * part.share
            exposed = [round(whole * share) for share in shares]
            events = generator.multinomial(script, shares / shares.sum())
        else:
            exposed = list(generator.multinomial(script[1], shares / shares.sum()))
            events = generator.multivariate_hypergeometric(exposed, script[0])
        for area, few, many in zip(specification.counties, events, exposed, strict=True):
            yield Counts(area, year, int(few), int(many))


def draw_values(
    drawing: Drawing, part: Part, specification: Specification, decimals: int, generator: Generator
) -> Iterator[Value]:
    """Values of every area. survey: each area, the city too, has its own around the level;
    amount: the areas share the level out, and the city is the sum of its counties.
    """
    step = Decimal(1).scaleb(-decimals)
    swings = _swings(drawing, drawing.years, generator)
    differences = _differences(drawing, specification, generator)
    totals: dict[int, Decimal] = {}
    for area, share in {**specification.counties, **specification.zones}.items():
        difference = differences[area]
        for year in drawing.years:
            level = _level(drawing, part.level, year) + swings[year]
            number = level * share * (1 + difference) if _adds(drawing) else level + difference
            value = Decimal(max(number, 0.0)).quantize(step, ROUND_HALF_UP)
            yield Value(area, year, value)
            if area in specification.counties:
                totals[year] = totals.get(year, Decimal(0)) + value
    for year in drawing.years:
        own = Decimal(_level(drawing, part.level, year) + swings[year])
        value = totals[year] if _adds(drawing) else own.quantize(step, ROUND_HALF_UP)
        yield Value(specification.city, year, value)


def between(anchors: Anchors, year: int) -> float:
    """The level in a year: linear between the anchor years, flat outside them."""
    return float(np.interp(year, list(anchors), list(anchors.values())))


def _adds(drawing: Drawing) -> bool:
    return drawing.draw == "amount"


def _level(drawing: Drawing, anchors: Anchors, year: int) -> float:
    if drawing.steps:
        return float(anchors[max(each for each in anchors if each <= year)])
    return between(anchors, year)


def _swings(
    drawing: Drawing, years: list[int] | tuple[int, ...], generator: Generator
) -> Mapping[int, float]:
    """The common swing of each year, in the level's unit."""
    return {year: float(generator.normal(0, drawing.wobble)) for year in years}


def _differences(
    drawing: Drawing, specification: Specification, generator: Generator
) -> Mapping[str, float]:
    """Each area's lasting difference; over the counties they even out to the city's level."""
    drawn = {
        area: float(generator.normal(0, drawing.spread))
        for area in (*specification.counties, *specification.zones)
    }
    whole = sum(specification.counties.values())
    mean = sum(drawn[area] * share for area, share in specification.counties.items()) / whole
    return {area: drawn[area] - mean for area in drawn} | {specification.city: 0.0}
