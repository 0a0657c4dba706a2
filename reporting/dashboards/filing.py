"""Did the returns of the year arrive, and in time? 报送率 and 及时率 with their numbers."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from indicators.clock import today
from reporting.assessment.reading import Reading
from reporting.models import Round, Submission


@dataclass(frozen=True)
class Filing:
    """Returns of one round: due, handed in, handed in for the first time by their due day.

    `is_over`: the round's due day has passed, so that lateness can be spoken of. `missing` and
    `late` name units, never persons.
    """

    due: int
    filed: int
    in_time: int
    due_on: datetime.date
    is_over: bool
    missing: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    @property
    def filed_percent(self) -> int:
        return _percent(self.filed, self.due)

    @property
    def in_time_percent(self) -> int:
        return _percent(self.in_time, self.due)


def filing_of(reading: Reading) -> Filing | None:
    """The returns of the reading's round, or None where the year has none. Two queries.

    A released year counts what had arrived when it was signed, so that its page stands still.
    """
    round_ = Round.objects.filter(area=reading.area, year=reading.year).first()
    if round_ is None:
        return None
    until = reading.release.signed_at if reading.release else timezone.now()
    returns = Submission.objects.filter(round=round_).select_related("round", "organisation")
    missing, late, filed = [], [], 0
    for submission in returns:
        first = submission.first_submitted_at
        if first is None or first > until:
            missing.append(submission.organisation.name)
            continue
        filed += 1
        if timezone.localdate(first) > submission.due:
            late.append(submission.organisation.name)
    due = filed + len(missing)
    if not due:
        return None
    is_over = reading.release is not None or today() > round_.due_on
    return Filing(due, filed, filed - len(late), round_.due_on, is_over, (*missing,), (*late,))


def _percent(part: int, whole: int) -> int:
    """Whole percent, rounded down: a hundred means all of them."""
    return 100 * part // whole
