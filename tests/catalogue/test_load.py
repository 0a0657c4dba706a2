"""Loading: idempotent, whole or not at all, and never silently over an edit or a plan in force."""

import shutil
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
    IndicatorBreakdown,
    IndicatorRelation,
    LoadedEntry,
    Objective,
    Plan,
    PlanState,
    Revision,
    Strategy,
    Target,
    TargetValue,
)
from tests.catalogue.folder_edits import replace

HEALTH = "plans/women/01-health.yaml"
RELATION = """  - kind: nested
    left: child_drowning_mortality
    right: child_injury_mortality
"""
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
    assert Target.objects.filter(plan__code__in=["women", "children"]).count() == 131
    assert Strategy.objects.filter(domain__plan__area=city).count() == 179
    assert IndicatorRelation.objects.count() == 14
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
    assert Revision.objects.count() == 0
    assert AuditEvent.objects.count() == 1


def test_a_wording_follows_the_file_and_is_written_down(loaded: Area, folder: Path) -> None:
    replace(folder / HEALTH, "生育更安全", "生育安全")
    report = load_plans(area=loaded, directory=folder)
    assert Objective.objects.get(**OBJECTIVE).summary.startswith("生育安全")
    assert [change.field for change in report.changed] == ["summary"]
    assert report.data_versions == {}
    revision = Revision.objects.get()
    assert (revision.kind, revision.key, revision.field) == ("objective", "women/1.2", "summary")
    assert (revision.origin, revision.data_version) == ("file", None)
    assert revision.old.startswith("生育更安全") and revision.new.startswith("生育安全")


def test_a_load_that_changes_something_is_one_act(loaded: Area, folder: Path) -> None:
    replace(folder / HEALTH, "生育更安全", "生育安全")
    replace(folder / "relations.yaml", "relations:\n", f"relations:\n{RELATION}")
    load_plans(area=loaded, directory=folder)
    event = AuditEvent.objects.latest("id")
    assert (event.actor, event.object_type, event.action) == ("system", "Area", "catalogue.load")
    assert event.new == {"new": 1, "changed": 1, "data_versions": {}}
    assert IndicatorRelation.objects.filter(left__code="child_drowning_mortality").count() == 2


def test_other_sides_and_dimensions_are_stored(loaded: Area) -> None:
    gap = Target.objects.get(code="W1.02-2")
    assert (gap.other_indicator, str(gap.breakdown), str(gap.other_breakdown)) == (
        gap.indicator,
        "农村",
        "城镇",
    )
    dimensions = IndicatorBreakdown.objects.filter(indicator__code="neonatal_mortality")
    assert set(dimensions.values_list("breakdown__name", "required")) == {
        ("城镇", True),
        ("农村", True),
        ("女", False),
        ("男", False),
    }


def test_dimensions_follow_the_file(loaded: Area, folder: Path) -> None:
    path = folder / "indicators/03-child-survival-and-growth.yaml"
    replace(path, "    dimensions: [女, 男]\n", "    dimensions: [女]\n")
    report = load_plans(area=loaded, directory=folder)
    dimensions = IndicatorBreakdown.objects.filter(indicator__code="neonatal_mortality")
    assert set(dimensions.values_list("breakdown__name", flat=True)) == {"城镇", "农村", "女"}
    assert report.data_versions == {}
    assert "dimensions：女、男 → 女" in "\n".join(report.lines())


def test_an_older_database_takes_the_populations_without_a_decision(
    city: Area, folder: Path
) -> None:
    """Loaded before there were populations: nothing of a plan in force is touched by them."""
    newer = shutil.copytree(folder, folder.parent / "newer")
    (folder / "indicators" / "00-populations.yaml").unlink()
    for path in (folder / "indicators").glob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if "denominator_indicator:" not in line]
        path.write_text("".join(kept), encoding="utf-8")
    load_plans(area=city, directory=folder)
    for entry in LoadedEntry.objects.filter(kind="indicator"):
        del entry.fields["is_population"], entry.fields["denominator_indicator"]
        entry.save()
    report = load_plans(area=city, directory=newer)
    assert (len(report.new), len(report.changed), report.data_versions) == (8, 25, {})
    injuries = Indicator.objects.get(code="child_injury_mortality")
    assert injuries.denominator_indicator == Indicator.objects.get(code="child_average_population")
    assert set(report.kept) == set()


def test_populations_at_the_end_of_the_files_are_stored_first(city: Area, folder: Path) -> None:
    themes = folder / "indicators"
    (themes / "00-populations.yaml").rename(themes / "99-populations.yaml")
    load_plans(area=city, directory=folder)
    assert Indicator.objects.exclude(denominator_indicator=None).count() == 25


def test_an_attached_wording_is_no_edit_of_the_file(loaded: Area, folder: Path) -> None:
    Objective.objects.filter(**OBJECTIVE).update(wording="官方原文")
    report = load_plans(area=loaded, directory=folder)
    assert (report.kept, report.changed) == ([], [])
    assert Objective.objects.get(**OBJECTIVE).wording == "官方原文"


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
    replace(
        folder / "indicators/14-family-and-environment.yaml",
        "name: 农村自来水普及率",
        "name: 自来水",
    )
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
    revision = Revision.objects.get()
    assert (revision.key, revision.field, revision.data_version) == ("women/W1.02-1", "value", 2)
    assert (revision.old, revision.new) == ("12.5", "12")
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
    path = folder / "indicators/03-child-survival-and-growth.yaml"
    replace(path, "decimals: 2", "decimals: 3")
    report = load_plans(area=loaded, directory=folder, take=Take.FILE)
    assert report.data_versions == {"100000": 2, "140500": 2}
    assert Revision.objects.get().data_version == 2


def test_an_entry_gone_from_the_files_stays_and_is_named(loaded: Area, folder: Path) -> None:
    path = folder / "plans/women/08-law.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  - number: 9")], encoding="utf-8")
    report = load_plans(area=loaded, directory=folder)
    gone = [(key.kind, key.name) for key in report.only_in_database]
    assert gone[0] == ("objective", "women/8.9")
    assert gone[1:] == [("strategy", f"women/8.{number}") for number in range(1, 14)]
    assert Objective.objects.filter(domain__number=8, number=9).exists()


def test_a_loaded_plan_does_not_move_to_another_area(loaded: Area, folder: Path) -> None:
    county = Area.objects.get(code="140502")
    with pytest.raises(PlanMoved, match="140500"):
        load_plans(area=county, directory=folder, take=Take.FILE)
