"""Small files of every kind, honest and hostile, made byte by byte or by ordinary libraries."""

import io
import struct
import zipfile
import zlib

import openpyxl

from reporting.workbooks.container import COMPOUND_FILE

# A number that fits GB 11643-1999 and belongs to nobody: the example of the standard's kind.
IDENTITY = "11010519491231002X"


def pdf(body: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n" + body + b"\nendobj\ntrailer\n%%EOF\n"


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 3, height: int = 2) -> bytes:
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    data = _chunk(b"IDAT", zlib.compress(b"\0" * 8))
    return b"\x89PNG\r\n\x1a\n" + header + data + _chunk(b"IEND", b"")


def jpeg(width: int = 3, height: int = 2) -> bytes:
    application = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + b"\0" * 9
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + application + frame + b"\xff\xda\0\x08\1\1\0\0\x3f\0" + b"\0\xff\xd9"


def xlsx(*values: object) -> bytes:
    book = openpyxl.Workbook()
    for row, value in enumerate(values or ["计算过程"], start=1):
        book.active.cell(row, 1, value)
    return _saved(book)


WORD_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def word(*runs: str) -> bytes:
    """A document of one paragraph in so many pieces, as word processors cut them."""
    pieces = "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs or ("情况说明",))
    return package(
        {
            "[Content_Types].xml": WORD_TYPES,
            "word/document.xml": f"<w:document><w:body><w:p>{pieces}</w:p></w:body></w:document>",
        }
    )


def ofd() -> bytes:
    parts = {"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": "<ofd:Document/>"}
    return package(parts)


def package(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def changed(content: bytes, parts: dict[str, bytes]) -> bytes:
    """The package with some parts added or put in place of its own."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if name not in parts}
    return package(kept | parts)


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def encrypted_office() -> bytes:
    return COMPOUND_FILE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 50


def old_office() -> bytes:
    return COMPOUND_FILE + b"\0" * 600


def _saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()
