"""The child process that opens an uploaded workbook: no Django, no secrets, bounded resources.

Run as `python -m reporting.workbooks.reader LIMITS` with the file on standard input; answers one
JSON object on standard output: {"sheets": [...]} or {"refused": sentence}.
"""

import datetime
import json
import resource
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from .container import open_container
from .contents import CellValue, WorkbookRefused, column_letters
from .identity_numbers import holds_identity_number
from .limits import Limits

OPEN_FILES = 32
_INVISIBLE = {code: None for code in range(32) if chr(code) not in "\n\t"} | {0x7F: None}


def main() -> None:
    """Bound this process, read the workbook, answer."""
    limits = Limits(**json.loads(sys.argv[1]))
    bound(limits)
    content = sys.stdin.buffer.read()
    try:
        answer = {"sheets": list(_sheets(content, limits))}
    except WorkbookRefused as refusal:
        answer = {"refused": str(refusal)}  # type: ignore[dict-item]
    json.dump(answer, sys.stdout, ensure_ascii=True)


def bound(limits: Limits) -> None:
    """What this process may use from here on; the kernel ends it beyond that."""
    for kind, most in (
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _sheets(content: bytes, limits: Limits) -> Iterator[dict[str, Any]]:
    container = open_container(content, limits)
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it for nothing
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("openpyxl does not use defusedxml")
    try:
        values = openpyxl.load_workbook(container.fp, read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(container.fp, read_only=True, data_only=False)
    except Exception as error:  # whatever a damaged part makes the library raise
        raise WorkbookRefused("文件内容有误，无法读取。请重新保存后再上传。") from error
    if len(values.worksheets) > limits.sheets:
        raise WorkbookRefused(f"工作表超过 {limits.sheets} 张。请删除多余的工作表后再上传。")
    counter = _Counter(limits)
    for sheet, with_formulas in zip(values.worksheets, formulas.worksheets, strict=True):
        yield {
            "name": sheet.title,
            "rows": [[number, cells] for number, cells in _rows(sheet, with_formulas, counter)],
        }


class _Counter:
    """Counts what was read over all sheets against the limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.rows = self.characters = 0

    def take_row(self, sheet: str, number: int, cells: list[CellValue]) -> None:
        limits = self.limits
        self.rows += 1
        if self.rows > limits.rows:
            raise WorkbookRefused(f"数据超过 {limits.rows} 行。请分成几个文件上传。")
        if len(cells) > limits.columns:
            place = f"“{sheet}”表 {column_letters(len(cells) - 1)}{number}"
            raise WorkbookRefused(
                f"{place}：数据超过 {limits.columns} 列。请删除模板以外的列后再上传。"
            )
        for column, value in enumerate(cells):
            place = f"“{sheet}”表 {column_letters(column)}{number}"
            length = len(value) if isinstance(value, str) else 1
            self.characters += length
            if length > limits.cell_characters:
                raise WorkbookRefused(f"{place}：文字超过 {limits.cell_characters} 字，请缩短。")
            if holds_identity_number(value):
                raise WorkbookRefused(
                    f"{place}：像是居民身份证号。本系统严禁录入个人身份信息，请删除后再上传。"
                )
        if self.characters > limits.characters:
            raise WorkbookRefused("文件中的文字过多。请分成几个文件上传。")


def _rows(
    sheet: Any, with_formulas: Any, counter: _Counter
) -> Iterator[tuple[int, list[list[str] | None]]]:
    """The rows that are not empty. The sheet's own word about its size is not trusted."""
    for each in (sheet, with_formulas):
        each.reset_dimensions()
    for seen, typed in zip(_parsed(sheet), _parsed(with_formulas), strict=True):
        number = _row_number(seen)
        cells = [_value(cell) for cell in seen]
        _check_computed(sheet.title, number, cells, typed)
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            counter.take_row(sheet.title, number, cells)
            yield number, [_encoded(value) for value in cells]


def _parsed(sheet: Any) -> Iterator[Any]:
    try:
        yield from sheet.iter_rows()
    except WorkbookRefused:
        raise
    except Exception as error:  # whatever a damaged part makes the library raise
        raise WorkbookRefused(
            f"“{sheet.title}”表的内容有误，无法读取。请重新保存后再上传。"
        ) from error


def _row_number(cells: Any) -> int:
    return next((cell.row for cell in cells if hasattr(cell, "row")), 0)


def _check_computed(sheet: str, number: int, cells: list[CellValue], typed: Any) -> None:
    """A formula without a stored result would be read as an empty cell: refused instead."""
    for column, cell in enumerate(typed):
        if getattr(cell, "data_type", "") == "f" and cells[column] is None:
            raise WorkbookRefused(
                f"“{sheet}”表 {column_letters(column)}{number}：公式没有计算结果。"
                "请在 Excel 中打开、保存后再上传，或改为填数值。"
            )


def _value(cell: Any) -> CellValue:
    """A cell as text, exact number or day; numbers as Excel shows them (15 digits)."""
    value = cell.value
    if value is None:
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return Decimal(format(value, ".15g"))
    if isinstance(value, datetime.datetime):
        return value.date() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, datetime.date):
        return value
    return str(value).translate(_INVISIBLE).strip() or None


def _encoded(value: CellValue) -> list[str] | None:
    if value is None:
        return None
    if isinstance(value, Decimal):
        return ["number", format(value, "f")]
    if isinstance(value, datetime.date):
        return ["day", value.isoformat()]
    return ["text", value]


if __name__ == "__main__":
    main()
