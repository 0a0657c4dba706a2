"""Who may open the pages of the demonstration; the columns are those of PEOPLE."""

from collections.abc import Callable
from types import SimpleNamespace

LINES: dict[tuple[str, str], str] = {
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("GET", "demonstration_cases"): "302  200  200  200  200  200  200  403  200  200  200  200",
}
ARGUMENTS: dict[str, Callable[[SimpleNamespace], list[object]]] = {}
