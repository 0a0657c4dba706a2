"""Reference figures: every shipped row is valid, and a bad row is named."""

from decimal import Decimal
from pathlib import Path

import pytest

from indicators.catalogue.files import CATALOGUE_DIRECTORY
from indicators.catalogue.nodes import CatalogueError
from indicators.catalogue.reference import REFERENCE_COLUMNS, read_reference

REFERENCE = CATALOGUE_DIRECTORY / "reference"
GOOD = "maternal_mortality,100000,合计,2024,14.3,1/10万,统计监测报告,国家统计局,repost,"


def _file(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "figures.csv"
    path.write_text("\n".join([",".join(REFERENCE_COLUMNS), *lines]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "area", "count"),
    [("national.csv", "100000", 133), ("shanxi.csv", "140000", 3), ("jincheng.csv", "140500", 4)],
)
def test_the_shipped_rows_are_valid(name: str, area: str, count: int) -> None:
    rows = read_reference(REFERENCE / name)
    assert {row.area for row in rows} == {area}
    assert len(rows) == count


def test_no_figure_of_a_machine_made_summary_is_shipped() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in REFERENCE.glob("*.csv"))
    assert "machine" not in text


def test_the_national_maternal_mortality_series_is_there() -> None:
    series = {
        row.year: row.value
        for row in read_reference(REFERENCE / "national.csv")
        if (row.indicator, row.breakdown) == ("maternal_mortality", 0)
    }
    assert sorted(series) == list(range(2014, 2025))
    assert (series[2020], series[2024]) == (Decimal("16.9"), Decimal("14.3"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("maternal_mortality", "maternal", "指标库中没有"),
        ("100000,", "123456,", "行政区划"),
        ("合计", "全部", "可用：合计、女、男"),
        ("2024", "24", "四位年份"),
        ("14.3", "十四", "不是数字"),
        ("14.3", "Infinity", "有限"),
        ("1/10万", "‰", "单位应为“1/10万”"),
        ("repost", "rumour", "official"),
        ("国家统计局", "", "publisher"),
        (",repost,", ",repost", "10 列"),
    ],
)
def test_a_bad_row_names_file_line_and_reason(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    path = _file(tmp_path, GOOD.replace("2024", "2023"), GOOD.replace(old, new))
    with pytest.raises(CatalogueError, match=f"^figures.csv 第 3 行：.*{words}"):
        read_reference(path)


def test_a_figure_given_twice_is_refused(tmp_path: Path) -> None:
    twice = r"第 3 行：同一数据重复，首次出现在 figures\.csv 第 2 行"
    with pytest.raises(CatalogueError, match=twice):
        read_reference(_file(tmp_path, GOOD, GOOD))


def test_a_wrong_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("indicator,value\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="表头应为"):
        read_reference(path)
