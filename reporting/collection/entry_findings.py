"""What the checks say about the cells of the entry page, and what was explained already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reporting.collection.cell_contents import COLUMNS, Finding
from reporting.collection.explanations import REASON_CODES, explanations_of, number_digest
from reporting.collection.return_checks import findings_for, findings_of
from reporting.models import Item, ItemNote, Submission

NOT_FILLED = "not_filled"  # an empty cell says so itself


@dataclass(frozen=True)
class ShownFinding:
    """A finding as the page shows it; `explained` holds the words given for the present numbers."""

    finding: Finding
    explained: str = ""

    @property
    def is_open(self) -> bool:
        """Somebody has to do something about it before the return is handed in."""
        return self.finding.is_hard or not self.explained

    @property
    def column(self) -> str:
        """The column in the words of the page."""
        return COLUMNS[self.finding.column]

    @property
    def state(self) -> dict[str, Any]:
        """What the page's scripts know about it."""
        return {
            "rule": self.finding.rule,
            "column": self.finding.column,
            "columnName": self.column,
            "message": self.finding.message,
            "hard": self.finding.is_hard,
            "explained": self.explained,
        }


def shown_findings(returns: Iterable[Submission]) -> dict[int, list[ShownFinding]]:
    """What is wrong or to be explained in each cell of some returns, by cell."""
    shown: dict[int, list[ShownFinding]] = {}
    for submission in returns:
        shown |= _shown(submission, findings_of(submission))
    return shown


def findings_after(items: Iterable[Item]) -> dict[int, list[ShownFinding]]:
    """What is said now about these cells and those that are compared with them, by cell.

    An empty list: nothing any more.
    """
    by_return: dict[Submission, list[int]] = {}
    for item in items:
        by_return.setdefault(item.submission, []).append(item.pk)
    shown: dict[int, list[ShownFinding]] = {}
    for submission, ids in by_return.items():
        shown |= _shown(submission, findings_for(submission, ids))
    return shown


def _shown(
    submission: Submission, found: Mapping[int, list[Finding]]
) -> dict[int, list[ShownFinding]]:
    asked = [pk for pk, findings in found.items() if any(not each.is_hard for each in findings)]
    notes = explanations_of(submission) if asked else {}
    explained = Item.objects.filter(pk__in=set(asked) & set(notes)) if notes else ()
    digests = {item.pk: number_digest(item) for item in explained}
    return {
        pk: [
            ShownFinding(each, _explanation(each, notes.get(pk, ()), digests.get(pk)))
            for each in findings
            if each.rule != NOT_FILLED
        ]
        for pk, findings in found.items()
    }


def _explanation(finding: Finding, notes: Iterable[ItemNote], digest: str | None) -> str:
    words = ""
    for note in notes:
        if not finding.is_hard and note.rule == finding.rule and note.digest == digest:
            words = f"{REASON_CODES.get(note.reason_code, note.reason_code)}：{note.text}"
    return words
