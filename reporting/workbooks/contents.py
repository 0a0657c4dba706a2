"""What was read from a workbook: sheets, rows and cells with their places."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

CellValue = str | Decimal | datetime.date | None


class WorkbookRefused(Exception):
    """The file cannot be taken; the message names the place and the remedy in Chinese."""


@dataclass(frozen=True)
class Row:
    """One row that is not empty; `number` as Excel counts, `cells` from column A on."""

    number: int
    cells: tuple[CellValue, ...]

    def cell(self, column: int) -> CellValue:
        """The value in a column (A is 0); None beyond the last filled one."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True)
class Sheet:
    """One sheet; empty rows are left out."""

    name: str
    rows: tuple[Row, ...]

    def place(self, row: int, column: int) -> str:
        """The name of a cell as people say it: “目标”表 C5."""
        return f"“{self.name}”表 {column_letters(column)}{row}"


@dataclass(frozen=True)
class Workbook:
    """The sheets of one workbook by name, in their order."""

    sheets: dict[str, Sheet]

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets.values())

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name. Raises WorkbookRefused where there is none."""
        if name not in self.sheets:
            found = "、".join(self.sheets) or "没有工作表"
            raise WorkbookRefused(
                f"缺少名为“{name}”的工作表（文件中有：{found}）。请用下载的模板填写，不要改工作表名称。"
            )
        return self.sheets[name]


def column_letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
