"""The one door by which a workbook comes in: opened in a child process, never in this one."""

import datetime
import json
import os
import subprocess
import sys
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from .contents import CellValue, Row, Sheet, Workbook, WorkbookRefused
from .limits import STANDARD, Limits

PROJECT = Path(__file__).resolve().parents[2]
TOO_MUCH = "文件过于复杂，读取超过了允许的时间或内存。请把数据复制到下载的模板中再上传。"


def read_workbook(file: IO[bytes], *, limits: Limits = STANDARD) -> Workbook:
    """Read an uploaded .xlsx file: every cell as text, exact number, day or None.

    The type is decided by content; formulas give their stored results. Raises WorkbookRefused.
    """
    content = file.read(limits.file_bytes + 1)
    if len(content) > limits.file_bytes:
        size = limits.file_bytes / 1024 / 1024
        raise WorkbookRefused(f"文件超过 {size:g} MB。请删除图片和多余的工作表后再上传。")
    if not content:
        raise WorkbookRefused("文件是空的。请选择填好的工作簿。")
    answer = _answer_of_child(content, limits)
    if "refused" in answer:
        raise WorkbookRefused(answer["refused"])
    sheets = [
        Sheet(
            sheet["name"],
            tuple(Row(number, tuple(map(_decoded, cells))) for number, cells in sheet["rows"]),
        )
        for sheet in answer["sheets"]
    ]
    return Workbook({sheet.name: sheet for sheet in sheets})


def _answer_of_child(content: bytes, limits: Limits) -> dict[str, Any]:
    """What the child says; it gets the file, its limits and none of this process's secrets."""
    command = [sys.executable, "-m", "reporting.workbooks.reader", json.dumps(asdict(limits))]
    environment = {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "OPENPYXL_LXML": "False",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            timeout=limits.wall_seconds,
            cwd=PROJECT,
            env=environment,
            check=True,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise WorkbookRefused(TOO_MUCH) from error
    return answer


def _decoded(cell: list[str] | None) -> CellValue:
    if cell is None:
        return None
    kind, text = cell
    if kind == "number":
        return Decimal(text)
    return datetime.date.fromisoformat(text) if kind == "day" else text
