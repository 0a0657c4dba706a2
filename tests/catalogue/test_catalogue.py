"""What the shipped files say, against a reading of 晋市政发〔2023〕6号 made apart from them."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from indicators.catalogue.consistency import targets_of
from indicators.catalogue.files import read_catalogue
from indicators.catalogue.schema import Catalogue, PlanEntry, plain_number

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


def _expected(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _plan(catalogue: Catalogue, code: str) -> PlanEntry:
    return next(plan for plan in catalogue.plans if plan.code == code)


def test_the_two_plans_have_18_and_23_numeric_targets(catalogue: Catalogue) -> None:
    assert len(list(targets_of(_plan(catalogue, "women")))) == 18
    assert len(list(targets_of(_plan(catalogue, "children")))) == 23


@pytest.mark.parametrize("row", _expected("expected_targets.csv"), ids=lambda row: row["code"])
def test_a_numeric_target_is_as_the_document_says(
    catalogue: Catalogue, row: dict[str, str]
) -> None:
    plan = _plan(catalogue, row["plan"])
    target = next(target for target in targets_of(plan) if target.code == row["code"])
    assert {
        "objective": target.objective,
        "kind": target.kind,
        "value": plain_number(target.value),
        "unit": target.unit,
        "maintain": str(int(target.maintain)),
        "side": target.side,
        "softener": target.softener,
    } == {
        "objective": f"{row['domain']}.{row['objective']}",
        **{name: row[name] for name in ("kind", "value", "unit", "maintain", "side", "softener")},
    }


def test_only_one_target_is_cumulative_and_one_binds_every_unit(catalogue: Catalogue) -> None:
    targets = [*targets_of(_plan(catalogue, "women")), *targets_of(_plan(catalogue, "children"))]
    assert [target.code for target in targets if target.cumulative] == ["W2.07-1"]
    assert [target.code for target in targets if target.every_unit] == ["C1.06-1"]


def test_every_objective_of_the_document_is_there_with_its_kind(catalogue: Catalogue) -> None:
    expected = [
        (row["plan"], int(row["domain"]), row["name"], int(row["objective"]), row["kind"])
        for row in _expected("expected_objectives.csv")
    ]
    found = [
        (plan.code, domain.number, domain.name, objective.number, objective.kind)
        for plan in (_plan(catalogue, "women"), _plan(catalogue, "children"))
        for domain in plan.domains
        for objective in domain.objectives
    ]
    assert found == expected
    assert Counter(row[0] for row in found) == {"women": 75, "children": 70}


def test_shared_statistics_are_one_indicator(catalogue: Catalogue) -> None:
    used = Counter(
        target.indicator
        for code in ("women", "children")
        for target in targets_of(_plan(catalogue, code))
    )
    shared = {code for code, count in used.items() if count > 1}
    assert shared == {
        "rural_tap_water",
        "rural_sanitary_toilets",
        "upper_secondary_gross_enrolment",
    }


def test_the_national_outlines_carry_the_18_confirmed_targets(catalogue: Catalogue) -> None:
    women = list(targets_of(_plan(catalogue, "national-women")))
    children = list(targets_of(_plan(catalogue, "national-children")))
    assert (len(women), len(children)) == (4, 14)
    levels = Counter(target.note[:5] for target in women + children)
    assert levels == {"确认程度A": 8, "确认程度B": 10}


def test_every_indicator_names_its_definition_and_lead(catalogue: Catalogue) -> None:
    assert len(catalogue.indicators) == 46
    assert [entry.code for entry in catalogue.indicators if not entry.definition] == []
    assert [entry.code for entry in catalogue.indicators if not entry.lead] == []
