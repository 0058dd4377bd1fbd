"""An article's text as HTML in paragraphs, with the words of events and claims marked and numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BLANK = re.compile(r"\s*\n[ \t\r\f\v\u00a0]*\n\s*")
_LINE = re.compile(r"\s*\n\s*")
# Nothing in an article steers the page: no control characters, no direction marks, no half characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to mark: `id` is where lines link to, `number` what stands behind them, empty for none; `back` the line that it leads to."""

    start: int
    end: int
    id: str
    kind: str
    number: str = ""
    back: str = ""


def clean(text: str) -> str:
    """The text with each character that could steer the page replaced, one for one."""
    return _UNPRINTABLE.sub("\ufffd", text)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs stand: parted by empty lines, or by each line end in a text that has no empty lines."""
    breaks = _BLANK if _BLANK.search(text.strip()) else _LINE
    edges = [0, *(edge for match in breaks.finditer(text) for edge in match.span()), len(text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in pairs if text[start:end].strip()]


def render(text: str, marks: Sequence[Mark]) -> Iterator[Markup]:
    """The paragraphs as HTML. A mark's id stands at its first words; marks may lie in one another and overlap."""
    text = clean(text)
    named: set[str] = set()
    for start, end in paragraphs(text):
        here = [mark for mark in marks if mark.start < end and mark.end > start]
        yield Markup("").join(_pieces(text, start, end, here, named))


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark], named: set[str]) -> Iterator[Markup]:
    """Cut a paragraph where any mark begins or ends; each piece carries all that covers it."""
    edges = sorted({start, end, *(min(max(edge, start), end) for mark in marks for edge in (mark.start, mark.end))})
    for left, right in pairwise(edges):
        covering = [mark for mark in marks if mark.start <= left and mark.end >= right]
        piece = escape(text[left:right])
        if covering:
            kinds = " ".join(sorted({mark.kind for mark in covering}))
            # Each mark that begins here has its own place to be linked to.
            places = Markup("").join(Markup('<i id="{}"></i>').format(mark.id) for mark in covering if mark.id not in named)
            named.update(mark.id for mark in covering)
            piece = places + Markup('<mark class="{}">{}</mark>').format(kinds, piece)
        yield piece
        yield from (_number(mark) for mark in covering if mark.number and min(mark.end, end) == right)


def _number(mark: Mark) -> Markup:
    return Markup('<sup><a href="#{}">{}</a></sup>').format(mark.back, mark.number)
