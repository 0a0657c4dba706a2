"""All checks over one return: hard ones always, soft ones where the cell itself is sound. Pure."""

from collections import defaultdict
from collections.abc import Iterator

from reporting.collection.cell_contents import Finding
from reporting.collection.checked_return import CellKey, CheckedCell, CheckedReturn
from reporting.collection.comparison_checks import (
    city_against_counties,
    county_against_others,
    far_from_reference,
    same_as_county,
)
from reporting.collection.denominator_checks import plain_name, unlike_denominators
from reporting.collection.hard_checks import own_findings
from reporting.collection.relation_checks import breakdown_findings, relation_findings
from reporting.collection.slip_checks import slips
from reporting.collection.soft_checks import (
    denominator_jump,
    jump,
    now_missing,
    same_as_last_year,
    swapped,
)

Findings = dict[CellKey, list[Finding]]


def check_return(checked: CheckedReturn) -> Findings:
    """What the rules say about each cell, hard findings first; cells without any are left out."""
    hard: dict[CellKey, list[Finding]] = defaultdict(list)
    for key, cell in checked.cells.items():
        hard[key] += own_findings(cell, checked.today)
    sound = {key for key in checked.cells if not hard[key]}
    for key, finding in (*relation_findings(checked), *breakdown_findings(checked)):
        hard[key].append(finding)
    soft = _soft_findings(checked, sound)
    together = {key: hard[key] + soft.get(key, []) for key in checked.cells}
    return {key: found for key, found in together.items() if found}


def _soft_findings(checked: CheckedReturn, sound: set[CellKey]) -> Findings:
    found: Findings = defaultdict(list)
    told: set[tuple[object, ...]] = set()
    for key, cell in checked.cells.items():
        for finding in _questions(cell, checked, is_sound=key in sound):
            # One population stands below several indicators: one question is enough.
            name = plain_name(cell.indicator.denominator)
            mark = (finding.rule, key[1], name, cell.content.denominator)
            if finding.rule == "denominator_jump" and mark in told:
                continue
            told.add(mark)
            found[key].append(finding)
    for key, finding in unlike_denominators(checked):
        if key in sound and all(each.column != finding.column for each in found[key]):
            found[key].append(finding)
    return found


def _questions(cell: CheckedCell, checked: CheckedReturn, *, is_sound: bool) -> Iterator[Finding]:
    """At most one question about the size of a figure: the one that comes nearest to the cause."""
    year = checked.year
    if not is_sound:
        # Why a figure cannot be right is worth saying too; a half-filled cell has no figure yet.
        if cell.content.value is not None:
            yield from _first(slips(cell, year), swapped(cell, year))
        return
    yield from now_missing(cell, year)
    if checked.is_city:
        yield from city_against_counties(cell)
    yield from _first(
        same_as_county(cell, is_city=checked.is_city),
        slips(cell, year),
        swapped(cell, year),
        denominator_jump(cell, year),
        jump(cell, year),
        same_as_last_year(cell, year),
        county_against_others(cell, is_city=checked.is_city),
        far_from_reference(cell, year),
    )


def _first(*checks: Iterator[Finding]) -> Iterator[Finding]:
    """What the first of the checks that asks anything asks; the later ones are not run."""
    for check in checks:
        asked = list(check)
        if asked:
            yield from asked
            return
