"""A figure against other areas, other indicators and published figures."""

from decimal import Decimal

import pytest

from reporting.collection.cell_contents import CellContent
from tests.checks.builders import amount, cell, codes, deaths, found, one, plain, ratio, years

COUNTIES = {"甲县": (910, 1000), "乙县": (460, 500), "丙县": (1400, 1500), "丁县": (655, 700)}
SUM = (3425, 3700)  # 92.6 %


def city(indicator, now, counties, complete=True, **more):
    return cell(indicator, now, counties=counties, counties_complete=complete, **more)


def test_the_city_is_the_sum_of_its_counties() -> None:
    assert codes(city(ratio(), SUM, COUNTIES), is_city=True) == []


@pytest.mark.parametrize(
    ("now", "column", "words"),
    [
        ((3425, 4200), "denominator", "本年分母 4200，各县（市、区）分母之和 3700，相差 500"),
        ((3300, 3700), "numerator", "本年分子 3300，各县（市、区）分子之和 3425，相差 125"),
    ],
)
def test_a_county_left_out_is_noticed(now, column: str, words: str) -> None:
    finding = one(city(ratio(), now, COUNTIES), is_city=True)
    assert (finding.rule, finding.column) == ("county_sum", column)
    assert words in finding.message


def test_one_per_cent_is_within_what_different_days_explain() -> None:
    assert codes(city(ratio(), (3450, 3730), COUNTIES), is_city=True) == []


def test_nothing_is_added_up_until_all_counties_are_there() -> None:
    assert codes(city(ratio(), (3000, 4200), COUNTIES, complete=False), is_city=True) == []


def test_a_county_to_which_it_does_not_apply_adds_nothing() -> None:
    counties = COUNTIES | {"戊县": "not_applicable"}
    assert codes(city(ratio(), SUM, counties), is_city=True) == []


def test_amounts_are_added_up() -> None:
    counties = {"甲县": 120, "乙县": 80, "丙县": 60}
    assert codes(city(amount(), 260, counties), is_city=True) == []
    assert one(city(amount(), 200, counties), is_city=True).rule == "county_sum"


def test_days_are_not_added_up_but_the_share_lies_between() -> None:
    days = {"甲县": (290, 365), "乙县": (300, 365), "丙县": (310, 365)}
    assert codes(city(ratio(), (295, 365), days), is_city=True) == []
    finding = one(city(ratio(), (330, 365), days), is_city=True)
    assert finding.rule == "county_range"
    assert "在 79.5%（甲县）到 84.9%（丙县）之间" in finding.message


def test_samples_of_city_and_counties_are_different_samples() -> None:
    counties = {"甲县": 44.0, "乙县": 45.1, "丙县": 43.9}
    assert codes(city(plain(), 46.0, counties), is_city=True) == ["county_range"]
    sampled = plain(count_kind="cluster_sample")
    assert codes(city(sampled, 46.0, counties), is_city=True) == []


def test_a_county_far_from_the_others() -> None:
    finding = one(cell(ratio(), (300, 700), counties=COUNTIES))
    assert finding.rule == "county_outlier"
    assert "本年 42.9%（300 / 700），其他县（市、区）的中位数 92.7%" in finding.message


def test_it_is_not_asked_again_where_last_year_was_as_far() -> None:
    assert codes(cell(ratio(), (300, 700), years((295, 700)), counties=COUNTIES)) == []


def test_a_rate_of_few_cases_may_be_far() -> None:
    rate = deaths()
    counties = {name: (n, 2400) for name, n in zip("甲乙丙丁", (5, 6, 5, 4), strict=True)}
    assert codes(cell(rate, (9, 1300), counties=counties)) == []
    assert codes(cell(rate, (40, 1300), counties=counties)) == ["county_outlier"]


def test_another_countys_row() -> None:
    own = years((640, 710), (645, 708))
    finding = one(cell(ratio(), (1400, 1500), own, counties={"丙县": (1400, 1500)}))
    assert finding.rule == "same_as_county"


def test_another_countys_row_without_a_past() -> None:
    finding = one(cell(ratio(), (1400, 1500), counties={"丙县": (1400, 1500)}))
    assert finding.rule == "same_as_county"
    assert "与丙县完全相同；请核对是否填错了地区" in finding.message


def test_two_counties_that_are_alike_every_year() -> None:
    twins = cell(ratio(), (1400, 1500), years((1390, 1510)), counties={"丙县": (1400, 1500)})
    assert codes(twins) == []
    small = cell(ratio(), (14, 15), counties={"丙县": (14, 15)})
    assert codes(small) == []


def test_far_from_the_nation() -> None:
    finding = one(cell(plain(), 41, references={"山西省": 92, "全国": 94}))
    assert finding.rule == "reference_far"
    assert "山西省2024年为 92.0%，相差悬殊" in finding.message
    assert codes(cell(plain(), 83, references={"全国": 94})) == []


def test_few_cases_may_be_far_from_the_nation() -> None:
    # 14.3/10万 would be 0.35 deaths among 2,480 births: P(3 or more) = 0.6 %
    maternal = deaths(unit="1/10万", multiplier=100_000, decimals=1)
    assert codes(cell(maternal, (3, 2480), references={"全国": 14.3})) == []
    # P(6 or more) = 0.000002
    assert codes(cell(maternal, (6, 2480), references={"全国": 14.3})) == ["reference_far"]


def births(number: int, now, past=None, **more):
    return cell(deaths(number, f"指标{number}", **more), now, past)


def test_there_is_only_one_number_of_births() -> None:
    cells = births(1, (7, 2480)), births(2, (9, 2480)), births(3, (11, 2840))
    finding = one(*cells)
    assert (finding.rule, finding.row) == ("denominator_unlike", "指标3")
    assert "分母“活产数”填的是 2840，而“指标1”、“指标2”填的是 2480" in finding.message


def test_of_two_the_one_like_last_year_is_right() -> None:
    past = years((7, 2500), (7, 2490))
    finding = one(births(1, (7, 2700), past), births(2, (9, 2480), past))
    assert finding.row == "指标1"


def test_words_of_time_make_no_other_population_but_a_period_does() -> None:
    apart = births(1, (7, 2480)), births(2, (9, 2840), denominator="同期活产数")
    assert codes(*apart) == ["denominator_unlike"]
    assert codes(births(1, (7, 2480)), births(2, (9, 2840), reference_period="年报年度")) == []


def test_what_the_bureau_entered_is_not_asked_of_the_unit() -> None:
    cells = births(1, (7, 2480), population="活产数"), births(2, (9, 2840), population="活产数")
    assert codes(*cells) == []


def test_soft_rules_wait_until_the_cell_itself_is_sound() -> None:
    half = CellContent(denominator=Decimal(9999))
    assert [f.rule for f in found(cell(ratio(), half, years((930, 1000))))[1, 0]] == ["half_filled"]
