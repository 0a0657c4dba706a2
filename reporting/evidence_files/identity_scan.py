"""Does the text of an office file hold a resident identity number? Pure.

The XML is read as text: marks are dropped within each paragraph, shared text or cell, because
word processors cut a number into pieces. OFD places every character by itself; it is not read.
"""

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from reporting.evidence_files.refused import FileRefused
from reporting.workbooks.identity_numbers import holds_identity_number

FOUND = "文件里像是有居民身份证号。本系统严禁录入个人身份信息，请删除后再上传。"
UNREADABLE = "文件内部的编码不是 UTF-8，无法检查。请在 Word、Excel 或 WPS 中重新保存后再上传。"

_MARK = re.compile(rb"<[^<>]*>")
_STORED_NUMBER = re.compile(rb"<(?:[a-z]+:)?v>([0-9.]{15,24}(?:[eE]\+?[0-9]{1,2})?)</")
# Where one text ends: a paragraph of Word, a shared text, a cell, a comment of Excel.
_ENDS = re.compile(rb"</(?:[a-z]+:)?(?:p|si|is|c|text)>")


def check_no_identity_numbers(package: zipfile.ZipFile, kind: str) -> None:
    """Raises FileRefused where a text of the package holds a valid identity number."""
    if kind not in ("xlsx", "docx"):
        return
    for entry in package.infolist():
        if entry.filename.lower().endswith(".xml"):
            part = package.read(entry)
            if b"\0" in part:
                raise FileRefused(UNREADABLE)
            if any(map(holds_identity_number, _texts(part))) or any(
                map(holds_identity_number, _numbers(part))
            ):
                raise FileRefused(FOUND)


def _texts(part: bytes) -> Iterator[str]:
    for piece in _ENDS.split(part):
        yield _MARK.sub(b"", piece).decode("utf-8", "replace")


def _numbers(part: bytes) -> Iterator[Decimal]:
    """Numbers that a sheet stores: Excel rounds an eighteen-digit one to fifteen digits."""
    for match in _STORED_NUMBER.finditer(part):
        try:
            yield Decimal(match[1].decode())
        except InvalidOperation:
            continue
