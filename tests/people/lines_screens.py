"""The lines of the permission table about the big screen and its links."""

from collections.abc import Callable
from types import SimpleNamespace

from indicators.models import User
from reporting.dashboards.display_links import make_link


def _link(made: SimpleNamespace) -> list[int]:
    """A link of the first city."""
    office = User.objects.get(username="office_worker")
    link, _secret = make_link(area=made.plan.area, name="大屏", days=7, by=office)
    return [link.pk]


def _secret(made: SimpleNamespace) -> list[str]:
    """The secret of a link in force: it opens for whoever holds it."""
    office = User.objects.get(username="office_worker")
    _link, secret = make_link(area=made.plan.area, name="大屏", days=7, by=office)
    return [secret]


LINES: dict[tuple[str, str], str] = {
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("GET", "screen_show"): "200  200  200  200  200  200  200  200  200  200  200  200",
    ("GET", "screen_list"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("POST", "screen_make"): "302  403  403  403  403  422  403  403  403  403  403  403",
    ("POST", "screen_revoke"): "302  403  403  403  403  302  403  403  403  403  403  403",
}

ARGUMENTS: dict[str, Callable[[SimpleNamespace], list]] = {
    "screen_show": _secret,
    "screen_revoke": _link,
}
