"""Is this a whole picture of a sensible size? Pure. Headers only: nothing is decoded."""

import struct

from reporting.evidence_files.refused import FileRefused

LONGEST_SIDE = 20_000
PIXELS = 100_000_000
DAMAGED = "图片已损坏或不完整，请重新保存后再上传。"

# JPEG: markers that carry the size of the picture, and those without a length.
_FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE_MARKERS = frozenset({0x01, *range(0xD0, 0xD8)})
_START_OF_SCAN = 0xDA


def check_png(content: bytes) -> None:
    """Signature, header, size and end of a PNG. Raises FileRefused."""
    if content[12:16] != b"IHDR" or not content.rstrip(b"\0").endswith(b"IEND\xaeB`\x82"):
        raise FileRefused(DAMAGED)
    _check_size(*struct.unpack(">II", content[16:24]))


def check_jpeg(content: bytes) -> None:
    """The segments of a JPEG up to its data, its size and its end. Raises FileRefused."""
    if b"\xff\xd9" not in content[-1024:]:
        raise FileRefused(DAMAGED)
    _check_size(*_jpeg_size(content))


def _jpeg_size(content: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker in _BARE_MARKERS:
            place += 2
            continue
        if marker in _FRAME_MARKERS:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        if marker == _START_OF_SCAN:
            break
        place += 2 + struct.unpack(">H", content[place + 2 : place + 4])[0]
    raise FileRefused(DAMAGED)


def _check_size(width: int, height: int) -> None:
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE) or width * height > PIXELS:
        raise FileRefused(f"图片尺寸（{width}×{height}）不合理，请缩小后再上传。")
