"""The one door by which workbooks go out: templates and exports.

What a person typed is always text: a cell that begins with = + - or @ never becomes a formula.
"""

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter

from indicators.models import Installation

from .contents import CellValue

MIME_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DEMONSTRATION_MARK = "演示数据"
BLANK_ROWS = 500  # rows below the last filled one that still offer the choices of a column
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """One column: heading, width in characters, and what may be chosen in it.

    `choices` is a short list, or `choices_from` names the column (sheet, heading) to choose from.
    """

    heading: str
    width: float = 12
    choices: tuple[str, ...] = ()
    choices_from: tuple[str, str] | None = None


@dataclass(frozen=True)
class SheetContent:
    """One sheet: notes above, headings, rows."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[CellValue]] = ()
    notes: tuple[str, ...] = ()


def write_workbook(sheets: Sequence[SheetContent], *, title: str) -> bytes:
    """The .xlsx file; in a demonstration database every sheet says 演示数据."""
    is_demo = Installation.objects.filter(is_demo=True).exists()
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    book.set_properties({"title": f"{title}（{DEMONSTRATION_MARK}）" if is_demo else title})
    writer = _Writer(book, tuple(sheets), is_demo)
    for sheet in sheets:
        writer.write(sheet)
    book.close()
    return stream.getvalue()


class _Writer:
    """Writes sheets of one book with shared formats."""

    def __init__(self, book: Any, sheets: tuple[SheetContent, ...], is_demo: bool) -> None:
        self.book, self.sheets, self.is_demo = book, sheets, is_demo
        family = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        head = {"bold": True, "bg_color": "#E8EFF6", "border": 1, "text_wrap": True}
        self.note = book.add_format({**family, "font_color": "#566474"})
        self.mark = book.add_format({**family, "bold": True, "font_color": "#9A5B00"})
        self.head = book.add_format({**family, **head})
        self.text = book.add_format({**family, "text_wrap": True})
        self.quoted = book.add_format({**family, "text_wrap": True, "quote_prefix": True})
        self.day = book.add_format({**family, "num_format": "yyyy-mm-dd"})

    def notes_of(self, sheet: SheetContent) -> tuple[str, ...]:
        return ((DEMONSTRATION_MARK,) if self.is_demo else ()) + sheet.notes

    def write(self, content: SheetContent) -> None:
        page = self.book.add_worksheet(content.name)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        if self.is_demo:
            page.set_header(f"&R{DEMONSTRATION_MARK}")
        notes = self.notes_of(content)
        for row, note in enumerate(notes):
            page.write_string(row, 0, note, self.mark if note == DEMONSTRATION_MARK else self.note)
        head = len(notes)
        for place, column in enumerate(content.columns):
            page.set_column(place, place, column.width)
            page.write_string(head, place, column.heading, self.head)
            self._offer_choices(page, content, place, head)
        page.freeze_panes(head + 1, 0)
        page.repeat_rows(head)
        for row, values in enumerate(content.rows, start=head + 1):
            for place, value in enumerate(values):
                self._write_cell(page, row, place, value)

    def _write_cell(self, page: Any, row: int, place: int, value: CellValue) -> None:
        if value is None or value == "":
            return
        if isinstance(value, Decimal):
            page.write_number(row, place, float(value), self.text)
        elif isinstance(value, datetime.date):
            page.write_datetime(row, place, value, self.day)
        else:
            is_risky = value.startswith(_FORMULA_STARTS)
            page.write_string(row, place, value, self.quoted if is_risky else self.text)

    def _offer_choices(self, page: Any, content: SheetContent, place: int, head: int) -> None:
        column = content.columns[place]
        source: Any = list(column.choices)
        if column.choices_from:
            source = self._reference(*column.choices_from)
        if source:
            last = head + len(content.rows) + BLANK_ROWS
            page.data_validation(
                head + 1, place, last, place, {"validate": "list", "source": source}
            )

    def _reference(self, sheet_name: str, heading: str) -> str:
        sheet = next(each for each in self.sheets if each.name == sheet_name)
        place = [column.heading for column in sheet.columns].index(heading)
        first = len(self.notes_of(sheet)) + 1
        last = first + max(len(sheet.rows), 1) - 1
        start = xlsxwriter.utility.xl_rowcol_to_cell(first, place, row_abs=True, col_abs=True)
        end = xlsxwriter.utility.xl_rowcol_to_cell(last, place, row_abs=True, col_abs=True)
        return f"='{sheet_name}'!{start}:{end}"
