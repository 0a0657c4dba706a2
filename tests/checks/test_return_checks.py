"""A return read from the database with everything around it."""

import pytest

from indicators.models import Indicator, IndicatorRelation, SeriesBreak
from reporting.collection.return_checks import findings_for, findings_of, open_findings
from reporting.models import Flow, Item, ReviewState, Source
from tests.checks.conftest import BIRTHS, assign, put, remember


def rules(found: dict, item: Item) -> list[str]:
    return [finding.rule for finding in found.get(item.pk, [])]


@pytest.fixture
def typed(returns, rates, indicators, areas):
    """Every cell of the city's return filled with what fits its past."""
    for indicator in (rates.neonatal, rates.infant):
        remember(indicator, areas.city, BIRTHS)
    remember(indicators.water, areas.city, {year: 90 + year % 5 for year in range(2019, 2025)})
    return {
        "maternal": put(returns.city, indicators.maternal, 0, 2490),
        "water": put(returns.city, indicators.water, 94.5),
        "neonatal": put(returns.city, rates.neonatal, 2, 2490),
        "infant": put(returns.city, rates.infant, 4, 2490),
    }


def test_sound_figures_are_not_asked_about(returns, typed) -> None:
    assert findings_of(returns.city) == {}


def test_an_empty_return_names_every_cell(returns) -> None:
    found = findings_of(returns.city)
    assert len(found) == returns.city.items.count() == 4
    assert {finding.rule for each in found.values() for finding in each} == {"not_filled"}


def test_the_past_in_force_is_the_measure(returns, typed, rates) -> None:
    infant = put(returns.city, rates.infant, 40, 2490)
    (finding,) = findings_of(returns.city)[infant.pk]
    assert finding.rule == "power_of_ten"
    assert finding.message.startswith("分子本年 40，上年 3，约为10倍")


def test_nothing_is_read_across_a_break(returns, typed, rates, areas) -> None:
    infant = put(returns.city, rates.infant, 14, 2490)
    assert rules(findings_of(returns.city), infant) == ["jump"]
    SeriesBreak.objects.create(
        indicator=rates.infant,
        area=areas.city,
        year=2023,
        note="口径变化",
        document="文件",
        valid_from=0,
    )
    assert rules(findings_of(returns.city), infant) == []


def test_relations_are_catalogue_data(returns, typed, rates) -> None:
    put(returns.city, rates.neonatal, 5, 2490)
    assert findings_of(returns.city) == {}
    IndicatorRelation.objects.create(kind="nested", left=rates.neonatal, right=rates.infant)
    assert rules(findings_of(returns.city), typed["neonatal"]) == ["nested"]


def test_what_another_unit_typed_counts_once_it_is_handed_in(
    returns, typed, rates, areas, units, cast
) -> None:
    other = Indicator.objects.get(code="kindergarten_gross_enrolment")
    theirs = Item.objects.get(indicator=other)
    Item.objects.filter(pk=theirs.pk).update(numerator=3, denominator=2490, value="0.12")
    IndicatorRelation.objects.create(kind="nested", left=rates.infant, right=other)
    assert rules(findings_of(returns.city), typed["infant"]) == []
    Item.objects.filter(pk=theirs.pk).update(review=ReviewState.PENDING)
    assert rules(findings_of(returns.city), typed["infant"]) == ["nested"]


def test_another_units_denominator_of_the_same_people(returns, typed, rates, units, areas) -> None:
    other = Indicator.objects.get(code="kindergarten_gross_enrolment")
    Indicator.objects.filter(pk=other.pk).update(denominator="同期活产数")
    item = Item.objects.filter(indicator=other)
    item.update(numerator=3, denominator=2840, value="0.11", review=ReviewState.PENDING)
    assert findings_of(returns.city) == {}  # theirs is the odd one, and they are told
    Item.objects.filter(submission=returns.city).update(review=ReviewState.PENDING)
    theirs = findings_of(item.get().submission)
    assert rules(theirs, item.get()) == ["denominator_unlike"]


def test_the_city_against_its_counties(returns, typed, rates, areas) -> None:
    put(returns.county, rates.infant, 2, 1200, review=ReviewState.PENDING)
    assert rules(findings_of(returns.city), typed["infant"]) == []  # 乙县 is not there yet
    remember(rates.infant, areas.second_county, {2025: (2, 1100)})
    assert rules(findings_of(returns.city), typed["infant"]) == ["county_sum"]
    put(returns.county, rates.infant, 2, 1390, review=ReviewState.PENDING)
    assert rules(findings_of(returns.city), typed["infant"]) == []


def test_a_corrected_county_figure_counts_and_not_what_was_handed_in(
    returns, typed, rates, areas
) -> None:
    put(returns.county, rates.infant, 2, 1200, review=ReviewState.APPROVED)
    remember(rates.infant, areas.county, {2025: (2, 1390)})
    remember(rates.infant, areas.second_county, {2025: (2, 1100)})
    assert rules(findings_of(returns.city), typed["infant"]) == []


def test_a_county_against_the_nation_and_another_county(returns, rates, areas) -> None:
    source = Source.objects.create(code="s", title="公报", publisher="国家", quality="official")
    remember(rates.infant, areas.nation, {2024: 4.0}, flow=Flow.REFERENCE, source=source)
    infant = put(returns.county, rates.infant, 60, 1200)
    assert rules(findings_of(returns.county), infant) == ["power_of_ten"]
    infant = put(returns.county, rates.infant, 30, 1200)
    assert rules(findings_of(returns.county), infant) == ["reference_far"]
    remember(rates.infant, areas.second_county, {2025: (300, 1200)})
    infant = put(returns.county, rates.infant, 300, 1200)
    assert rules(findings_of(returns.county), infant) == ["same_as_county"]


def test_rows_in_hand_are_judged_in_place_of_the_stored(returns, typed) -> None:
    water = Item.objects.get(pk=typed["water"].pk)
    water.value = 945
    found = findings_of(returns.city, items=[water])
    assert rules(found, water) == ["above_maximum", "per_mille"]
    assert findings_of(returns.city) == {}


def test_an_approved_cell_is_nobodys_to_change(returns, typed, indicators) -> None:
    water = put(returns.city, indicators.water, 20, review=ReviewState.APPROVED)
    assert rules(findings_of(returns.city), water) == ["jump"]
    assert open_findings(returns.city) == {}


def test_after_a_change_only_what_it_touches_is_judged(returns, typed, rates) -> None:
    IndicatorRelation.objects.create(kind="nested", left=rates.neonatal, right=rates.infant)
    neonatal = put(returns.city, rates.neonatal, 5, 2490)
    found = findings_for(returns.city, [typed["infant"].pk])
    assert rules(found, neonatal) == ["nested"]
    assert found[typed["infant"].pk] == []
    assert typed["water"].pk not in found


def test_what_is_judged_after_a_change_is_judged_as_in_the_whole(
    returns, typed, rates, indicators
) -> None:
    IndicatorRelation.objects.create(kind="nested", left=rates.neonatal, right=rates.infant)
    put(returns.city, rates.neonatal, 50, 2490)
    put(returns.city, rates.infant, 4, 24900)
    put(returns.city, indicators.maternal, 9, 2490)
    whole = findings_of(returns.city)
    assert set(whole) == {typed["neonatal"].pk, typed["infant"].pk}
    for item in typed.values():
        part = findings_for(returns.city, [item.pk])
        assert part == {pk: whole.get(pk, []) for pk in part}


def grow(number: int, areas, units) -> None:
    """That many more indicators of the city's health unit, each with ten years behind it."""
    for position in range(number):
        indicator = Indicator.objects.create(
            code=f"extra_{position}",
            name=f"指标{position}",
            unit="个",
            decimals=0,
            better=1,
            scale="value",
            value_mode="value",
            count_kind="complete_count",
            position=100 + position,
        )
        assign(indicator, areas.city, units.health)
        remember(indicator, areas.city, {year: 40 + year % 3 for year in range(2015, 2025)})


@pytest.mark.parametrize("extra", [0, 25])
def test_the_queries_do_not_grow(
    extra: int, areas, units, cast, assignments, rates, indicators, request,
    django_assert_num_queries,
) -> None:  # fmt: skip
    grow(extra, areas, units)
    returns = request.getfixturevalue("returns")
    assert returns.city.items.count() == 4 + extra
    IndicatorRelation.objects.create(kind="nested", left=rates.infant, right=indicators.enrolment)
    Item.objects.filter(indicator=indicators.enrolment).update(review=ReviewState.PENDING)
    with django_assert_num_queries(8):
        findings_of(returns.city)
    with django_assert_num_queries(9):
        open_findings(returns.city)
    first = returns.city.items.values_list("pk", flat=True)[0]
    with django_assert_num_queries(9):
        findings_for(returns.city, [first])
