"""What the shipped files say, against a reading of 晋市政发〔2023〕6号 made apart from them."""

import csv
import re
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


def _measured(catalogue: Catalogue, plan: str) -> Counter[str]:
    return Counter(target.measurability for target in targets_of(_plan(catalogue, plan)))


def test_the_two_plans_have_41_targets_with_a_number_and_90_without(catalogue: Catalogue) -> None:
    assert _measured(catalogue, "women") == {"numeric": 18, "direct": 52}
    assert _measured(catalogue, "children") == {"numeric": 23, "direct": 38}


def test_the_targets_without_a_number_by_kind(catalogue: Catalogue) -> None:
    kinds = Counter(
        target.kind
        for plan in ("women", "children")
        for target in targets_of(_plan(catalogue, plan))
        if target.measurability == "direct"
    )
    assert kinds == {
        "increase": 43,
        "decrease": 21,
        "narrow_gap": 7,
        "relative_to": 5,
        "issued": 2,
        "slow_rise": 4,
        "full_coverage": 4,
        "control": 3,
        "milestone": 1,
    }


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


@pytest.mark.parametrize(
    "row", _expected("expected_direct_targets.csv"), ids=lambda row: row["code"]
)
def test_a_target_without_a_number_is_as_the_document_says(
    catalogue: Catalogue, row: dict[str, str]
) -> None:
    plan = _plan(catalogue, row["plan"])
    target = next(target for target in targets_of(plan) if target.code == row["code"])
    assert (target.measurability, target.value, target.unit) == ("direct", None, "")
    assert target.objective == f"{row['domain']}.{row['objective']}"
    assert {
        "kind": target.kind,
        "maintain": str(int(target.maintain)),
        "sustained": str(int(target.sustained)),
        "softener": target.softener,
    } == {name: row[name] for name in ("kind", "maintain", "sustained", "softener")}


def test_comparisons_name_their_other_side_where_the_document_gives_one(
    catalogue: Catalogue,
) -> None:
    sides = {
        target.code: (target.breakdown, target.other_indicator, target.other_breakdown)
        for plan in ("women", "children")
        for target in targets_of(_plan(catalogue, plan))
        if target.kind in ("narrow_gap", "relative_to")
    }
    assert sides == {
        "W1.02-2": ("农村", "maternal_mortality", "城镇"),
        "W2.06-1": ("女", "higher_education_science_share", "男"),
        "W2.09-2": ("女", "citizen_science_literacy", "男"),
        "W4.02-1": ("合计", "", ""),
        "W4.02-2": ("合计", "party_members_women_share", "合计"),
        "W4.06-4": ("合计", "enterprise_staff_women_share", "合计"),
        "W4.06-5": ("合计", "institution_staff_women_share", "合计"),
        "W6.08-1": ("女", "housework_time", "男"),
        "W7.08-2": ("合计", "", ""),
        "C1.03-4": ("农村", "neonatal_mortality", "城镇"),
        "C1.03-5": ("农村", "infant_mortality", "城镇"),
        "C1.03-6": ("农村", "under_five_mortality", "城镇"),
    }


def test_a_breakdown_that_a_target_rests_on_is_required(catalogue: Catalogue) -> None:
    for plan in catalogue.plans:
        for target in targets_of(plan):
            indicator = catalogue.indicator(target.indicator)
            assert indicator is not None
            needed = {target.breakdown, target.other_breakdown} - {"合计", ""}
            assert needed <= set(indicator.required_dimensions), target.code


def test_the_strategies_of_the_document_are_there_by_number(catalogue: Catalogue) -> None:
    expected = {
        (row["plan"], int(row["domain"])): int(row["strategies"])
        for row in _expected("expected_strategies.csv")
    }
    found = {
        (code, domain.number): len(domain.strategies)
        for code in ("women", "children")
        for domain in _plan(catalogue, code).domains
    }
    assert found == expected
    assert sum(expected.values()) == 92 + 87


def test_strategy_titles_are_short_and_told_apart(catalogue: Catalogue) -> None:
    for code in ("women", "children"):
        titles = [
            strategy.title
            for domain in _plan(catalogue, code).domains
            for strategy in domain.strategies
        ]
        assert max(map(len, titles)) <= 30
        assert len(set(titles)) == len(titles)


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


def test_statistics_of_both_plans_are_one_indicator(catalogue: Catalogue) -> None:
    women, children = (
        {target.indicator for target in targets_of(_plan(catalogue, code))}
        for code in ("women", "children")
    )
    assert women & children == {
        "good_air_days_share",
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


def test_every_indicator_names_its_definition_release_and_lead(catalogue: Catalogue) -> None:
    assert Counter(entry.is_population for entry in catalogue.indicators) == {False: 131, True: 8}
    for entry in catalogue.indicators:
        assert entry.definition and entry.lead and entry.release_month, entry.code
        assert entry.value_mode == "value" or entry.numerator != entry.denominator, entry.code


def test_rates_per_resident_refer_to_a_population(catalogue: Catalogue) -> None:
    """As the denominators are worded: people of an age or sex, not what a department counts."""
    words = re.compile(r"(儿童|未成年人|女性|3—5岁|6—14岁|15—17岁|常住).*人口数$|^0—17岁儿童数$")
    for entry in catalogue.indicators:
        denominator = entry.denominator.removeprefix("同期")
        is_population = bool(words.search(denominator)) or denominator == "适龄妇女人数"
        if entry.value_mode == "ratio":
            assert bool(entry.denominator_indicator) == is_population, entry.code
    referred = Counter(entry.denominator_indicator for entry in catalogue.indicators)
    assert set(referred) - {""} == {e.code for e in catalogue.indicators if e.is_population}


def test_counts_of_people_harmed_are_protected(catalogue: Catalogue) -> None:
    rare = [entry for entry in catalogue.indicators if "死亡" in entry.name or "致残" in entry.name]
    assert len(rare) == 14
    assert {entry.sensitivity for entry in rare} == {"small_counts"}
    assert {entry.count_kind for entry in rare} == {"events"}


def test_parts_and_wholes_are_related(catalogue: Catalogue) -> None:
    pairs = {(relation.kind, relation.left, relation.right) for relation in catalogue.relations}
    assert len(pairs) == 14
    assert pairs > {
        ("nested", "neonatal_mortality", "infant_mortality"),
        ("nested", "infant_mortality", "under_five_mortality"),
        ("nested", "public_kindergarten_share", "inclusive_kindergarten_share"),
        ("nested", "student_fitness_good", "student_fitness_pass"),
        ("component", "child_drowning_mortality", "child_injury_mortality"),
    }
    for relation in catalogue.relations:
        left, right = catalogue.indicator(relation.left), catalogue.indicator(relation.right)
        assert left is not None and right is not None
        assert (left.unit, left.multiplier) == (right.unit, right.multiplier)
