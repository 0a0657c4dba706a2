"""Find the table in a sheet that was filled from a template: by its headings, not its position."""

from collections.abc import Sequence
from dataclasses import dataclass

from .contents import CellValue, Sheet, WorkbookRefused, column_letters

HEADING_ROWS = 20  # the headings stand among the first rows, below title and notes


@dataclass(frozen=True)
class TableRow:
    """One row of a table: the values by heading, and the places for messages."""

    sheet: str
    number: int
    columns: dict[str, int]
    values: dict[str, CellValue]

    def __getitem__(self, heading: str) -> CellValue:
        return self.values[heading]

    def text(self, heading: str) -> str:
        """The value as text; "" for an empty cell, a whole number without decimals."""
        value = self.values[heading]
        return "" if value is None else str(value)

    def place(self, heading: str) -> str:
        """The name of the cell as people say it: “目标”表第5行“目标值”（C5）."""
        letters = column_letters(self.columns[heading])
        return f"“{self.sheet}”表第{self.number}行“{heading}”（{letters}{self.number}）"


def table_of(sheet: Sheet, headings: Sequence[str]) -> list[TableRow]:
    """The filled rows below the row that holds all headings.

    Raises WorkbookRefused where there is no such row, naming the headings that are missing.
    """
    best: set[str] = set()
    for place, row in enumerate(sheet.rows[:HEADING_ROWS]):
        found = {str(value): column for column, value in enumerate(row.cells) if value is not None}
        best = max(best, set(headings) & found.keys(), key=len)
        if found.keys() >= set(headings):
            columns = {heading: found[heading] for heading in headings}
            rows = [
                TableRow(
                    sheet.name,
                    each.number,
                    columns,
                    {heading: each.cell(column) for heading, column in columns.items()},
                )
                for each in sheet.rows[place + 1 :]
            ]
            return [each for each in rows if any(v is not None for v in each.values.values())]
    missing = "、".join(heading for heading in headings if heading not in best)
    raise WorkbookRefused(f"“{sheet.name}”表缺少列：{missing}。请用下载的模板填写，不要改表头。")
