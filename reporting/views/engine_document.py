"""The method as its readers get it: docs/method.zh.md as a part of a page."""

import functools
from pathlib import Path

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "method.zh.md"
#: A wide table scrolls in a region of its own, which needs a name of its own.
TABLE_FRAME = (
    '<div class="table-responsive" tabindex="0" role="region" aria-label="方法中的表{}">'
    '<table class="table table-sm table-vcenter">'
)


@functools.cache
def method_document() -> SafeString:
    """The document as HTML without its title; raw HTML in it is shown, not obeyed."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(DOCUMENT.read_text(encoding="utf-8"))
    body = _without_title(tokens)
    for token in body:
        _adapt(token)
    parts = markdown.renderer.render(body, markdown.options, {}).split("<table>")
    framed = [f"{TABLE_FRAME.format(place)}{part}" for place, part in enumerate(parts[1:], 1)]
    html = "".join([parts[0], *framed]).replace("</table>", "</table></div>")
    return SafeString(html)


def _without_title(tokens: list[Token]) -> list[Token]:
    """The page has a title of its own."""
    end = next(place for place, token in enumerate(tokens) if token.type == "heading_close")
    return tokens[end + 1 :]


def _adapt(token: Token) -> None:
    """Heads of columns say so; links to other documents become plain words."""
    if token.type == "th_open":
        token.attrSet("scope", "col")
    if token.children:
        token.children = [
            child for child in token.children if child.type not in ("link_open", "link_close")
        ]
