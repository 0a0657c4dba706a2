"""What a receipt says, as one canonical text, and what two of them differ in. Pure.

The canonical text is described for readers in docs/receipts.md: JSON in UTF-8, names sorted,
no blanks, numbers as texts. Its SHA-256 is the receipt's digest.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

FORMAT = 1
Content = Mapping[str, Any]
Cell = Mapping[str, Any]

# What counts when two cells are compared; names and units are only their captions.
COMPARED = (
    "value",
    "numerator",
    "denominator",
    "qualifier",
    "status",
    "missing_kind",
    "expected_on",
    "note",
    "reference_period",
    "explanations",
    "evidence",
)
FIGURE_FIELDS = ("value", "numerator", "denominator", "qualifier", "missing_kind")
MISSING_WORDS = {
    "not_reported": "未填报",
    "not_yet_produced": "尚未产生",
    "not_applicable": "不适用",
}
STATUS_WORDS = {"P": "初步数", "E": "估计", "B": "口径变化", "M": "缺失"}
FIELD_WORDS = {
    "note": "说明",
    "reference_period": "统计期",
    "explanations": "核实说明",
    "evidence": "佐证材料",
}
NOTHING = "未填"

_FULL_WIDTH = str.maketrans("０１２３４５６７８９－—–", "0123456789---")
_NUMBER = re.compile(r"([0-9]{4})-([0-9]{1,12})-([0-9]{1,4})")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class CellDifference:
    """A cell that two contents do not agree on; `old` and `new` in words."""

    name: str
    unit: str
    old: str
    new: str


def canonical_text(content: Content) -> str:
    """The one text of a content, whatever order its names came in."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(content: Content) -> str:
    """SHA-256 of the canonical text in UTF-8, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(canonical_text(content).encode()).hexdigest()


def in_groups(digest: str) -> str:
    """The digest as people read it out: sixteen groups of four."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def receipt_number(year: int, submission_id: int, number: int) -> str:
    """回执编号: year, number of the return, number of the handing-in."""
    return f"{year}-{submission_id:05d}-{number}"


def read_number(text: str) -> tuple[int, int, int] | None:
    """Year, return and handing-in of a receipt number, however it was typed; else None."""
    match = _NUMBER.fullmatch(_plain(text))
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def read_digest(text: str) -> str | None:
    """The 64 digits of a digest typed in groups, in capitals or with line breaks; else None."""
    plain = re.sub(r"[\s-]", "", text.translate(_FULL_WIDTH)).lower()
    return plain if _DIGEST.fullmatch(plain) else None


def differences(
    old: Iterable[Cell], new: Iterable[Cell], fields: Collection[str] = COMPARED
) -> list[CellDifference]:
    """The cells that differ in one of the fields: those of `old` in their order, then new ones."""
    before, after = _by_key(old), _by_key(new)
    return [
        _difference(before.get(key), after.get(key), fields)
        for key in [*before, *(key for key in after if key not in before)]
        if not _same(before.get(key), after.get(key), fields)
    ]


def cell_words(cell: Cell) -> str:
    """What a cell holds in one phrase, as 40.3（1 / 2480）, 约 95 or 尚未产生（2026-05-31）."""
    if cell["missing_kind"]:
        kind = str(MISSING_WORDS.get(cell["missing_kind"], cell["missing_kind"]))
        detail = cell["expected_on"] or cell["note"]
        return f"{kind}（{detail}）" if detail else kind
    words = str(cell["value"] or NOTHING)
    if cell["numerator"] or cell["denominator"]:
        counts = f"（{cell['numerator'] or NOTHING} / {cell['denominator'] or NOTHING}）"
        words = _rounded(cell) + counts
    marks = [cell["qualifier"], STATUS_WORDS.get(cell["status"], "")]
    return " ".join([words, *filter(None, marks)])


def cell_name(cell: Cell) -> str:
    """The indicator, with the breakdown where it is not the total."""
    part = cell["breakdown_name"]
    return f"{cell['indicator_name']}（{part}）" if cell["breakdown"] else cell["indicator_name"]


def _rounded(cell: Cell) -> str:
    """A computed rate as it is judged; its counts stand beside it, so nothing is lost."""
    if not cell["value"]:
        return NOTHING
    step = Decimal(1).scaleb(-cell["decimals"])
    return str(Decimal(cell["value"]).quantize(step, ROUND_HALF_UP))


def _difference(old: Cell | None, new: Cell | None, fields: Collection[str]) -> CellDifference:
    named = new or old or {}
    return CellDifference(
        name=cell_name(named),
        unit=named["unit"],
        old=_side(old, new, fields),
        new=_side(new, old, fields),
    )


def _side(cell: Cell | None, other: Cell | None, fields: Collection[str]) -> str:
    """One side of a difference: the figure, and each other field that differs."""
    if cell is None:
        return "没有这一项"
    words = [cell_words(cell)]
    for name, caption in FIELD_WORDS.items():
        if other is not None and name in fields and cell[name] != other[name]:
            words.append(f"{caption}：{_field_words(cell[name])}")
    return "；".join(words)


def _field_words(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(each.get("text") or each.get("name", "") for each in value) or "无"
    return value or "无"


def _same(old: Cell | None, new: Cell | None, fields: Collection[str]) -> bool:
    if old is None or new is None:
        return False
    return all(old[name] == new[name] for name in fields)


def _by_key(cells: Iterable[Cell]) -> dict[tuple[str, int], Cell]:
    return {(cell["indicator"], cell["breakdown"]): cell for cell in cells}


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text.translate(_FULL_WIDTH))
