"""The invented figures are the same every time, add up, and respect what contains what."""

from pathlib import Path

import pytest
import yaml

from reporting.demonstration.figures import invent

PATH = Path(__file__).resolve().parents[2] / "fixtures/demonstration/figures.yaml"
PER = {"maternal_mortality": 100_000, "neonatal_mortality": 1000}
PER |= {"infant_mortality": 1000, "under_five_mortality": 1000}


@pytest.fixture(scope="module")
def specification():
    return yaml.safe_load(PATH.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def figures(specification):
    multipliers = {code: PER.get(code, 100) for code in specification["indicators"]}
    return {(row.indicator, row.area, row.year): row for row in invent(specification, multipliers)}


def test_the_same_specification_gives_the_same_figures(specification, figures):
    multipliers = {code: PER.get(code, 100) for code in specification["indicators"]}
    assert list(figures.values()) == invent(specification, multipliers)


def test_every_area_has_a_figure_for_every_indicator_and_year(specification, figures):
    areas = [specification["city"], *specification["county_shares"]]
    assert len(figures) == len(specification["indicators"]) * len(areas) * 8


def test_the_city_is_the_sum_of_its_counties(specification, figures):
    for (indicator, area, year), row in figures.items():
        if area == specification["city"] and row.denominator:
            counties = [
                figures[indicator, county, year] for county in specification["county_shares"]
            ]
            assert row.numerator == sum(county.numerator for county in counties)
            assert row.denominator == sum(county.denominator for county in counties)


def test_deaths_are_nested(figures):
    for (indicator, area, year), row in figures.items():
        if indicator == "infant_mortality":
            neonatal = figures["neonatal_mortality", area, year].numerator
            assert (
                neonatal <= row.numerator <= figures["under_five_mortality", area, year].numerator
            )


def test_no_share_exceeds_its_whole(figures):
    for (indicator, _area, _year), row in figures.items():
        if row.denominator and indicator != "kindergarten_gross_enrolment":
            assert 0 <= row.numerator <= row.denominator
