"""A file name that no shell, disk or reader stumbles over. Pure."""

import re
import unicodedata

LONGEST = 100
FALLBACK = "佐证材料"
SAME = {"jpeg": "jpg"}  # endings that mean the same kind

_FORBIDDEN = re.compile(r'[<>:"/\\|?*%;\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")


def clean_name(name: str, extension: str) -> str:
    """The last part of `name` without what is invisible or forbidden, ending in `extension`."""
    text = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    text = "".join(mark for mark in text if unicodedata.category(mark) not in ("Cc", "Cf", "Cs"))
    text = _FORBIDDEN.sub("_", text)
    stem, dot, ending = text.rpartition(".")
    if not dot or SAME.get(ending.lower(), ending.lower()) != extension:
        stem = text
    stem = stem.strip(" .")[:LONGEST].strip(" .") or FALLBACK
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return f"{stem}.{extension}"
