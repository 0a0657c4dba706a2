"""What an ordinary workbook gives: exact numbers, days, text, places."""

import datetime
import io
from decimal import Decimal

import pytest

from reporting.workbooks.contents import WorkbookRefused, column_letters
from reporting.workbooks.reading import read_workbook
from reporting.workbooks.tables import table_of
from tests.workbooks.packages import computed_workbook, with_sheet_data, workbook


def read(content: bytes):
    return read_workbook(io.BytesIO(content))


def test_cells_keep_their_kind_and_value():
    day = datetime.date(2026, 3, 1)
    sheet = read(workbook([["名称", 12.30, 7, day, True, None, "末"]])).sheet("目标")
    assert sheet.rows[0].cells == ("名称", Decimal("12.3"), Decimal(7), day, "是", None, "末")


def test_a_number_reads_as_excel_shows_it():
    sheet = read(workbook([[0.1 + 0.2, 12.300000000000001, 1e-7]])).sheet("目标")
    assert sheet.rows[0].cells == (Decimal("0.3"), Decimal("12.3"), Decimal("0.0000001"))


def test_empty_rows_are_left_out_and_numbers_stay():
    sheet = read(workbook([["a"], [], [None], ["b"]])).sheet("目标")
    assert [(row.number, row.cells) for row in sheet.rows] == [(1, ("a",)), (4, ("b",))]


def test_a_formula_gives_its_stored_result():
    assert read(computed_workbook("=10*10.25", 102.5)).sheet("目标").rows[0].cells == (
        Decimal("102.5"),
    )


def test_a_formula_that_was_never_computed_is_refused_with_its_place():
    with pytest.raises(WorkbookRefused, match="“目标”表 B2：公式没有计算结果"):
        read(workbook([["甲", "乙"], ["a", "=1+1"]]))


def test_control_characters_are_taken_out():
    data = (
        '<sheetData><row r="1"><c r="A1" t="inlineStr">'
        "<is><t>甲_x0000_乙_x0007_</t></is></c></row></sheetData>"
    )
    (value,) = read(with_sheet_data(data)).sheet("目标").rows[0].cells
    assert "\0" not in value and "\a" not in value and value.startswith("甲")


def test_a_missing_sheet_names_those_that_are_there():
    with pytest.raises(WorkbookRefused, match="缺少名为“规划”的工作表（文件中有：目标）"):
        read(workbook([["a"]])).sheet("规划")


def test_a_table_is_found_by_its_headings():
    sheet = read(
        workbook([["说明"], ["单位", "指标", "目标值"], ["%", "甲", 5], [None, None, None]])
    )
    (row,) = table_of(sheet.sheet("目标"), ("指标", "目标值"))
    assert (row["指标"], row["目标值"], row.number) == ("甲", Decimal(5), 3)
    assert row.place("目标值") == "“目标”表第3行“目标值”（C3）"


def test_a_table_without_a_heading_says_which():
    with pytest.raises(WorkbookRefused, match="“目标”表缺少列：目标值"):
        table_of(read(workbook([["指标", "单位"]])).sheet("目标"), ("指标", "目标值"))


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_are_named_as_excel_does(column, letters):
    assert column_letters(column) == letters
