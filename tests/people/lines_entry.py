"""The lines of the permission table about saving cell by cell."""

from collections.abc import Callable
from types import SimpleNamespace

LINES: dict[tuple[str, str], str] = {
    # An empty request is none that the page makes: 400 says that its sender may save.
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("POST", "entry_save"): "401  400  403  404  403  403  403  403  404  403  403  404",
    ("POST", "entry_explain"): "401  400  403  404  403  403  403  403  404  403  403  404",
    ("GET", "entry_sign_in"): "200  200  200  200  200  200  200  200  200  200  200  200",
}

ARGUMENTS: dict[str, Callable[[SimpleNamespace], list[int]]] = {
    "entry_save": lambda made: [made.submission.pk],
    "entry_explain": lambda made: [made.submission.pk],
}
