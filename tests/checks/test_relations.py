"""Nested pairs, components, breakdowns: every expectation worked out by hand."""

from decimal import Decimal

import pytest

from reporting.collection.cell_contents import CellContent
from tests.checks.builders import amount, cell, codes, deaths, found, one, plain

NEONATAL, INFANT, CHILD = deaths(1, "新生儿死亡率"), deaths(2), deaths(3, "5岁以下儿童死亡率")
NESTED = (("nested", 1, 2), ("nested", 2, 3))
DROWNING, TRAFFIC, INJURY = (
    deaths(number, name, decimals=2, multiplier=100_000, unit="1/10万")
    for number, name in ((1, "溺水死亡率"), (2, "道路交通死亡率"), (3, "伤害死亡率"))
)
COMPONENTS = (("component", 1, 3), ("component", 2, 3))


def test_the_smaller_group_has_no_more_deaths() -> None:
    cells = cell(NEONATAL, (7, 2480)), cell(INFANT, (6, 2480)), cell(CHILD, (9, 2480))
    finding = one(*cells, relations=NESTED)
    assert finding.rule == "nested"
    assert finding.message.startswith("“新生儿死亡率”的分子 7 大于“婴儿死亡率”的分子 6")


def test_equal_counts_are_possible() -> None:
    cells = cell(NEONATAL, (6, 2480)), cell(INFANT, (6, 2480))
    assert codes(*cells, relations=NESTED) == []


def test_over_different_denominators_the_printed_rates_are_compared() -> None:
    # 7/2480 = 2.8226 ‰ against 6/2000 = 3.00 ‰: more deaths, and a lower rate
    assert "nested" not in codes(
        cell(NEONATAL, (7, 2480)), cell(INFANT, (6, 2000)), relations=NESTED
    )
    # 2.8226 ‰ and 2.8221 ‰ are both printed as 2.82
    assert "nested" not in codes(
        cell(NEONATAL, (7, 2480)), cell(INFANT, (28_221, 10_000_000)), relations=NESTED
    )
    assert "nested" in codes(cell(NEONATAL, (7, 2480)), cell(INFANT, (6, 2500)), relations=NESTED)


def test_the_pair_holds_in_every_breakdown() -> None:
    boys = cell(NEONATAL, (4, 1300), breakdown=2), cell(INFANT, (3, 1300), breakdown=2)
    assert one(*boys, relations=NESTED).row == "新生儿死亡率（男）"


def test_what_another_unit_handed_in_is_compared_and_this_return_is_told() -> None:
    finding = one(cell(INFANT, (6, 2480)), others=(cell(NEONATAL, (7, 2480)),), relations=NESTED)
    assert (finding.rule, finding.row) == ("nested", "婴儿死亡率")


def test_figures_of_different_periods_are_not_compared() -> None:
    stated = CellContent(Decimal("2.4"), Decimal(6), Decimal(2480), reference_period="学年")
    cells = cell(NEONATAL, (7, 2480)), cell(INFANT, stated)
    assert codes(*cells, relations=NESTED) == ["period_mixed"]


def test_components_add_up_to_no_more_than_the_whole() -> None:
    cells = cell(DROWNING, (3, 90_000)), cell(TRAFFIC, (4, 90_000)), cell(INJURY, (6, 90_000))
    finding = one(*cells, relations=COMPONENTS)
    assert finding.rule == "component_sum"
    assert "（溺水死亡率、道路交通死亡率）之和 7 大于本项 6" in finding.message
    assert codes(cells[0], cells[1], cell(INJURY, (7, 90_000)), relations=COMPONENTS) == []


def test_a_component_above_the_whole_is_told_once() -> None:
    cells = cell(DROWNING, (7, 90_000)), cell(TRAFFIC, (4, 90_000)), cell(INJURY, (6, 90_000))
    assert codes(*cells, relations=COMPONENTS) == ["nested"]


def test_rounded_rates_may_add_up_to_half_a_digit_more_each() -> None:
    rates = [plain(n, name, unit="1/10万", scale="rate") for n, name in enumerate("甲乙丙", 1)]
    # 1.04 + 1.04 = 2.08 may stand as 1.0 + 1.0 and 2.1; here 1.1 + 1.1 against 2.1 and 2.0
    close = [cell(rate, value) for rate, value in zip(rates, (1.1, 1.1, 2.1), strict=True)]
    apart = [cell(rate, value) for rate, value in zip(rates, (1.1, 1.1, 2.0), strict=True)]
    assert codes(*close, relations=COMPONENTS) == []
    assert codes(*apart, relations=COMPONENTS) == ["component_sum"]


@pytest.mark.parametrize(
    ("boys", "girls", "total", "rules"),
    [
        ((3, 1300), (2, 1180), (5, 2480), []),
        ((3, 1300), (2, 1180), (6, 2480), ["parts_sum"]),
        ((3, 1300), (2, 1180), (5, 2500), ["parts_sum"]),
        ((3, 1300), None, (5, 2480), ["not_filled"]),
        ((6, 1300), None, (5, 2480), ["part_above_total", "not_filled"]),
        ((3, 2490), None, (5, 2480), ["part_above_total", "not_filled"]),
    ],
)
def test_boys_and_girls_are_all_children(boys, girls, total, rules: list[str]) -> None:
    cells = (
        cell(INFANT, total),
        cell(INFANT, boys, breakdown=2),
        cell(INFANT, girls, breakdown=1),
    )
    assert codes(*cells) == rules


def test_the_sum_is_told_with_its_parts() -> None:
    cells = (
        cell(amount(), 100),
        cell(amount(), 60, breakdown=2),
        cell(amount(), 50, breakdown=1),
    )
    (finding,) = found(*cells)[1, 0]
    assert finding.message.startswith("女 50、男 60，之和 110，合计填的是 100")


def test_rounded_amounts_add_up_to_the_last_digit() -> None:
    people = amount(unit="万人", decimals=2)
    parts = cell(people, 1.02, breakdown=1), cell(people, 1.02, breakdown=2)
    assert codes(cell(people, 2.05), *parts) == []  # 1.024 + 1.024 = 2.048
    assert codes(cell(people, 2.06), *parts) == ["parts_sum"]


def test_a_mean_lies_between_its_parts() -> None:
    literacy = plain(name="健康素养", count_kind="cluster_sample")
    parts = cell(literacy, 31.0, breakdown=3), cell(literacy, 22.0, breakdown=4)
    assert codes(cell(literacy, 27.5), *parts) == []
    assert codes(cell(literacy, 31.1), *parts) == ["parts_enclose"]
