"""What leaves the house: text stays text, the demonstration says so, choices are offered."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest

from indicators.models import Installation
from reporting.workbooks.reading import read_workbook
from reporting.workbooks.writing import Column, SheetContent, write_workbook

SHEETS = [
    SheetContent(
        "目标",
        (Column("指标", 30, choices_from=("指标库", "名称")), Column("保持", choices=("是", "否"))),
        [["甲", "是"], ["=HYPERLINK(1)", Decimal("12.5")], ["@x", datetime.date(2026, 1, 2)]],
        ("每行一个目标",),
    ),
    SheetContent("指标库", (Column("名称"),), [["甲"], ["乙"]]),
]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(A1)", "\t=1", "http://x.example"])
def test_what_looks_like_a_formula_stays_text(db, text):
    content = write_workbook([SheetContent("表", (Column("甲"),), [[text]])], title="测试")
    cell = openpyxl.load_workbook(io.BytesIO(content))["表"]["A2"]
    assert (cell.data_type, cell.value) == ("s", text)


def test_the_demonstration_is_marked_in_every_sheet(areas):
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(SHEETS, title="规划")))
    assert [sheet["A1"].value for sheet in book] == ["演示数据", "演示数据"]
    assert book.properties.title == "规划（演示数据）"
    assert all("演示数据" in sheet.oddHeader.right.text for sheet in book)


def test_a_real_database_is_not_marked(areas):
    Installation.objects.update(is_demo=False)
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(SHEETS, title="规划")))
    assert book["目标"]["A1"].value == "每行一个目标"
    assert book.properties.title == "规划"


def test_what_is_written_is_read_back(areas):
    sheet = read_workbook(io.BytesIO(write_workbook(SHEETS, title="规划"))).sheet("目标")
    assert [row.cells for row in sheet.rows[3:]] == [
        ("甲", "是"),
        ("=HYPERLINK(1)", Decimal("12.5")),
        ("@x", datetime.date(2026, 1, 2)),
    ]


def test_choices_point_at_the_cells_of_the_other_sheet(areas):
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(SHEETS, title="规划")))
    rules = {
        str(rule.sqref): rule.formula1 for rule in book["目标"].data_validations.dataValidation
    }
    assert rules == {"A4:A506": "'指标库'!$A$3:$A$4", "B4:B506": '"是,否"'}
    assert [book["指标库"][place].value for place in ("A3", "A4")] == ["甲", "乙"]
