"""The small-count rule, against an attacker who solves the equations of what is published."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.observations.small_counts import (
    FEWEST_SHOWN,
    HIDDEN,
    HIDDEN_BESIDE,
    CountCell,
    hidden_cells,
)

TOTAL, WOMEN, MEN, TOWN, LAND = 0, 1, 2, 3, 4
BREAKDOWNS = {
    TOTAL: ("_T", "_T", "_T"),
    WOMEN: ("F", "_T", "_T"),
    MEN: ("M", "_T", "_T"),
    TOWN: ("_T", "U", "_T"),
    LAND: ("_T", "R", "_T"),
}


def counties(*events: float | None, breakdown: int = TOTAL) -> list[CountCell]:
    return [CountCell(1, area, breakdown, 2024, count) for area, count in enumerate(events)]


def hidden(*events: float | None) -> dict[int, str]:
    """{county: words} of the counties of one city in one year."""
    return {key[1]: words for key, words in hidden_cells(counties(*events), BREAKDOWNS).items()}


def test_ten_cases_may_be_shown_and_nine_not() -> None:
    assert hidden(10, 40, 12) == {}
    assert hidden(9, 8, 40) == {0: HIDDEN, 1: HIDDEN}


def test_no_case_is_few_cases_and_unknown_counts_are_hidden() -> None:
    assert hidden(0, None, 40, 50) == {0: HIDDEN, 1: HIDDEN, 2: HIDDEN_BESIDE}


def test_one_small_county_takes_the_next_smallest_along() -> None:
    """City 100 − 52 − 30 would give the hidden 3 + 15 together, not each."""
    assert hidden(3, 52, 15, 30) == {0: HIDDEN, 2: HIDDEN_BESIDE}


def test_two_small_counties_with_few_cases_between_them_take_a_third() -> None:
    """City minus the rest gives 甲 + 乙 = 5: fewer than ten, so a third one is hidden."""
    assert hidden(2, 3, 40, 12) == {0: HIDDEN, 1: HIDDEN, 3: HIDDEN_BESIDE}
    assert hidden(2, 8, 40, 12) == {0: HIDDEN, 1: HIDDEN}


def test_a_zone_that_is_in_no_sum_takes_nobody_along() -> None:
    zone = CountCell(1, 9, TOTAL, 2024, 2, in_sum=False)
    assert set(hidden_cells([*counties(20, 30), zone], BREAKDOWNS)) == {zone.key}


def test_the_other_sex_goes_with_a_small_one() -> None:
    """12 − 11 men would be the one woman; the neighbour's cells keep 甲's from the city's sums."""
    cells = [
        *counties(12, 60, 70),
        *counties(1, 29, 36, breakdown=WOMEN),
        *counties(11, 31, 34, breakdown=MEN),
    ]
    found = {(key[1], key[2]): words for key, words in hidden_cells(cells, BREAKDOWNS).items()}
    assert found == {
        (0, WOMEN): HIDDEN,
        (0, MEN): HIDDEN_BESIDE,
        (1, WOMEN): HIDDEN_BESIDE,
        (1, MEN): HIDDEN_BESIDE,
    }


def _solved(cells: list[CountCell], unknown: list[tuple[int, int, int, int]]) -> list[object]:
    """The hidden cells that follow from the city's figures and the cells that are shown."""
    place = {key: number for number, key in enumerate(unknown)}
    here = {cell.key for cell in cells}
    areas = sorted({cell.area for cell in cells})
    rows = []
    for breakdown in BREAKDOWNS:  # the city's figure is the sum of its counties
        rows.append([((1, area, breakdown, 2024), 1) for area in areas])
    for area, (first, second) in itertools.product(areas, ((WOMEN, MEN), (TOWN, LAND))):
        signs = ((first, 1), (second, 1), (TOTAL, -1))
        rows.append([((1, area, breakdown, 2024), sign) for breakdown, sign in signs])
    matrix = np.zeros((len(rows), len(unknown)))
    for number, row in enumerate(rows):
        assert {key for key, _ in row} <= here
        for key, sign in row:
            if key in place:
                matrix[number, place[key]] = sign
    rank = np.linalg.matrix_rank(matrix)
    units = np.eye(len(unknown))
    return [
        key
        for key, number in place.items()
        if np.linalg.matrix_rank(np.vstack([matrix, units[number]])) == rank
    ]


COUNTY = st.tuples(st.integers(0, 40), st.integers(0, 40), st.floats(0, 1))


@settings(max_examples=400, deadline=None)
@given(st.lists(COUNTY, min_size=3, max_size=7))
def test_nobody_can_solve_for_a_hidden_cell(people: list[tuple[int, int, float]]) -> None:
    cells = []
    for area, (women, men, share) in enumerate(people):
        total = women + men
        town = round(total * share)
        counts = {TOTAL: total, WOMEN: women, MEN: men, TOWN: town, LAND: total - town}
        cells += [CountCell(1, area, code, 2024, count) for code, count in counts.items()]
    found = hidden_cells(cells, BREAKDOWNS)
    assert all(cell.key in found for cell in cells if cell.events < FEWEST_SHOWN)
    assert _solved(cells, list(found)) == []
