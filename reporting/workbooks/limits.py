"""How large may an uploaded workbook be, and what may reading it cost?"""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds of one reading; a workbook beyond one of them is refused, never cut off."""

    file_bytes: int = 5 * MEBIBYTE
    entries: int = 400
    unpacked_bytes: int = 48 * MEBIBYTE
    ratio: int = 150
    sheets: int = 20
    rows: int = 5000
    columns: int = 60
    cell_characters: int = 4000
    characters: int = 3_000_000
    cpu_seconds: int = 15
    wall_seconds: float = 30.0
    memory_bytes: int = 512 * MEBIBYTE


STANDARD = Limits()
