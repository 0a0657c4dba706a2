"""The lines of the permission table about the populations that the bureau enters."""

from collections.abc import Callable
from types import SimpleNamespace

LINES: dict[tuple[str, str], str] = {
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("GET", "population_list"): "302  403  403  403  200  403  403  403  403  200  200  403",
    ("POST", "population_list"): "302  403  403  403  302  403  403  403  403  403  302  403",
}

ARGUMENTS: dict[str, Callable[[SimpleNamespace], list[int]]] = {}
