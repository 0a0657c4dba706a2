"""The lines of the permission table about the method and its settings."""

from collections.abc import Callable
from types import SimpleNamespace

LINES: dict[tuple[str, str], str] = {
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("GET", "method_page"): "302  200  200  200  200  200  200  403  200  200  200  200",
    ("GET", "method_settings"): "302  403  403  403  403  200  403  403  403  403  403  403",
    ("POST", "method_settings"): "302  403  403  403  403  422  403  403  403  403  403  403",
}
ARGUMENTS: dict[str, Callable[[SimpleNamespace], list]] = {}
