"""May this zip package (.xlsx, .docx, .ofd) be kept? It is never opened by an office library. Pure.

Sizes are checked before anything is unpacked; then names, then the text: no macro, no embedded
file, no entity, no template fetched from elsewhere, no identity number.
"""

import io
import zipfile

from reporting.evidence_files.identity_scan import check_no_identity_numbers
from reporting.evidence_files.refused import FileRefused
from reporting.workbooks.container import check_declarations, check_sizes, open_container
from reporting.workbooks.contents import WorkbookRefused
from reporting.workbooks.limits import Limits

LIMITS = Limits(file_bytes=10 * 1024 * 1024, entries=1000, unpacked_bytes=64 * 1024 * 1024)
DAMAGED = "文件已损坏，无法打开。请重新保存后再上传。"
MACROS = "文件带有宏，不能上传。请另存为不带宏的文件（.docx、.xlsx）或 PDF 后再上传。"
EMBEDDED = "文件中嵌入了其他文件或控件。请删除嵌入的对象后再上传。"
PROGRAM = "文件里带有程序或脚本，不能上传。"

MAIN_PARTS = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx", "ofd.xml": "ofd"}
WORD_MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
UNWANTED = (
    ("vbaproject", MACROS),
    ("embeddings/", EMBEDDED),
    ("activex/", EMBEDDED),
    ("afchunk", EMBEDDED),
)
PROGRAMS = (
    *(".exe", ".dll", ".com", ".scr", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jse"),
    *(".wsf", ".hta", ".jar", ".lnk", ".sh", ".py", ".htm", ".html"),
)


def checked_package(content: bytes) -> str:
    """xlsx, docx or ofd: what the package is, if it may be kept. Raises FileRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _checked(package, content)
    except WorkbookRefused as refusal:
        raise FileRefused(str(refusal)) from refusal
    # All that zipfile says of a damaged, encrypted or unknown compression; the person is told.
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        raise FileRefused(DAMAGED) from error


def _checked(package: zipfile.ZipFile, content: bytes) -> str:
    check_sizes(package.infolist(), LIMITS)
    names = [entry.filename.lower().lstrip("/") for entry in package.infolist()]
    kind = next((kind for part, kind in MAIN_PARTS.items() if part in names), "")
    if not kind:
        raise FileRefused("不能上传压缩包。请上传里面的文件（PDF、图片、.xlsx、.docx、OFD）。")
    _check_names(package, names)
    if kind == "xlsx":
        open_container(content, LIMITS)
    else:
        check_declarations(package)
    if kind == "docx":
        _check_word(package)
    check_no_identity_numbers(package, kind)
    return kind


def _check_names(package: zipfile.ZipFile, names: list[str]) -> None:
    if any(entry.flag_bits & 0x1 for entry in package.infolist()):
        raise FileRefused("文件已加密。请去掉密码、保存后再上传。")
    if len(set(names)) != len(names):
        raise FileRefused(DAMAGED)
    for part, sentence in UNWANTED:
        if any(part in name for name in names):
            raise FileRefused(sentence)
    if any(name.endswith(PROGRAMS) for name in names):
        raise FileRefused(PROGRAM)


def _check_word(package: zipfile.ZipFile) -> None:
    """A plain document whose template and parts are its own."""
    try:
        types = package.read("[Content_Types].xml")
    except KeyError as error:
        raise FileRefused(DAMAGED) from error
    if b"macroEnabled" in types:
        raise FileRefused(MACROS)
    if WORD_MAIN_TYPE not in types:
        raise FileRefused("不支持这种 Word 格式。请另存为“Word 文档（.docx）”或 PDF 后再上传。")
    for entry in package.infolist():
        if entry.filename.endswith(".rels"):
            _check_relations(package.read(entry))


def _check_relations(text: bytes) -> None:
    """Links may lead outside; templates, frames and objects may not."""
    for relation in text.split(b"<Relationship ")[1:]:
        relation = relation.partition(b">")[0]
        if b'TargetMode="External"' in relation and b"/hyperlink" not in relation:
            raise FileRefused("文件引用了外部的模板或对象。请断开引用，或另存为 PDF 后再上传。")
