"""The invented figures are the same every time, add up, and respect what contains what."""

from collections import defaultdict

import pytest

from indicators.catalogue.files import read_catalogue, read_indicators
from reporting.demonstration.figures import Form, InventedFigure, invent
from reporting.demonstration.specification import TOTAL_NAME, read_specification

CITY_PLANS = ("women", "children")


@pytest.fixture(scope="module")
def specification():
    return read_specification()


@pytest.fixture(scope="module")
def indicators():
    return {entry.code: entry for entry in read_indicators()}


@pytest.fixture(scope="module")
def forms(indicators):
    return {
        code: Form(entry.decimals, entry.multiplier if entry.value_mode == "ratio" else None)
        for code, entry in indicators.items()
    }


@pytest.fixture(scope="module")
def figures(specification, forms):
    return {
        (row.indicator, row.breakdown, row.area, row.year): row
        for row in invent(specification, forms)
    }


@pytest.fixture(scope="module")
def city_targets():
    plans = [plan for plan in read_catalogue().plans if plan.code in CITY_PLANS]
    return [
        target
        for plan in plans
        for domain in plan.domains
        for objective in domain.objectives
        for target in objective.targets
    ]


def _value(row: InventedFigure, multiplier: int) -> float:
    if row.value is not None:
        return float(row.value)
    return row.numerator / row.denominator * multiplier if row.denominator else 0.0


def test_the_same_specification_gives_the_same_figures(specification, forms, figures):
    assert list(figures.values()) == invent(specification, forms)


def test_every_target_of_the_city_has_figures(figures, city_targets):
    known = {(indicator, breakdown) for indicator, breakdown, _area, _year in figures}
    wanted = {(target.indicator, target.breakdown) for target in city_targets}
    for target in city_targets:
        if target.other_indicator or target.other_breakdown:
            indicator = target.other_indicator or target.indicator
            wanted.add((indicator, target.other_breakdown or TOTAL_NAME))
    assert wanted <= known
    assert {(code, TOTAL_NAME) for code, _breakdown in wanted} <= known, "totals too"


def test_every_indicator_of_the_library_is_drawn(specification, indicators):
    assert {drawing.code for drawing in specification.drawings} == set(indicators)


def test_the_city_is_the_sum_of_its_counties(specification, figures):
    own = {drawing.code for drawing in specification.drawings if drawing.draw == "own"}
    for (indicator, breakdown, area, year), row in figures.items():
        if area == specification.city and row.denominator and indicator not in own:
            counties = [
                figures[indicator, breakdown, county, year] for county in specification.counties
            ]
            assert row.numerator == sum(county.numerator for county in counties), indicator
            assert row.denominator == sum(county.denominator for county in counties), indicator


def test_a_population_is_the_denominator_of_what_refers_to_it(figures, indicators):
    compared = 0
    for (code, breakdown, area, year), row in figures.items():
        population = indicators[code].denominator_indicator
        if population:
            assert row.denominator == figures[population, breakdown, area, year].value, code
            compared += 1
    assert compared > 25 * 8 * 7


def test_parts_add_up_to_the_total(specification, figures):
    parts = defaultdict(int)
    for (indicator, breakdown, area, year), row in figures.items():
        if breakdown != TOTAL_NAME and row.numerator is not None:
            parts[indicator, area, year] += row.numerator
    for (indicator, area, year), events in parts.items():
        assert figures[indicator, TOTAL_NAME, area, year].numerator == events


def test_what_is_contained_is_not_larger(figures, indicators):
    inside = defaultdict(float)
    whole = {}
    for relation in read_catalogue().relations:
        left, right = relation.left, relation.right
        for (code, breakdown, area, year), row in figures.items():
            if code == left:
                container = figures[right, breakdown, area, year]
                key = (left, right, breakdown, area, year)
                if relation.kind == "component":
                    key = ("all components", right, breakdown, area, year)
                inside[key] += _value(row, indicators[left].multiplier or 1)
                whole[key] = _value(container, indicators[right].multiplier or 1)
    assert inside
    for key, value in inside.items():
        assert value <= whole[key] + 1e-9, key


def test_values_stay_within_their_range(figures, indicators):
    for (code, *place), row in figures.items():
        entry = indicators[code]
        value = _value(row, entry.multiplier or 1)
        low = float(entry.minimum) if entry.minimum is not None else 0.0
        high = float(entry.maximum) if entry.maximum is not None else float("inf")
        assert low <= value <= high, (code, place, value)
        if row.denominator and entry.scale == "share" and not entry.gross:
            assert row.numerator <= row.denominator, (code, place)


def test_surveys_stand_only_in_their_years(figures, indicators):
    years = defaultdict(set)
    for code, _breakdown, _area, year in figures:
        years[code].add(year)
    for code, found in years.items():
        steps = {
            later - earlier
            for earlier, later in zip(sorted(found), sorted(found)[1:], strict=False)
        }
        cadence = indicators[code].cadence_years
        if indicators[code].ad_hoc:
            assert 1 not in steps, code
        elif cadence > 1:
            assert steps <= {cadence}, code


def test_by_term_figures_move_only_at_elections(specification, figures, indicators):
    elections = {drawing.code: set(drawing.parts[0].level) for drawing in specification.drawings}
    for (code, breakdown, area, year), row in figures.items():
        before = figures.get((code, breakdown, area, year - 1))
        if indicators[code].by_term and before and year not in elections[code]:
            assert (row.numerator, row.denominator) == (before.numerator, before.denominator)


def test_a_running_total_never_falls(figures, city_targets, indicators):
    cumulative = {target.indicator for target in city_targets if target.cumulative}
    assert cumulative
    for (code, breakdown, area, year), row in figures.items():
        before = figures.get((code, breakdown, area, year - 1))
        if code in cumulative and before:
            multiplier = indicators[code].multiplier
            assert _value(row, multiplier) > _value(before, multiplier)
