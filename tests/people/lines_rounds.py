"""The lines of the rounds: the city's bureau runs them, office and bureaus read."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

from indicators.models import User
from reporting.collection.rounds import open_round
from reporting.models import Round

EARLIER_YEAR = 2023
DAY = datetime.date(2024, 3, 31)

LINES: dict[tuple[str, str], str] = {
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("GET", "round_list"): "302  403  403  403  200  200  403  403  403  200  200  403",
    ("GET", "round_export"): "302  403  403  403  200  200  403  403  403  200  404  403",
    ("GET", "round_new"): "302  403  403  403  200  403  403  403  403  403  200  403",
    ("POST", "round_remind"): "302  403  403  403  302  403  403  403  403  404  404  403",
    ("POST", "round_add"): "302  403  403  403  302  403  403  403  403  404  404  403",
    ("POST", "round_close"): "302  403  403  403  302  403  403  403  403  404  404  403",
    ("POST", "round_reopen"): "302  403  403  403  302  403  403  403  403  404  404  403",
    ("GET", "round_extend"): "302  403  403  403  200  403  403  403  403  404  404  403",
    ("POST", "return_sign"): "302  403  409  403  403  403  403  403  403  403  403  403",
    (
        "POST",
        "return_paper_signature",
    ): "302  302  403  404  403  403  403  403  404  403  403  404",
    ("GET", "round_sets"): "302  403  403  403  302  302  403  403  403  302  200  403",
    ("POST", "round_set_first"): "302  403  403  403  302  403  403  403  403  403  302  403",
    ("GET", "round_set"): "302  403  403  403  200  200  403  403  403  200  404  403",
    ("GET", "round_set_change"): "302  403  403  403  200  403  403  403  403  403  404  403",
}


def _round(made: SimpleNamespace) -> list[int]:
    return [made.submission.round_id]


def _earlier_round(made: SimpleNamespace) -> list[int]:
    """A round of its own, which the table may close."""
    found = Round.objects.filter(year=EARLIER_YEAR).first()
    if found is None:
        bureau = User.objects.get(username="reviewer")
        area = made.submission.round.area
        found = open_round(area=area, year=EARLIER_YEAR, opens_on=DAY, due_on=DAY, by=bureau)
    return [found.pk]


def _set(made: SimpleNamespace) -> list[int]:
    return [made.submission.round.indicator_set_id]


def _return(made: SimpleNamespace) -> list[int]:
    return [made.submission.pk]


ARGUMENTS: dict[str, Callable[[SimpleNamespace], list[int]]] = {
    **dict.fromkeys(("round_export", "round_remind", "round_add"), _round),
    **dict.fromkeys(("round_close", "round_reopen"), _earlier_round),
    **dict.fromkeys(("round_extend", "return_sign", "return_paper_signature"), _return),
    **dict.fromkeys(("round_set", "round_set_change"), _set),
}
