"""The lines of the permission table about comparing pages: figures, never objects of others."""

from collections.abc import Callable
from types import SimpleNamespace

_FIGURES = "302  200  200  200  200  200  200  403  200  200  200  200"
# People of another city find nothing released: a page says so, an export is not there.
_EXPORTS = "302  200  200  200  200  200  200  403  200  200  404  404"

LINES: dict[tuple[str, str], str] = {
    # anon stat head outs rev  off  lead admi c-st c-re o-re o-st
    ("GET", "matrix"): _FIGURES,
    ("GET", "area_comparison"): _FIGURES,
    ("GET", "area_comparison_export"): "302  404  404  404  404  404  404  403  404  404  404  404",
    ("GET", "area_overview"): _FIGURES,
    ("GET", "area_overview_export"): _EXPORTS,
    ("GET", "coverage"): _FIGURES,
    ("GET", "coverage_gaps"): _FIGURES,
    ("GET", "coverage_gaps_export"): _EXPORTS,
    ("GET", "compare"): _FIGURES,
    ("GET", "compare_export"): "302  404  404  404  404  404  404  403  404  404  404  404",
}

ARGUMENTS: dict[str, Callable[[SimpleNamespace], list[int]]] = {}
