"""The lines of the permission table about the inbox."""

from collections.abc import Callable
from types import SimpleNamespace

from reporting.models import Notice


def _notice(made: SimpleNamespace) -> list[int]:
    """One that was told to the statistician's colleague, and so is nobody's of the table."""
    notice = Notice.objects.create(
        recipient=made.user, kind="reminder", occasion="test", title="催报", body="请尽快填报"
    )
    return [notice.pk]


LINES: dict[tuple[str, str], str] = {
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("GET", "notice_list"): "302  200  200  200  200  200  200  200  200  200  200  200",
    ("GET", "notice_open"): "302  404  404  404  404  404  404  404  404  404  404  404",
    ("POST", "notice_read_all"): "302  302  302  302  302  302  302  302  302  302  302  302",
}

ARGUMENTS: dict[str, Callable[[SimpleNamespace], list[int]]] = {"notice_open": _notice}
