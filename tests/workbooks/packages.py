"""Ordinary workbooks, and what an attacker or a mishap makes of them, as bytes."""

import io
import zipfile
from collections.abc import Callable, Iterable

import openpyxl
import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"


def workbook(rows: Iterable[Iterable[object]], name: str = "目标") -> bytes:
    """A workbook with one sheet, written by a library of its own (openpyxl)."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def computed_workbook(formula: str, result: object) -> bytes:
    """A workbook with one formula and the result that Excel stored with it."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("目标").write_formula(0, 0, formula, None, result)
    book.close()
    return stream.getvalue()


def repeated_text(text: str, rows: int, columns: int) -> bytes:
    """A workbook that stores a text once and refers to it from every cell, as Excel does."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("目标")
    for row in range(rows):
        for column in range(columns):
            sheet.write_string(row, column, text)
    book.close()
    return stream.getvalue()


def altered(content: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """The same package with some parts rewritten."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            change = changes.get(entry.filename, lambda part: part)
            new.writestr(entry.filename, change(old.read(entry)))
    return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same package with one more part."""
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, part)
    return stream.getvalue()


def with_sheet_data(data: str) -> bytes:
    """A workbook whose first sheet holds exactly this data."""
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{data}</worksheet>"
    )
    return altered(workbook([["x"]]), {SHEET: lambda _part: text.encode()})
