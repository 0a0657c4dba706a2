"""Loading: idempotent, whole or not at all, and never silently over an edit or a plan in force."""

from decimal import Decimal
from pathlib import Path

import pytest

from indicators.catalogue.load import PlanMoved, load_plans
from indicators.catalogue.merge import Take
from indicators.catalogue.report import LoadRefused
from indicators.data_versions import current_data_version
from indicators.models import (
    Area,
    AuditEvent,
    Indicator,
    LoadedEntry,
    Objective,
    Plan,
    PlanState,
    Target,
    TargetValue,
)
from tests.catalogue.folder_edits import replace

HEALTH = "plans/women/01-health.yaml"
OBJECTIVE = {"domain__plan__code": "women", "domain__number": 1, "number": 2}


@pytest.fixture
def loaded(city: Area, folder: Path) -> Area:
    load_plans(area=city, directory=folder)
    return city


def _values(code: str) -> list[tuple[Decimal, int, int | None]]:
    rows = TargetValue.objects.filter(target__code=code, target__plan__code="women")
    return list(rows.order_by("valid_from").values_list("value", "valid_from", "valid_to"))


def test_the_first_load_stores_everything_under_one_version_a_scope(
    city: Area, folder: Path
) -> None:
    report = load_plans(area=city, directory=folder)
    assert report.data_versions == {"100000": 1, "140500": 1}
    assert Target.objects.filter(plan__code__in=["women", "children"]).count() == 41
    assert Objective.objects.filter(domain__plan__area=city).count() == 145
    value = TargetValue.objects.get(target__code="C1.03-2")
    assert (value.value, value.area, value.year) == (Decimal("5.25"), city, 2025)
    assert set(Plan.objects.values_list("code", "area__code")) == {
        ("women", "140500"),
        ("children", "140500"),
        ("national-women", "100000"),
        ("national-children", "100000"),
    }


def test_a_second_load_changes_nothing(loaded: Area, folder: Path) -> None:
    entries = LoadedEntry.objects.count()
    report = load_plans(area=loaded, directory=folder)
    assert (report.new, report.changed, report.same) == ([], [], entries)
    assert report.data_versions == {}
    assert current_data_version(loaded) == 1
    assert AuditEvent.objects.count() == 0


def test_a_wording_follows_the_file_with_an_audit_row(loaded: Area, folder: Path) -> None:
    replace(folder / HEALTH, "生育更安全", "生育安全")
    report = load_plans(area=loaded, directory=folder)
    assert Objective.objects.get(**OBJECTIVE).summary.startswith("生育安全")
    assert [change.field for change in report.changed] == ["summary"]
    assert report.data_versions == {}
    event = AuditEvent.objects.get()
    assert (event.actor, event.object_type, event.action) == (
        "system",
        "Objective",
        "catalogue.load",
    )
    assert event.old is not None and event.old["summary"].startswith("生育更安全")


def test_an_edit_in_the_system_survives_a_reload(loaded: Area, folder: Path) -> None:
    Objective.objects.filter(**OBJECTIVE).update(summary="办公室改写")
    report = load_plans(area=loaded, directory=folder)
    assert Objective.objects.get(**OBJECTIVE).summary == "办公室改写"
    assert [field for _, field in report.kept] == ["summary"]


def test_an_edit_against_an_edit_is_listed_and_refuses_the_whole_load(
    loaded: Area, folder: Path
) -> None:
    Objective.objects.filter(**OBJECTIVE).update(summary="办公室改写")
    replace(folder / HEALTH, "生育更安全", "生育安全")
    replace(folder / "indicators/07-environment.yaml", "name: 农村自来水普及率", "name: 自来水")
    with pytest.raises(LoadRefused) as refused:
        load_plans(area=loaded, directory=folder)
    assert [key.name for key, _ in refused.value.report.conflicts] == ["women/1.2"]
    assert any("办公室改写" in line for line in refused.value.report.lines())
    assert Indicator.objects.get(code="rural_tap_water").name == "农村自来水普及率"


def test_a_decision_for_the_database_is_remembered(loaded: Area, folder: Path) -> None:
    Objective.objects.filter(**OBJECTIVE).update(summary="办公室改写")
    replace(folder / HEALTH, "生育更安全", "生育安全")
    load_plans(area=loaded, directory=folder, take=Take.DATABASE)
    load_plans(area=loaded, directory=folder)
    assert Objective.objects.get(**OBJECTIVE).summary == "办公室改写"


def test_a_target_in_force_changes_only_by_decision_and_keeps_its_history(
    loaded: Area, folder: Path
) -> None:
    replace(folder / HEALTH, "value: 12.5", "value: 12")
    with pytest.raises(LoadRefused):
        load_plans(area=loaded, directory=folder)
    assert _values("W1.02-1") == [(Decimal("12.5"), 1, None)]

    report = load_plans(area=loaded, directory=folder, take=Take.FILE)
    assert report.data_versions == {"140500": 2}
    assert _values("W1.02-1") == [(Decimal("12.5"), 1, 2), (Decimal("12"), 2, None)]
    assert AuditEvent.objects.get().new == {"value": "12"}
    assert load_plans(area=loaded, directory=folder).changed == []


def test_a_decision_for_the_database_keeps_the_target(loaded: Area, folder: Path) -> None:
    replace(folder / HEALTH, "value: 12.5", "value: 12")
    report = load_plans(area=loaded, directory=folder, take=Take.DATABASE)
    assert _values("W1.02-1") == [(Decimal("12.5"), 1, None)]
    assert report.data_versions == {}


def test_a_new_target_of_a_plan_in_force_needs_a_decision(city: Area, folder: Path) -> None:
    health = (folder / HEALTH).read_text(encoding="utf-8")
    start, end = health.index("    targets:\n      - code: W1.02-1"), health.index("  - number: 3")
    (folder / HEALTH).write_text(health[:start] + health[end:], encoding="utf-8")
    load_plans(area=city, directory=folder)
    (folder / HEALTH).write_text(health, encoding="utf-8")
    with pytest.raises(LoadRefused):
        load_plans(area=city, directory=folder)
    load_plans(area=city, directory=folder, take=Take.FILE)
    assert _values("W1.02-1") == [(Decimal("12.5"), 2, None)]


def test_a_draft_follows_its_file(loaded: Area, folder: Path) -> None:
    Plan.objects.filter(code="women").update(state=PlanState.DRAFT)
    replace(folder / "plans/women/plan.yaml", "state: in_force", "state: draft")
    replace(folder / HEALTH, "value: 12.5", "value: 12")
    load_plans(area=loaded, directory=folder)
    assert _values("W1.02-1")[-1] == (Decimal("12"), 2, None)


def test_an_indicator_that_judges_in_two_scopes_moves_both(loaded: Area, folder: Path) -> None:
    replace(folder / "indicators/02-child-health.yaml", "decimals: 2", "decimals: 3")
    report = load_plans(area=loaded, directory=folder, take=Take.FILE)
    assert report.data_versions == {"100000": 2, "140500": 2}


def test_an_entry_gone_from_the_files_stays_and_is_named(loaded: Area, folder: Path) -> None:
    path = folder / "plans/women/08-law.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  - number: 9")], encoding="utf-8")
    report = load_plans(area=loaded, directory=folder)
    assert [key.name for key in report.only_in_database] == ["women/8.9"]
    assert Objective.objects.filter(domain__number=8, number=9).exists()


def test_a_loaded_plan_does_not_move_to_another_area(loaded: Area, folder: Path) -> None:
    county = Area.objects.get(code="140502")
    with pytest.raises(PlanMoved, match="140500"):
        load_plans(area=county, directory=folder, take=Take.FILE)
