"""Which soft findings have been explained, and for which numbers?"""

import hashlib
from collections import defaultdict

from reporting.collection.typed_numbers import number_text
from reporting.models import Item, ItemNote, NoteKind, Submission


def number_digest(item: Item) -> str:
    """What an explanation is about: the numbers of the cell, or the reason why there are none."""
    numbers = (item.value, item.numerator, item.denominator)
    text = "|".join([*(number_text(number) for number in numbers), item.missing_kind])
    return hashlib.sha256(text.encode()).hexdigest()


def explanations_of(submission: Submission) -> dict[int, list[ItemNote]]:
    """{item id: its explanations, the oldest first}, those of earlier numbers too. One query."""
    found: dict[int, list[ItemNote]] = defaultdict(list)
    notes = ItemNote.objects.filter(item__submission=submission, kind=NoteKind.EXPLANATION)
    for note in notes.select_related("by").order_by("id"):
        found[note.item_id].append(note)
    return dict(found)


def explained_rules(submission: Submission) -> set[tuple[int, str, str]]:
    """(item id, rule, digest of the numbers) of every explanation. One query."""
    notes = ItemNote.objects.filter(item__submission=submission, kind=NoteKind.EXPLANATION)
    return set(notes.values_list("item_id", "rule", "digest"))
