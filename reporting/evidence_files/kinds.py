"""What kind of file is this, and may it be kept as evidence? Decided by its content, never by name.

Pure. What cannot be seen from outside stays unseen: the text of a PDF or of a picture is not read.
"""

from dataclasses import dataclass

from reporting.evidence_files.package import checked_package
from reporting.evidence_files.pictures import check_jpeg, check_png
from reporting.evidence_files.refused import FileRefused
from reporting.workbooks.container import COMPOUND_FILE, ENCRYPTED_STREAM

FILE_BYTES = 10 * 1024 * 1024
ACCEPTED = "PDF、OFD、图片（PNG、JPG）、Excel（.xlsx）和 Word（.docx）"
TAIL = 1024  # a PDF says within its last kilobyte that it ends

PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8\xff"
ZIP_START = b"PK\x03\x04"

# Names in a PDF that do something when it is opened, or hide what is in it.
UNWANTED_IN_PDF = (
    (b"/Encrypt", "PDF 设有密码或权限保护。请去掉保护后再上传。"),
    (b"/JavaScript", "PDF 带有脚本，不能上传。请打印为新的 PDF 后再上传。"),
    (b"/Launch", "PDF 会启动其他程序，不能上传。请打印为新的 PDF 后再上传。"),
    (b"/EmbeddedFile", "PDF 中嵌入了其他文件。请把附件取出，分别上传。"),
)


@dataclass(frozen=True)
class Kind:
    """One kind of file: what its name ends in, and its media type."""

    extension: str
    media_type: str


OOXML = "application/vnd.openxmlformats-officedocument"
PDF = Kind("pdf", "application/pdf")
PNG = Kind("png", "image/png")
JPEG = Kind("jpg", "image/jpeg")
PACKAGES = {
    "xlsx": Kind("xlsx", f"{OOXML}.spreadsheetml.sheet"),
    "docx": Kind("docx", f"{OOXML}.wordprocessingml.document"),
    "ofd": Kind("ofd", "application/ofd"),
}


def checked_file(content: bytes) -> Kind:
    """The kind of a file that may be kept. Raises FileRefused."""
    if not content:
        raise FileRefused("文件是空的，请重新选择。")
    if len(content) > FILE_BYTES:
        raise FileRefused(f"文件超过 {FILE_BYTES // 1024 // 1024} MB，请压缩或分开后再上传。")
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return PDF
    if content.startswith(PNG_START):
        check_png(content)
        return PNG
    if content.startswith(JPEG_START):
        check_jpeg(content)
        return JPEG
    if content.startswith(ZIP_START):
        return PACKAGES[checked_package(content)]
    if content.startswith(COMPOUND_FILE):
        raise FileRefused(_compound_words(content))
    raise FileRefused(f"不能上传这种文件。可以上传：{ACCEPTED}。")


def _check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-TAIL:]:
        raise FileRefused("PDF 不完整，可能没有下载或保存完。请重新保存后再上传。")
    for name, sentence in UNWANTED_IN_PDF:
        if name in content:
            raise FileRefused(sentence)


def _compound_words(content: bytes) -> str:
    if ENCRYPTED_STREAM in content:
        return "文件设有打开密码。请去掉密码、保存后再上传。"
    return "这是旧版 Office 格式（.doc、.xls）。请另存为 .docx、.xlsx 或 PDF 后再上传。"
