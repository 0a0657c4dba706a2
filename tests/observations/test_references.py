"""Published figures enter with their source, once; what was left out is written down with why."""

import csv
from decimal import Decimal

import pytest

from indicators.catalogue.areas import load_areas
from indicators.catalogue.files import CATALOGUE_DIRECTORY
from indicators.catalogue.load import load_plans
from indicators.catalogue.reference import read_reference
from indicators.models import Area
from reporting.models import Flow, Observation
from reporting.observations.references import load_references

REFERENCE = CATALOGUE_DIRECTORY / "reference"
SHIPPED = [row for path in sorted(REFERENCE.glob("*.csv")) for row in read_reference(path)]


def _left_out(name: str) -> list[dict[str, str]]:
    with (REFERENCE / "left_out" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def real(db):
    """The catalogue with the real areas."""
    load_areas(demo=False)
    load_plans(area=Area.objects.get(code="140500"))


def test_every_row_is_recorded_with_its_source(real):
    load_references()
    rows = Observation.objects.in_force().filter(flow=Flow.REFERENCE).select_related("source")
    stored = {
        (row.indicator.code, row.area.code, row.breakdown_id, row.year): row
        for row in rows.select_related("indicator", "area", "source")
    }
    assert len(stored) == len(SHIPPED)
    for row in SHIPPED:
        figure = stored[row.indicator, row.area, row.breakdown, row.year]
        assert figure.value == row.value
        assert (figure.source.title, figure.source.quality) == (row.source, row.quality)


def test_loading_again_changes_nothing(real):
    assert load_references()
    before = Observation.objects.count()
    assert load_references() == {}
    assert Observation.objects.count() == before


def test_the_demonstration_reads_nothing_of_the_real_city(db):
    load_areas(demo=True)
    load_plans(area=Area.objects.get(code="990100"))
    load_references()
    areas = set(Observation.objects.values_list("area__code", flat=True))
    assert areas == {"100000", "140000"}


def test_a_conflict_keeps_one_figure_and_drops_the_other():
    shipped = {(row.indicator, row.area, row.year): row for row in SHIPPED if row.breakdown == 0}
    for line in _left_out("conflicts.csv"):
        row = shipped.get((line["indicator"], line["area"], int(line["year"])))
        kept = row and (row.value, row.source)
        expected = (Decimal(line["kept"]), line["kept_source"]) if line["kept"] else None
        assert kept == expected, line
        assert Decimal(line["dropped"]) != (row.value if row else None)
        assert line["why"]
        assert line["dropped_source"]


def test_what_is_not_used_says_why():
    lines = _left_out("unused.csv")
    assert sum(int(line["rows"]) for line in lines) == 364
    assert all(line["reason"] and line["areas"] for line in lines)
    machine_made = [line for line in lines if "机器生成" in line["reason"]]
    assert sum(int(line["rows"]) for line in machine_made) == 9
