"""Until when is a return due, and until when each of its cells?

A return is due on the earliest day of its cells (set when the round opens, moved by an extension);
what has a later day of its own may follow later.
"""

import datetime

from indicators.clock import today
from reporting.models import Item, Submission


def due_day(submission: Submission, item: Item) -> datetime.date:
    """The day until which a cell is due: its own, else the round's or the extended one."""
    return item.due_on or max(submission.round.due_on, submission.due)


def may_wait(submission: Submission, item: Item) -> bool:
    """An empty cell that need not be handed in with the others yet."""
    return not item.is_filled and due_day(submission, item) > max(submission.due, today())
