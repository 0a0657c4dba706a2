"""load_plans and export_targets as an operator sees them."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from indicators.catalogue.areas import load_areas
from indicators.models import Area, Installation, Plan

HERE = Path(__file__).parent
COLUMNS = "plan,domain_no,objective_no,indicator,kind,value,unit,maintain,year"


def _run(command: str, **options: str) -> str:
    output = io.StringIO()
    call_command(command, stdout=output, **options)
    return output.getvalue()


@pytest.mark.django_db
def test_load_plans_prints_the_difference() -> None:
    assert "新增 规划 women" in _run("load_plans")
    assert _run("load_plans").endswith("新增 0 条，更新 0 条，未变 655 条，冲突 0 处\n")


@pytest.mark.django_db
def test_the_city_plans_go_to_the_area_of_the_installation() -> None:
    load_areas(demo=True)
    demo_city = Area.objects.get(code="990100")
    Installation.objects.create(name="演示", area=demo_city, is_demo=True)
    _run("load_plans")
    assert Plan.objects.get(code="women").area == demo_city
    assert not Area.objects.filter(code="140500").exists()


@pytest.mark.django_db
def test_an_unknown_area_is_refused_with_the_known_ones() -> None:
    with pytest.raises(CommandError, match=r"没有行政区划 999999，现有：.*140500 晋城市"):
        _run("load_plans", area="999999")


@pytest.mark.django_db
def test_export_before_loading_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="load_plans"):
        _run("export_targets")


@pytest.mark.django_db
def test_export_targets_lists_all_131_in_document_order() -> None:
    _run("load_plans")
    text = _run("export_targets")
    assert text.splitlines()[0] == COLUMNS
    exported = list(csv.DictReader(io.StringIO(text)))
    assert len(exported) == 131
    assert [
        tuple(row[name] for name in COLUMNS.split(",") if name != "indicator")
        for row in exported
        if row["value"]
    ] == [
        (*_place_and_kind(row), row["value"], row["unit"], row["maintain"], "2025")
        for row in _expected("expected_targets.csv")
    ]
    assert [
        (row["plan"], row["domain_no"], row["objective_no"], row["kind"])
        for row in exported
        if not row["value"]
    ] == [_place_and_kind(row) for row in _expected("expected_direct_targets.csv")]


def _expected(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _place_and_kind(row: dict[str, str]) -> tuple[str, str, str, str]:
    return row["plan"], row["domain"], row["objective"], row["kind"]


@pytest.mark.django_db
def test_a_gap_is_exported_with_both_sides() -> None:
    _run("load_plans")
    names = [row["indicator"] for row in csv.DictReader(io.StringIO(_run("export_targets")))]
    assert "孕产妇死亡率（农村与城镇）" in names
    assert "高中阶段教育毛入学率（女）" in names
