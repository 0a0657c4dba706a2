"""A mistake in a file is refused with file, line and what would be allowed."""

from pathlib import Path

import pytest

from indicators.catalogue.files import CATALOGUE_DIRECTORY, read_areas, read_catalogue
from indicators.catalogue.nodes import CatalogueError
from tests.catalogue.folder_edits import line_of, replace

HEALTH = "plans/women/01-health.yaml"
INDICATORS = "indicators/01-womens-health.yaml"
WITH_POPULATION = "indicators/13-child-welfare.yaml"
RELATIONS = "relations.yaml"

MISTAKES = {
    "key missing": (HEALTH, "kind: at_least", "knid: at_least", ["缺少“kind”"]),
    "unknown kind": (HEALTH, "kind: at_least", "kind: atleast", ["at_least", "issued"]),
    "value is no number": (HEALTH, "value: 78.1", "value: 七十八", ["不是数字"]),
    "value is not finite": (HEALTH, "value: 78.1", "value: NaN", ["有限"]),
    "finer than the indicator": (HEALTH, "value: 12.5", "value: 12.55", ["更细"]),
    "foreign unit": (HEALTH, "unit: 1/10万", "unit: ‰", ["1/10万"]),
    "unknown indicator": (HEALTH, "maternal_mortality", "maternal_death", ["指标库"]),
    "code twice": (HEALTH, "code: W1.02-1", "code: W1.01-1", ["W1.01-1", "重复"]),
    "number missing": (HEALTH, "number: 2", "number: 3", ["序号应为 2"]),
    "not a flag": (HEALTH, "value: 78.1", "maintain: yes", ["true、false"]),
    "side without about": (HEALTH, "value: 78.1", "value: 78.1\n        side: floor", ["about"]),
    "broken YAML": (HEALTH, "name: 妇女与健康", "name: [妇女", ["YAML 语法错误"]),
    "key twice": (INDICATORS, "unit: 岁", "unit: 岁\n    unit: 年", ["重复"]),
    "month 13": (INDICATORS, "release_month: 11", "release_month: 13", ["1–12"]),
    "share above 100": (INDICATORS, "maximum: 100\n", "maximum: 110\n", ["gross: true"]),
    "gap without other side": (HEALTH, "other_breakdown: 城镇\n        ", "", ["narrow_gap"]),
    "other side of a number": (
        HEALTH,
        "value: 78.1",
        "value: 78.1\n        other_breakdown: 女",
        ["只用于 relative_to、narrow_gap"],
    ),
    "other side the same": (HEALTH, "other_breakdown: 城镇", "other_breakdown: 农村", ["相同"]),
    "not collected so": (HEALTH, "breakdown: 农村", "breakdown: 女", ["不分“女”统计", "农村"]),
    "strategy missing": (HEALTH, "number: 13", "number: 14", ["序号应为 13"]),
    "unknown dimension": (INDICATORS, "[城镇, 农村]", "[城镇, 山区]", ["未知的分组“山区”"]),
    "dimension twice": (INDICATORS, "[城镇, 农村]", "[城镇, 城镇]", ["重复"]),
    "dimensions no list": (INDICATORS, "dimensions: [城镇, 农村]", "dimensions: 城镇", ["列表"]),
    "codes no pairs": (INDICATORS, "SDG: 3.1.1", "- 3.1.1", ["键: 值"]),
    "relation to nothing": (RELATIONS, "neonatal_mortality", "neonatal", ["指标库中没有"]),
    "unknown relation": (RELATIONS, "kind: nested", "kind: smaller", ["nested、component"]),
    "relation to itself": (RELATIONS, "right: infant", "right: neonatal", ["两个指标"]),
    "later predecessor": (
        "plans/women/plan.yaml",
        "state:",
        "predecessor: children\nstate:",
        ["起始年更早"],
    ),
    "population of counts": (
        INDICATORS,
        "code: maternal_mortality",
        "code: maternal_mortality\n    is_population: true",
        ["value_mode 须为 value"],
    ),
    "denominator unknown": (WITH_POPULATION, "resident_population", "residents", ["人口数"]),
    "denominator no population": (
        WITH_POPULATION,
        "resident_population",
        "maternal_mortality",
        ["is_population: true"],
    ),
    "denominator of a value": (
        WITH_POPULATION,
        "code: child_service_organisations",
        "code: child_service_organisations\n    denominator_indicator: resident_population",
        ["ratio"],
    ),
    "denominator without the breakdown": (
        WITH_POPULATION,
        "denominator_indicator: resident_population",
        "denominator_indicator: resident_population\n    dimensions: [女]",
        ["resident_population 不分“女”"],
    ),
    "ratio without counts": (INDICATORS, "    numerator: 孕", "    short_name: 孕", ["ratio"]),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_names_its_file_and_what_is_allowed(
    folder: Path, mistake: tuple[str, str, str, list[str]]
) -> None:
    file, old, new, words = mistake
    replace(folder / file, old, new)
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(folder)
    message = str(caught.value)
    assert message.startswith(f"{file} 第 ")
    assert [word for word in words if word not in message] == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (HEALTH, "kind: at_most", "kind: atmost"),
        (HEALTH, "value: 43.5", "value: 43,5"),
        (INDICATORS, "scale: rate", "scale: rates"),
        (INDICATORS, "unit: 1/10万", "unit: 1/10万\n    colour: red"),
    ],
)
def test_a_mistake_names_its_line(folder: Path, file: str, old: str, new: str) -> None:
    replace(folder / file, old, new)
    line = line_of(folder / file, new.splitlines()[-1].strip())
    with pytest.raises(CatalogueError, match=f"^{file} 第 {line} 行："):
        read_catalogue(folder)


def test_an_unknown_key_lists_the_known_ones(folder: Path) -> None:
    replace(folder / HEALTH, "value: 78.1", "value: 78.1\n        colour: red")
    with pytest.raises(CatalogueError, match=r"未知的键“colour”，可用：indicator、.*maintain"):
        read_catalogue(folder)


def test_a_missing_plan_file_is_named(folder: Path) -> None:
    (folder / "plans/women/plan.yaml").unlink()
    with pytest.raises(CatalogueError, match=r"^plans/women/plan\.yaml .*缺少此文件"):
        read_catalogue(folder)


def test_a_plan_in_the_wrong_folder_is_refused(folder: Path) -> None:
    replace(folder / "plans/women/plan.yaml", "code: women", "code: children")
    with pytest.raises(CatalogueError, match="可用：women"):
        read_catalogue(folder)


def test_a_theme_file_without_number_is_named(folder: Path) -> None:
    (folder / INDICATORS).rename(folder / "indicators/health.yaml")
    with pytest.raises(CatalogueError, match=r"^indicators/health\.yaml .*主题序号"):
        read_catalogue(folder)


def test_real_and_demonstration_areas_share_only_nation_and_province() -> None:
    real = {area.code for area in read_areas(CATALOGUE_DIRECTORY, demo=False)}
    demo = {area.code for area in read_areas(CATALOGUE_DIRECTORY, demo=True)}
    assert real & demo == {"100000", "140000"}
    assert (len(real), len(demo)) == (10, 9)
