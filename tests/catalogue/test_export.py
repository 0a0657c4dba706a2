"""The catalogue written back: it reads the same, loads the same and can be read by people."""

import dataclasses
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from indicators.catalogue.export import FolderNotEmpty, export_plans
from indicators.catalogue.files import CATALOGUE_DIRECTORY, read_catalogue
from indicators.catalogue.load import load_plans
from indicators.catalogue.target_table import target_rows
from indicators.models import Area, Indicator, LoadedEntry, Objective, Plan, Target, TargetValue

TARGET = """      - code: W1.02-1
        indicator: maternal_mortality
        kind: at_most
        measurability: numeric
        value: 12.5
        unit: 1/10万
"""


@pytest.fixture
def exported(city: Area, tmp_path: Path) -> Path:
    load_plans(area=city)
    export_plans(directory=tmp_path / "out", home=city)
    return tmp_path / "out"


def _without_places(entry: Any) -> Any:
    if isinstance(entry, tuple):
        return [_without_places(part) for part in entry]
    if dataclasses.is_dataclass(entry):
        return {
            field.name: _without_places(getattr(entry, field.name))
            for field in dataclasses.fields(entry)
            if field.name != "place"
        }
    return entry


def test_the_export_reads_as_the_shipped_files_do(exported: Path) -> None:
    written, shipped = (
        _without_places(read_catalogue(folder)) for folder in (exported, CATALOGUE_DIRECTORY)
    )
    relations = [sorted(map(str, catalogue.pop("relations"))) for catalogue in (written, shipped)]
    assert relations[0] == relations[1]
    assert written == shipped


def test_loading_the_export_changes_nothing(exported: Path, city: Area) -> None:
    report = load_plans(area=city, directory=exported)
    assert (report.new, report.changed, report.kept, report.only_in_database) == ([], [], [], [])
    assert report.same == LoadedEntry.objects.count()


def test_the_export_carries_what_was_changed_in_the_system(exported: Path, city: Area) -> None:
    Objective.objects.filter(domain__plan__code="women", domain__number=1, number=2).update(
        wording="第一行：\n第二行"
    )
    Indicator.objects.filter(code="maternal_mortality").update(position=5, external_codes={})
    Target.objects.filter(code="W1.02-1").update(tolerance="0.25", note="以“书面决定”为准 #3")
    Plan.objects.filter(code="women").update(
        predecessor=Plan.objects.create(
            code="women-13th",
            audience="women",
            area=city,
            title="晋城市妇女发展“十三五”规划",
            short_title="妇女规划（十三五）",
            document="2016年",
            base_year=2015,
            start_year=2016,
            end_year=2020,
            state="in_force",
        )
    )
    export_plans(directory=exported / "again", home=city)
    report = load_plans(area=city, directory=exported / "again")
    assert (report.new, report.changed, report.kept) == ([], [], [])
    women = next(plan for plan in read_catalogue(exported / "again").plans if plan.code == "women")
    assert women.predecessor == "women-13th"
    assert women.domains[0].objectives[1].wording == "第一行：\n第二行"


def test_an_issued_value_is_no_part_of_the_plan(exported: Path, city: Area) -> None:
    target = Target.objects.get(code="W7.06-1")
    TargetValue.objects.create(
        target=target, area=city, year=2025, value="76.5", document="省下达", valid_from=1
    )
    export_plans(directory=exported / "again", home=city)
    report = load_plans(area=city, directory=exported / "again")
    assert (report.changed, report.kept) == ([], [])
    row = next(row for row in target_rows() if row.kind == "issued")
    assert (row.plan, row.value) == ("women", "")
    assert TargetValue.objects.get(target=target).valid_to is None


def test_an_entry_reads_as_a_person_would_write_it(exported: Path) -> None:
    text = (exported / "plans/women/01.yaml").read_text(encoding="utf-8")
    assert text.startswith("number: 1\nname: 妇女与健康\nobjectives:\n  - number: 1\n")
    assert TARGET in text
    assert "required_dimensions: [城镇, 农村]" in (exported / "indicators/01.yaml").read_text(
        "utf-8"
    )


def test_a_plan_of_another_area_names_it(exported: Path) -> None:
    assert "area" not in (exported / "plans/women/plan.yaml").read_text("utf-8")
    assert "area: '100000'" in (exported / "plans/national-women/plan.yaml").read_text("utf-8")


def test_a_folder_with_files_is_refused(exported: Path, city: Area) -> None:
    with pytest.raises(FolderNotEmpty, match="--directory"):
        export_plans(directory=exported, home=city)


@pytest.mark.django_db
def test_the_command_writes_what_load_plans_takes(tmp_path: Path) -> None:
    output = io.StringIO()
    call_command("load_plans", stdout=output)
    call_command("export_plans", directory=tmp_path / "out", stdout=output)
    assert f"已写出 39 个文件到 {tmp_path / 'out'}" in output.getvalue()
    call_command("load_plans", directory=tmp_path / "out", stdout=output)
    assert output.getvalue().endswith("新增 0 条，更新 0 条，未变 655 条，冲突 0 处\n")
    with pytest.raises(CommandError, match="不是空的"):
        call_command("export_plans", directory=tmp_path / "out", stdout=output)
