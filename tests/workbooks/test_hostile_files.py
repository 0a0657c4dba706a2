"""Files that must not be opened, or not be believed: each refused with what to do."""

import io
import zipfile

import pytest

from reporting.workbooks.contents import WorkbookRefused
from reporting.workbooks.limits import MEBIBYTE, Limits
from reporting.workbooks.reading import read_workbook
from tests.workbooks.packages import (
    SHEET,
    TYPES,
    altered,
    repeated_text,
    with_part,
    with_sheet_data,
    workbook,
)

GOOD = workbook([["指标"], ["甲"]])
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


def refusal(content: bytes, **limits: float) -> str:
    with pytest.raises(WorkbookRefused) as caught:
        read_workbook(io.BytesIO(content), limits=Limits(**limits))
    return str(caught.value)


def test_the_good_file_is_read():
    assert read_workbook(io.BytesIO(GOOD)).sheet("目标").rows[1].cells == ("甲",)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "文件是空的"),
        ("指标,目标值\n甲,5\n".encode(), "这不是 Excel 工作簿"),
        (b"%PDF-1.7", "这不是 Excel 工作簿"),
        (COMPOUND, "旧版 Excel 格式"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "设有打开密码"),
        (GOOD[:200], "文件已损坏"),
    ],
)
def test_other_formats_are_told_apart_by_content(content, sentence):
    assert sentence in refusal(content)


def test_another_package_is_no_workbook():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(TYPES, "<Types/>")
        package.writestr("word/document.xml", "<document/>")
    assert "这不是 Excel 工作簿" in refusal(stream.getvalue())


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("xl/vbaProject.bin", "带有宏"),
        ("xl/VBAPROJECT.BIN", "带有宏"),
        ("xl/externalLinks/externalLink1.xml", "引用了其他工作簿"),
        ("xl/connections.xml", "外部数据连接"),
        ("xl/embeddings/oleObject1.bin", "嵌入了其他文件"),
        ("xl/activeX/activeX1.xml", "控件"),
    ],
)
def test_unwanted_parts_are_refused(part, sentence):
    assert sentence in refusal(with_part(GOOD, part, b"<x/>"))


def test_a_macro_type_without_a_macro_part_is_refused():
    def macro(part: bytes) -> bytes:
        return part.replace(b"spreadsheetml.sheet.main", b"spreadsheetml.sheet.macroEnabled.main")

    assert "带有宏" in refusal(altered(GOOD, {TYPES: macro}))


def test_an_encrypted_entry_is_refused():
    content = bytearray(GOOD)
    place = content.index(b"PK\x01\x02") + 8  # the flags of the first entry in the directory
    content[place] |= 1
    assert "已加密" in refusal(bytes(content))


def test_a_duplicate_part_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = with_part(GOOD, SHEET, b"<worksheet/>")
    assert "重名" in refusal(content)


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet xmlns="http://schemas.'
    'openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr">'
    "<is><t>&b;</t></is></c></row></sheetData></worksheet>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding):
    attack = altered(GOOD, {SHEET: lambda _part: ENTITIES.encode(encoding)})
    assert "不允许的声明" in refusal(attack)


def test_a_packed_bomb_is_refused_by_its_ratio():
    bomb = with_part(GOOD, "xl/media/image1.xml", b" " * (30 * MEBIBYTE))
    assert len(bomb) < MEBIBYTE
    assert "压缩比异常" in refusal(bomb)


def test_many_large_parts_are_refused_by_their_sum():
    bomb = GOOD
    for number in range(6):
        bomb = with_part(bomb, f"xl/media/{number}.xml", b" " * (10 * MEBIBYTE))
    assert "解压后过大" in refusal(bomb)


def test_a_large_file_is_refused_before_it_is_read():
    assert "超过 5 MB" in refusal(GOOD + b"\0" * (5 * MEBIBYTE))


def test_the_word_of_a_sheet_about_its_size_is_not_believed():
    data = (
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>5</v></c></row>'
        "</sheetData>"
    )
    (row,) = read_workbook(io.BytesIO(with_sheet_data(data))).sheet("目标").rows
    assert len(row.cells) == 1


def test_a_cell_in_the_last_row_costs_nothing():
    data = '<sheetData><row r="1048576"><c r="A1048576"><v>5</v></c></row></sheetData>'
    (row,) = read_workbook(io.BytesIO(with_sheet_data(data))).sheet("目标").rows
    assert row.number == 1048576


def test_a_cell_in_the_last_column_is_refused():
    data = '<sheetData><row r="1"><c r="XFD1"><v>5</v></c></row></sheetData>'
    assert "XFD1：数据超过 60 列" in refusal(with_sheet_data(data))


def test_too_many_rows_and_sheets_are_refused():
    assert "数据超过 3 行" in refusal(workbook([["a"]] * 4), rows=3)
    assert "工作表超过 0 张" in refusal(GOOD, sheets=0)


def test_one_text_referred_to_many_times_does_not_grow():
    content = repeated_text("很长的文字" * 100, rows=100, columns=50)
    assert "文字过多" in refusal(content, characters=100_000)
    assert "A1：文字超过 10 字" in refusal(content, cell_characters=10)


def test_a_reading_that_takes_too_long_or_too_much_is_ended():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 200_000))
    content = with_sheet_data(f"<sheetData>{rows}</sheetData>")
    assert "允许的时间或内存" in refusal(content, wall_seconds=0.5, rows=10**6)
    assert "允许的时间或内存" in refusal(content, cpu_seconds=1, rows=10**6, ratio=10**6)
    assert "允许的时间或内存" in refusal(content, memory_bytes=40 * MEBIBYTE, rows=10**6)


def test_a_damaged_part_is_refused():
    broken = altered(GOOD, {SHEET: lambda part: part[:-40]})
    assert "有误，无法读取" in refusal(broken)


@pytest.mark.parametrize("value", ["张三 11010519491231002X", 110105194912310020])
def test_identity_numbers_are_refused_with_their_place(value):
    assert "“目标”表 B2：像是居民身份证号" in refusal(workbook([["甲"], ["乙", value]]))


def test_an_account_code_of_eighteen_digits_is_no_identity_number():
    content = workbook([["123456789012345678", "11010519491231002A"]])
    assert read_workbook(io.BytesIO(content)).sheet("目标").rows
