"""A figure against its own past: jumps, slips, swapped counts, repeated and lost figures."""

from dataclasses import replace

import pytest

from tests.checks.builders import amount, cell, codes, deaths, found, one, plain, ratio, years

BIRTHS = deaths(name="孕产妇死亡率", unit="1/10万", multiplier=100_000, decimals=1)
STEADY = years((930, 1000), (934, 1000), (939, 1000), (941, 1000), (946, 1000))


def test_a_share_that_falls_by_ten_points_is_asked_about() -> None:
    finding = one(cell(ratio(), (840, 1000), STEADY))
    assert (finding.rule, finding.is_hard) == ("jump", False)
    assert finding.message == (
        "本年 84.0%（840 / 1000），2024年 94.6%（946 / 1000），下降10.6个百分点，"
        "超出历年变化的范围；请核对数值、口径和统计范围。如属实，请选择原因并写明情况。"
    )


def test_the_usual_growth_is_not() -> None:
    assert codes(cell(ratio(), (951, 1000), STEADY)) == []


def test_three_years_say_nothing_about_what_is_usual() -> None:
    short = {year: figure for year, figure in STEADY.items() if year >= 2022}
    assert codes(cell(ratio(), (840, 1000), short)) == []


def test_the_same_fall_among_few_people_may_be_chance() -> None:
    few = years((19, 20), (19, 20), (20, 20), (19, 20), (19, 20))
    assert codes(cell(ratio(), (17, 20), few)) == []


def test_a_series_that_always_swings_may_swing() -> None:
    wild = years((700, 1000), (900, 1000), (650, 1000), (920, 1000), (700, 1000))
    assert codes(cell(ratio(), (900, 1000), wild)) == []


def test_the_return_to_normal_is_no_jump() -> None:
    after_a_bad_year = years((930, 1000), (934, 1000), (939, 1000), (941, 1000), (700, 1000))
    assert codes(cell(ratio(), (944, 1000), after_a_bad_year)) == []


@pytest.mark.parametrize("events", [0, 1, 2, 3])
def test_small_counts_are_no_alarm(events: int) -> None:
    past = years((1, 2600), (0, 2580), (0, 2500), (1, 2480), (0, 2470))
    assert codes(cell(BIRTHS, (events, 2450), past)) == []


def test_ten_deaths_instead_of_one_are_asked_about() -> None:
    past = years((1, 2600), (1, 2580), (1, 2500), (1, 2480), (1, 2470))
    finding = one(cell(BIRTHS, (10, 2480), past))
    assert finding.rule == "power_of_ten"
    assert finding.message.startswith("分子本年 10，上年 1，约为10倍；请核对小数点和单位。")


@pytest.mark.parametrize(
    ("now", "column", "words"),
    [
        ((940, 10000), "denominator", "分母本年 10000，上年 1000，约为10倍"),
        ((94, 1000), "numerator", "分子本年 94，上年 946，约为十分之一"),
        ((94, 100), "denominator", "约为十分之一"),
    ],
)
def test_a_lost_or_added_zero_names_the_count(now, column: str, words: str) -> None:
    finding = one(cell(ratio(), now, STEADY))
    assert (finding.rule, finding.column) == ("power_of_ten", column)
    assert words in finding.message


def test_persons_typed_for_ten_thousands() -> None:
    people = amount(unit="万人", decimals=2)
    finding = one(cell(people, 93500, years(9.1, 9.2, 9.3)))
    assert finding.message.startswith("本年 93500.00万人，上年 9.30万人，约为1万倍")


@pytest.mark.parametrize(
    ("unit", "now", "last", "wrong"),
    [("%", 31.0, 3.1, "‰"), ("‰", 0.52, 5.2, "%")],
)
def test_per_mille_typed_for_per_cent(unit: str, now: float, last: float, wrong: str) -> None:
    share = plain(unit=unit, scale="share" if unit == "%" else "rate", decimals=2)
    finding = one(cell(share, now, years(last, last)))
    assert finding.rule == "per_mille"
    assert f"像是按{wrong}填写的；本指标的单位是{unit}" in finding.message


def test_per_mille_beyond_the_range_is_refused_and_named() -> None:
    hard, soft = (f.rule for f in found(cell(plain(), 953, years(94.8, 95.0)))[1, 0])
    assert (hard, soft) == ("above_maximum", "per_mille")


def test_without_a_past_the_other_counties_and_the_nation_are_the_measure() -> None:
    rate = deaths(decimals=2)
    counties = dict(zip("甲乙丙丁", [(5, 2400), (6, 2500), (4, 2000), (5, 2300)], strict=True))
    assert one(cell(rate, (52, 2450), counties=counties)).rule == "power_of_ten"
    finding = one(cell(rate, (98, 2450), references={"全国": 4.0}))
    assert finding.rule == "power_of_ten"
    assert "全国2024年 4.00‰，约为10倍" in finding.message


def test_swapped_counts_of_a_gross_rate() -> None:
    gross = ratio(gross=True)
    past = years((920, 1000), (925, 1000), (930, 1000))
    finding = one(cell(gross, (1000, 932), past))
    assert finding.rule == "swapped"
    assert "与2024年的分母 1000、分子 930 相近，像是填反了" in finding.message
    assert codes(cell(gross, (1010, 1000), past)) == []


def test_last_years_counts_again() -> None:
    finding = one(cell(ratio(), (946, 1000), STEADY))
    assert finding.rule == "same_as_last_year"
    assert "与2024年完全相同" in finding.message


@pytest.mark.parametrize(
    "unchanged",
    [
        cell(ratio(), (0, 1000), years((0, 1000))),
        cell(ratio(), (12, 60), years((12, 60))),
        cell(ratio(), (1560, 1560), years((1560, 1560))),
        cell(replace(ratio(), is_yearly=False), (946, 1000), years((946, 1000))),
        cell(ratio(), (946, 1000), {2022: (946, 1000)}),
        cell(plain(), 95.3, years(95.1, 95.3)),
        cell(plain(), 100, years(100, 100)),
        cell(amount(unit="个"), 101, years(99, 101)),
    ],
)
def test_what_may_well_stand_still(unchanged) -> None:
    assert codes(unchanged) == []


@pytest.mark.parametrize(
    "unchanged",
    [
        cell(plain(), 95.3, years(95.3, 95.3)),
        cell(amount(), 23301, years(23201, 23301)),
        cell(amount(unit="万人", decimals=2), 11.22, years(11.21, 11.22)),
    ],
)
def test_what_hardly_stands_still(unchanged) -> None:
    assert codes(unchanged) == ["same_as_last_year"]


def test_a_denominator_against_its_own_years() -> None:
    past = years((2370, 2480), (2350, 2460), (2320, 2430))
    finding = one(cell(ratio(), (3100, 3300), past))
    assert (finding.rule, finding.column) == ("denominator_jump", "denominator")
    assert "分母本年 3300，近3年的中位数 2460，约为其1.3倍" in finding.message


def test_the_number_of_those_tested_may_vary_as_it_always_did() -> None:
    past = years((200, 400), (450, 900), (180, 360), (400, 800), (210, 420))
    assert codes(cell(ratio(), (410, 820), past)) == []


def test_small_denominators_vary_by_chance() -> None:
    assert codes(cell(ratio(), (3, 7), years((5, 12), (4, 11), (6, 12)))) == []


def test_one_population_below_several_indicators_is_asked_about_once() -> None:
    past = years((1200, 2480), (1200, 2470), (1210, 2460))
    cells = [cell(ratio(n, f"指标{n}"), (1700, 3400), past) for n in (1, 2, 3)]
    assert codes(*cells) == ["denominator_jump"]


@pytest.mark.parametrize(
    ("kind", "words"), [("not_reported", "未填报"), ("not_applicable", "不适用")]
)
def test_a_figure_that_is_no_longer_there(kind: str, words: str) -> None:
    finding = one(cell(ratio(), kind, STEADY))
    assert (finding.rule, finding.column) == ("now_missing", "missing_kind")
    assert f"本年选“{words}”，而2024年填报了 94.6%" in finding.message


@pytest.mark.parametrize(
    "gone",
    [
        cell(ratio(), "not_yet_produced", STEADY),
        cell(ratio(), "not_reported", {2023: (930, 1000)}),
        cell(replace(ratio(), is_yearly=False), "not_reported", STEADY),
        cell(ratio(), "not_applicable", years((0, 3), (1, 2), (0, 3))),
        cell(ratio(), "not_reported", years("not_reported")),
    ],
)
def test_a_figure_that_need_not_be_there(gone) -> None:
    assert codes(gone) == []


def test_one_question_about_one_size() -> None:
    wrong = cell(ratio(), (8, 10000), STEADY, references={"全国": 95})
    assert codes(wrong) == ["power_of_ten"]
