"""Invented figures of the demonstration: deterministic draws around plausible levels.

Counts are drawn from populations of real size and the city is the sum of its counties, so that
small numbers behave as small numbers do.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from .draws import draw_counts, draw_people, draw_values
from .specification import TOTAL_NAME, Drawing, Specification


@dataclass(frozen=True)
class Form:
    """What the drawing must know of an indicator: decimals, and for a ratio its multiplier."""

    decimals: int
    multiplier: int | None


@dataclass(frozen=True)
class InventedFigure:
    """One figure: counts, or a value, or counts among nobody (then nothing applies)."""

    indicator: str
    area: str
    year: int
    breakdown: str = TOTAL_NAME
    numerator: int | None = None
    denominator: int | None = None
    value: Decimal | None = None

    @property
    def nobody_exposed(self) -> bool:
        return self.denominator == 0


Figures = dict[tuple[str, str, str, int], InventedFigure]


def invent(specification: Specification, forms: Mapping[str, Form]) -> list[InventedFigure]:
    """Draw every figure; `forms` by indicator code.

    The same specification always gives the same figures: each indicator has a generator of its
    own, so adding one does not move the others.
    """
    drawn: Figures = {}
    for drawing in specification.drawings:
        generator = np.random.default_rng([specification.seed, *drawing.code.encode()])
        form = forms[drawing.code]
        for figure in _figures(drawing, specification, form, generator, drawn):
            key = (figure.indicator, figure.breakdown, figure.area, figure.year)
            drawn[key] = figure
    return list(drawn.values())


def _figures(
    drawing: Drawing,
    specification: Specification,
    form: Form,
    generator: np.random.Generator,
    drawn: Figures,
) -> Iterator[InventedFigure]:
    if drawing.draw == "count":
        return _counted(drawing, drawn)
    if drawing.draw == "people":
        return _people(drawing, specification)
    if form.multiplier:
        return _ratios(drawing, specification, form.multiplier, generator, drawn)
    return _values(drawing, specification, form, generator)


def _counted(drawing: Drawing, drawn: Figures) -> Iterator[InventedFigure]:
    """The events behind another indicator's rate, as a figure of their own."""
    for figure in list(drawn.values()):
        if figure.indicator == drawing.population:
            events = Decimal(figure.numerator or 0)
            yield InventedFigure(
                drawing.code, figure.area, figure.year, figure.breakdown, value=events
            )


def _people(drawing: Drawing, specification: Specification) -> Iterator[InventedFigure]:
    """A population, and its breakdowns, that other indicators are divided by."""
    totals: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for part in drawing.parts:
        for row in draw_people(drawing, part, specification):
            yield InventedFigure(drawing.code, row.area, row.year, part.breakdown, value=row.value)
            totals[row.area, row.year] += row.value
    if all(part.breakdown != TOTAL_NAME for part in drawing.parts):
        for (area, year), value in totals.items():
            yield InventedFigure(drawing.code, area, year, value=value)


def _ratios(
    drawing: Drawing,
    specification: Specification,
    multiplier: int,
    generator: np.random.Generator,
    drawn: Figures,
) -> Iterator[InventedFigure]:
    parts = [
        InventedFigure(drawing.code, row.area, row.year, part.breakdown, row.events, row.exposed)
        for part in drawing.parts
        for row in draw_counts(drawing, part, specification, multiplier, generator)
    ]
    if drawing.includes:
        parts = [_including(figure, drawn, drawing.includes) for figure in parts]
    if drawing.draw != "own":
        parts += _summed_over_counties(parts, specification)
    yield from parts
    if all(part.breakdown != TOTAL_NAME for part in drawing.parts):
        yield from _summed(parts, lambda figure: replace(figure, breakdown=TOTAL_NAME))


def _including(figure: InventedFigure, drawn: Figures, included: Iterable[str]) -> InventedFigure:
    """Deaths under one year hold those of the first four weeks: add what was drawn before."""
    keys = [(code, figure.breakdown, figure.area, figure.year) for code in included]
    events = sum(drawn[key].numerator or 0 for key in keys if key in drawn)
    return replace(figure, numerator=(figure.numerator or 0) + events)


def _summed_over_counties(
    parts: Iterable[InventedFigure], specification: Specification
) -> list[InventedFigure]:
    inside = [figure for figure in parts if figure.area in specification.counties]
    return _summed(inside, lambda figure: replace(figure, area=specification.city))


def _summed(
    figures: Iterable[InventedFigure], renamed: Callable[[InventedFigure], InventedFigure]
) -> list[InventedFigure]:
    """The figures added up under their new key."""
    sums: dict[InventedFigure, list[int]] = defaultdict(lambda: [0, 0])
    for figure in figures:
        pair = sums[replace(renamed(figure), numerator=None, denominator=None)]
        pair[0] += figure.numerator or 0
        pair[1] += figure.denominator or 0
    return [
        replace(key, numerator=events, denominator=exposed)
        for key, (events, exposed) in sums.items()
    ]


def _values(
    drawing: Drawing, specification: Specification, form: Form, generator: np.random.Generator
) -> Iterator[InventedFigure]:
    mixed: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    adds = drawing.draw == "amount"
    for part in drawing.parts:
        for row in draw_values(drawing, part, specification, form.decimals, generator):
            yield InventedFigure(drawing.code, row.area, row.year, part.breakdown, value=row.value)
            mixed[row.area, row.year] += row.value * (1 if adds else Decimal(str(part.share)))
    if all(part.breakdown != TOTAL_NAME for part in drawing.parts):
        step = Decimal(1).scaleb(-form.decimals)
        for (area, year), value in mixed.items():
            total = value.quantize(step, ROUND_HALF_UP)
            yield InventedFigure(drawing.code, area, year, value=total)
