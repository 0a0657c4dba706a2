"""Edits of a copied catalogue folder."""

from pathlib import Path


def replace(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence; fails where the text is not there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(path: Path, text: str) -> int:
    """The number of the first line that contains `text`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)
