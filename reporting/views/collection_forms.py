"""Reads the posted cells of the entry grid and of the review page; judges nothing."""

import re
from dataclasses import dataclass

from django.http import QueryDict

from reporting.collection.cell_contents import COLUMNS, TypedCell
from reporting.collection.entry import SeenCell
from reporting.collection.review import Decision, DecisionRefused

_CELL = re.compile(r"cell-([0-9]{1,18})-version")
_EXPLANATION = re.compile(r"explain-([0-9]{1,18})-([a-z_0-9]{1,40})-text")
NEVER = -1  # a version that no cell ever had


def typed_cells(data: QueryDict) -> dict[int, SeenCell]:
    """What was typed, by item id; every cell of the form names the version it showed.

    Columns that the form did not hold are left as they stand.
    """
    return {pk: _typed_cell(data, pk) for pk in _cell_ids(data)}


def _typed_cell(data: QueryDict, pk: int) -> SeenCell:
    texts = {
        column: data[f"cell-{pk}-{column}"] for column in COLUMNS if f"cell-{pk}-{column}" in data
    }
    version = whole_number(data[f"cell-{pk}-version"])
    return SeenCell(version, TypedCell(**texts), frozenset(texts))


@dataclass(frozen=True)
class TypedExplanation:
    """Why a figure is right that a soft rule asks about."""

    item_id: int
    rule: str
    reason_code: str
    text: str


def typed_explanations(data: QueryDict) -> list[TypedExplanation]:
    """The explanations for which words were typed."""
    found = []
    for name, text in data.items():
        match = _EXPLANATION.fullmatch(name)
        if match and str(text).strip():
            reason = data.get(f"explain-{match[1]}-{match[2]}-reason", "")
            found.append(TypedExplanation(int(match[1]), match[2], reason, str(text)))
    return found


def typed_decisions(data: QueryDict) -> list[Decision]:
    """The cells for which something was chosen.

    Raises DecisionRefused where a reason stands beside anything but 退回: it would be lost.
    """
    decisions = []
    for pk in _cell_ids(data):
        choice = data.get(f"cell-{pk}-decision", "")
        reason = data.get(f"cell-{pk}-reason", "")
        if reason.strip() and choice != "return":
            raise DecisionRefused("有一项写了退回原因但没有选“退回”，请选退回或清空原因。")
        if choice in ("approve", "return"):
            version = whole_number(data[f"cell-{pk}-version"])
            decisions.append(Decision(pk, version, choice == "approve", reason))
    return decisions


def whole_number(text: str) -> int:
    """The number, or NEVER where the text is none."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else NEVER


def _cell_ids(data: QueryDict) -> list[int]:
    return [int(match[1]) for name in data if (match := _CELL.fullmatch(name))]
