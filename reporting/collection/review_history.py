"""What happened to the cells of a return: every change, every word said, what moved since."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reporting.collection.cells import content_from_json, content_of, content_words
from reporting.collection.substance import REASON_CODES
from reporting.models import Item, ItemChange, ItemNote, NoteKind, Observation, Submission


@dataclass(frozen=True)
class Event:
    """One line of a cell's history: when, who, what."""

    at: datetime
    by: str
    title: str
    words: str
    is_return: bool = False


@dataclass(frozen=True)
class CellHistory:
    """The changes of one cell, the oldest first, and what was said about it."""

    changes: Sequence[ItemChange] = ()
    notes: Sequence[ItemNote] = ()

    @property
    def events(self) -> list[Event]:
        """Everything in the order in which it happened."""
        found = [_change_event(change) for change in self.changes]
        found += [_note_event(note) for note in self.notes]
        return sorted(found, key=lambda event: event.at)

    @property
    def last_return(self) -> ItemNote | None:
        """The last time that the cell was sent back."""
        returns = [note for note in self.notes if note.kind == NoteKind.RETURN]
        return returns[-1] if returns else None


def histories_of(submission: Submission) -> dict[int, CellHistory]:
    """{item id: history} of every cell about which there is any. Two queries."""
    changes: dict[int, list[ItemChange]] = defaultdict(list)
    notes: dict[int, list[ItemNote]] = defaultdict(list)
    for change in (
        ItemChange.objects.filter(item__submission=submission).select_related("by").order_by("id")
    ):
        changes[change.item_id].append(change)
    for note in (
        ItemNote.objects.filter(item__submission=submission).select_related("by").order_by("id")
    ):
        notes[note.item_id].append(note)
    return {
        pk: CellHistory(changes.get(pk, ()), notes.get(pk, ()))
        for pk in changes.keys() | notes.keys()
    }


def moved_since(
    item: Item, history: CellHistory, stored: Mapping[tuple[int, int], Observation]
) -> str:
    """What changed since the cell was sent back or, for a 补报, since it was stored; "" if nothing.

    Both contents in one sentence, as 退回后由“40（1 / 2480）”改为“…”.
    """
    returned = history.last_return
    if returned is not None:
        after = [change for change in history.changes if change.at > returned.at]
        before = content_from_json(after[0].old) if after else content_of(item)
        if before == content_of(item):
            return "退回后没有改动"
        return f"退回后由“{content_words(before)}”改为“{content_words(content_of(item))}”"
    figure = stored.get((item.indicator_id, item.breakdown_id))
    if figure is None:
        return ""
    now, before_words = content_words(content_of(item)), _figure_words(figure)
    same = (figure.value, figure.numerator, figure.denominator, figure.missing_kind) == (
        item.value,
        item.numerator,
        item.denominator,
        item.missing_kind,
    )
    status = "（初步数）" if figure.status == "P" else ""
    return "" if same and not status else f"已入库“{before_words}”{status}，现报“{now}”"


def _figure_words(figure: Observation) -> str:
    names = ("value", "numerator", "denominator", "missing_kind", "expected_on", "note")
    values = {name: getattr(figure, name) for name in names}
    stored = {name: str(value) if value is not None else None for name, value in values.items()}
    return content_words(content_from_json(stored))


def _change_event(change: ItemChange) -> Event:
    old, new = content_from_json(change.old), content_from_json(change.new)
    words = f"{content_words(old)} → {content_words(new)}"
    if new.note != old.note:
        words += f"；说明：{new.note or '（删除）'}"
    return Event(change.at, change.by.display_name, change.get_via_display(), words)


def _note_event(note: ItemNote) -> Event:
    reason = REASON_CODES.get(note.reason_code, "")
    words = f"{reason}：{note.text}" if reason else note.text
    is_return = note.kind == NoteKind.RETURN
    return Event(note.at, note.by.display_name, str(note.get_kind_display()), words, is_return)
