"""What we write runs in Chromium 90 and newer; docs/browsers.md says what libraries ask for.

A feature that came later stands in one of the two tables with the version that brought it (as
MDN's browser compatibility data have it). The tables are patterns over the text, not a parser: a
word in a comment counts too, and what is not listed is not found.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

STATIC = Path(__file__).parent.parent.parent / "static"
OLDEST = 90
# Feature: the version that brought it, what it looks like, and a line that must be found.
Table = Mapping[str, tuple[int, str, str]]

SCRIPT: Table = {
    "private names with in": (91, r"#\w+ in ", "if (#count in cell) {"),
    "at() of arrays and strings": (92, r"\.at\(", "rows.at(-1)"),
    "crypto.randomUUID": (92, r"randomUUID", "crypto.randomUUID()"),
    "Object.hasOwn": (93, r"Object\.hasOwn\b", "Object.hasOwn(cell, 'id')"),
    "cause of an error": (93, r"\{\s*cause\s*:", "new Error('no', { cause: error })"),
    "static blocks": (94, r"\bstatic\s*\{", "static { this.x = 1; }"),
    "findLast": (97, r"\.findLast(Index)?\(", "rows.findLast(isOpen)"),
    "structuredClone": (98, r"\bstructuredClone\b", "structuredClone(cell)"),
    "showPicker": (99, r"\.showPicker\(", "input.showPicker()"),
    "AbortSignal.timeout": (103, r"AbortSignal\.timeout", "AbortSignal.timeout(5)"),
    "inert": (102, r"\.inert\b", "dialog.inert = true"),
    "Navigation API": (102, r"\bnavigation\.", "navigation.navigate('/')"),
    "checkVisibility": (105, r"\.checkVisibility\(", "row.checkVisibility()"),
    "CSS highlights": (105, r"CSS\.highlights", "CSS.highlights.set('a', b)"),
    "copies of arrays": (110, r"\.to(Sorted|Reversed|Spliced)\(", "rows.toSorted()"),
    "isWellFormed": (111, r"\.(is|to)WellFormed\(", "text.isWellFormed()"),
    "view transitions": (111, r"startViewTransition", "document.startViewTransition(act)"),
    "flag v of patterns": (112, r"/[gimsuy]*v[gimsuy]*\.(test|exec)\(", "/[a--b]/v.test(text)"),
    "popovers": (114, r"\.(show|hide|toggle)Popover\(", "box.showPopover()"),
    "AbortSignal.any": (116, r"AbortSignal\.any\(", "AbortSignal.any([one, two])"),
    "groupBy": (117, r"\.groupBy\(", "Object.groupBy(rows, byArea)"),
    "Promise.withResolvers": (119, r"withResolvers", "Promise.withResolvers()"),
    "URL.canParse": (120, r"URL\.canParse", "URL.canParse(text)"),
    "Array.fromAsync": (121, r"Array\.fromAsync", "Array.fromAsync(rows)"),
    "methods of iterators": (
        122,
        r"\.(values|keys|entries)\(\)\s*\.(map|filter|reduce|some|every|find|take|drop|toArray)\(",
        "cells.values().map(show)",
    ),
    "methods of sets": (
        122,
        r"\.(isSubsetOf|isSupersetOf|symmetricDifference)\(",
        "a.isSubsetOf(b)",
    ),
    "Promise.try": (128, r"Promise\.try", "Promise.try(act)"),
    "await outside of functions": (89, r"(?m)^await\b", "await load()"),  # plain scripts have none
}
STYLE: Table = {
    "accent-color": (93, r"\baccent-color\s*:", "accent-color: red;"),
    "scrollbar-gutter": (94, r"\bscrollbar-gutter\s*:", "scrollbar-gutter: stable;"),
    "cascade layers": (99, r"@layer\b", "@layer page;"),
    "single transforms": (104, r"(?<![-\w])(translate|rotate|scale)\s*:", "rotate: 5deg;"),
    "ranges in media queries": (104, r"@media[^{]*[<>]", "@media (width >= 40rem) {"),
    "has": (105, r":has\(", ".card:has(input) {"),
    "container queries": (105, r"@container\b|\bcontainer(-type)?\s*:", "container-type: size;"),
    "small, large and dynamic viewport": (108, r"\d[sld]v[hwib]", "height: 100dvh;"),
    "color-mix": (111, r"color-mix\(", "color: color-mix(in srgb, red, blue);"),
    "lab and lch": (111, r"\b(ok)?l(ab|ch)\(", "color: oklch(40% 0.2 20);"),
    "text-wrap": (114, r"\btext-wrap\s*:", "text-wrap: balance;"),
    "subgrid": (117, r"\bsubgrid\b", "grid-template-columns: subgrid;"),
    "starting-style": (117, r"@starting-style", "@starting-style {"),
    "scope": (118, r"@scope\b", "@scope (.card) {"),
    "user-valid": (119, r":user-(in)?valid", "input:user-invalid {"),
    "nested rules": (112, r"(?m)^\s*&", "  & > td {"),
    "popover-open": (114, r":popover-open", ".box:popover-open {"),
    "light-dark": (123, r"light-dark\(", "color: light-dark(black, white);"),
    "field-sizing": (123, r"\bfield-sizing\s*:", "field-sizing: content;"),
}


def too_new(text: str, table: Table) -> list[str]:
    """The features of the table that the text uses, with their versions."""
    return [
        f"{feature} (Chromium {version})"
        for feature, (version, pattern, _sample) in table.items()
        if re.search(pattern, text)
    ]


OWN_FILES = [
    *(("script", path) for path in sorted(STATIC.glob("js/*.js"))),
    *(("style", path) for path in sorted(STATIC.glob("css/*.css"))),
]


@pytest.mark.parametrize(("kind", "path"), OWN_FILES, ids=[path.name for _, path in OWN_FILES])
def test_our_files_run_in_the_oldest_browser(kind: str, path: Path) -> None:
    table = SCRIPT if kind == "script" else STYLE
    assert too_new(path.read_text(encoding="utf-8"), table) == []


@pytest.mark.parametrize("table", [SCRIPT, STYLE], ids=["script", "style"])
def test_every_line_of_the_table_finds_what_it_means(table: Table) -> None:
    missed = [name for name, (_v, pattern, line) in table.items() if not re.search(pattern, line)]
    assert missed == []


def test_the_table_holds_only_what_is_newer() -> None:
    newer = [*SCRIPT.values(), *STYLE.values()]
    assert all(version > OLDEST for version, pattern, _line in newer if "await" not in pattern)


def test_older_features_are_not_taken_for_newer_ones() -> None:
    script = "Array.from(map.values()).filter(isOpen); map.keys(); rows.map(x => x?.a ?? 1);"
    style = "td:not(.a, .b):focus-visible { inset: 0; aspect-ratio: 1; transform: scale(2); }"
    assert too_new(script, SCRIPT) + too_new(style, STYLE) == []
