"""Is this file an ordinary Excel workbook (.xlsx) that may be opened? Decided by its content.

Everything is decided before an XML parser sees a byte: the container, its sizes, what it carries.
"""

import io
import zipfile

from .contents import WorkbookRefused
from .limits import Limits

SAVE_AS = "请在 Excel 或 WPS 中另存为“Excel 工作簿（.xlsx）”后再上传。"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
MAIN_PART = "xl/workbook.xml"
MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
STRICT_NAMESPACE = b"http://purl.oclc.org/ooxml/"
SMALL_PART = 1024 * 1024  # parts up to this size may be packed as tightly as they like

# Part names (folded to lower case) that no form of ours needs, and why they are refused.
UNWANTED = (
    ("vbaproject", f"文件带有宏，不能上传。{SAVE_AS}"),
    ("xl/macrosheets/", f"文件带有宏表，不能上传。{SAVE_AS}"),
    ("xl/externallinks/", "文件引用了其他工作簿。请在 Excel 的“数据—编辑链接”中断开链接后再上传。"),
    ("xl/connections.xml", "文件带有外部数据连接。请删除数据连接后再上传。"),
    ("xl/querytables/", "文件带有外部数据查询。请删除查询后再上传。"),
    ("xl/embeddings/", "文件中嵌入了其他文件。请删除嵌入的对象后再上传。"),
    ("xl/activex/", "文件带有控件。请删除控件后再上传。"),
)


def open_container(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """The checked container. Raises WorkbookRefused."""
    _check_first_bytes(content)
    try:  # zipfile says NotImplementedError of a compression that it does not know
        container = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise WorkbookRefused("文件已损坏，无法打开。请重新保存后再上传。") from error
    entries = container.infolist()
    check_sizes(entries, limits)
    _check_names(entries)
    try:
        _check_type(container)
        check_declarations(container)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise WorkbookRefused("文件已损坏，无法读取。请重新保存后再上传。") from error
    return container


def _check_first_bytes(content: bytes) -> None:
    if content.startswith(COMPOUND_FILE):
        if ENCRYPTED_STREAM in content:
            raise WorkbookRefused("文件设有打开密码。请去掉密码、保存后再上传。")
        raise WorkbookRefused(f"这是旧版 Excel 格式（.xls）。{SAVE_AS}")
    if not content.startswith(b"PK\x03\x04"):
        raise WorkbookRefused(f"这不是 Excel 工作簿（改了扩展名的 CSV 等文件也不行）。{SAVE_AS}")


def check_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Few enough parts, small enough unpacked, not packed beyond reason. Raises WorkbookRefused."""
    if len(entries) > limits.entries:
        raise WorkbookRefused("文件内部过于复杂。请把数据复制到下载的模板中再上传。")
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise WorkbookRefused("文件解压后过大。请删除多余的工作表、图片和空白行后再上传。")
    for entry in entries:
        packed = max(entry.compress_size, 1)
        if entry.file_size > SMALL_PART and entry.file_size > limits.ratio * packed:
            raise WorkbookRefused("文件的压缩比异常，不能上传。请把数据复制到下载的模板中再上传。")


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.lower().lstrip("/") for entry in entries]
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise WorkbookRefused("文件已加密。请去掉密码、保存后再上传。")
    if len(set(names)) != len(names):
        raise WorkbookRefused("文件内部有重名的部分，不能上传。请重新保存后再上传。")
    for part, sentence in UNWANTED:
        if any(part in name for name in names):
            raise WorkbookRefused(sentence)
    if "[content_types].xml" not in names or MAIN_PART not in names:
        raise WorkbookRefused(f"这不是 Excel 工作簿。{SAVE_AS}")


def _check_type(container: zipfile.ZipFile) -> None:
    types = container.read("[Content_Types].xml")
    if b"macroEnabled" in types:
        raise WorkbookRefused(f"文件带有宏，不能上传。{SAVE_AS}")
    if MAIN_TYPE not in types or STRICT_NAMESPACE in container.read(MAIN_PART):
        raise WorkbookRefused(f"不支持这种 Excel 格式。{SAVE_AS}")


def check_declarations(container: zipfile.ZipFile) -> None:
    """No part may declare entities; zero bytes are taken out so that UTF-16 hides nothing."""
    for entry in container.infolist():
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            text = container.read(entry).replace(b"\0", b"").upper()
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise WorkbookRefused("文件内部带有不允许的声明，不能上传。请重新保存后再上传。")
