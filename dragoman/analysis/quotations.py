"""Stretches between quotation marks, over the article's text as given: nested, unclosed, running over several paragraphs.

One pass over the marks with a stack: linear in the text on any input.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.analysis.records import Quotation
from dragoman.model import PackError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.packs.base import Pack

_DEPTH = 4  # marks opened deeper than this are ornament or rubbish


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a language.

    `closers` gives the marks that close each opening one, `closing` are those that open nothing or themselves, `inner` those that
    double as apostrophes.
    """

    closers: dict[str, frozenset[str]]
    symmetric: frozenset[str]
    closing: frozenset[str]
    inner: dict[str, frozenset[str]]
    pattern: re.Pattern[str]


@cache
def marks(pack: Pack) -> Marks:
    """The marks that lexicon/quotation.yaml names. Raises PackError where the file is missing or has no such fields."""
    document = pack.document("quotation")
    try:
        pairs, symmetric, inner = document["pairs"], document["symmetric"], document["inner"]
    except (KeyError, TypeError) as error:
        raise PackError(f"{pack.folder}/lexicon/quotation.yaml: needs pairs, symmetric and inner") from error
    return _marks(pairs, symmetric, inner)


def _marks(pairs: list[list[str]], symmetric: list[str], inner: list[list[str]]) -> Marks:
    every = sorted({mark for pair in (*pairs, *inner) for mark in pair} | set(symmetric), key=len, reverse=True)
    return Marks(
        _partners(pairs) | {mark: frozenset((mark,)) for mark in symmetric},
        frozenset(symmetric),
        frozenset((*symmetric, *({closing for _, closing in pairs} - {opening for opening, _ in pairs}))),
        _partners(inner),
        re.compile("|".join(map(re.escape, every))),
    )


def _partners(pairs: list[list[str]]) -> dict[str, frozenset[str]]:
    partners: dict[str, set[str]] = {}
    for opening, closing in pairs:
        partners.setdefault(opening, set()).add(closing)
    return {opening: frozenset(closing) for opening, closing in partners.items()}


@dataclass(slots=True)
class _Open:
    """A quotation that waits for its closing mark."""

    mark: str
    start: int
    inner: bool


def find(text: str, paragraphs: Sequence[tuple[int, int]], language_marks: Marks) -> tuple[Quotation, ...]:
    """Every quotation of the article, by start, an outer one before those inside it.

    `paragraphs` are (start, end) in order. A quotation open at the end of its paragraph goes on where the next paragraph begins
    with its mark again; otherwise it ends with the paragraph, `closed` false.
    """
    scan = _Scan(text, language_marks)
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else len(text)
        scan.paragraph(start, end, following)
    return tuple(sorted(scan.found, key=lambda q: (q.start, -q.end)))


class _Scan:
    """One run over an article: `stack` holds what is open, `found` what is done."""

    def __init__(self, text: str, language_marks: Marks) -> None:
        self.text = text
        self.marks = language_marks
        self.stack: list[_Open] = []
        self.found: list[Quotation] = []

    def paragraph(self, start: int, end: int, following: int) -> None:
        """Read one paragraph; `following` is the start of the next one."""
        first = True
        for match in self.marks.pattern.finditer(self.text, start, end):
            continues = first and match.start() == start and bool(self.stack)
            first = False
            if not continues:
                self._mark(match.group(), match.start(), start, end)
        self._end(end, following)

    def _mark(self, mark: str, position: int, start: int, end: int) -> None:
        before = self.text[position - 1] if position > start else " "
        after = self.text[position + len(mark)] if position + len(mark) < end else " "
        if mark in self.marks.inner or mark in self._inner_closers():
            self._single(mark, position, before, after)
            if mark not in self.marks.closers:
                return
        if self._closes(mark, before, after):
            self._close(mark, position)
            return
        doubtful = mark in self.marks.symmetric and (before.isalnum() or position + len(mark) >= end)
        if mark in self.marks.closers and not doubtful:
            self._reopened(mark, position)
            if len(self.stack) < _DEPTH:
                self.stack.append(_Open(mark, position, inner=False))

    def _inner_closers(self) -> frozenset[str]:
        top = self.stack[-1] if self.stack else None
        return self.marks.inner.get(top.mark, frozenset()) if top and top.inner else frozenset()

    def _closes(self, mark: str, before: str, after: str) -> bool:
        """Tell whether `mark` closes the innermost open quotation (single marks opened since were apostrophes)."""
        outer = next((o for o in reversed(self.stack) if not o.inner), None)
        if outer is None:
            return False
        if mark not in self.marks.closers[outer.mark]:
            # Typists mix curly and straight marks: one glued to the word before it and to none after closes another kind.
            other = mark in self.marks.closing and not any(mark in self.marks.closers.get(o.mark, ()) for o in self.stack)
            return other and not before.isspace() and not after.isalnum()
        # A straight mark before a word, after a space, opens anew: the one before was never closed.
        return mark not in self.marks.symmetric or not ((before.isspace() or before in "([") and after.isalnum())

    def _is_open(self, mark: str) -> bool:
        return any(o.mark == mark for o in self.stack)

    def _close(self, mark: str, position: int) -> None:
        while self.stack[-1].inner:
            self.stack.pop()
        self._finish(self.stack.pop(), position, position + len(mark), closed=True)

    def _reopened(self, mark: str, position: int) -> None:
        """End what the same mark left open: only guillemets nest in themselves."""
        if mark in "«‹" or not self._is_open(mark):
            return
        while self.stack:
            waiting = self.stack.pop()
            if not waiting.inner:
                self._finish(waiting, position, position, closed=False)
            if waiting.mark == mark:
                return

    def _single(self, mark: str, position: int, before: str, after: str) -> None:
        top = self.stack[-1] if self.stack else None
        if top and top.inner and mark in self.marks.inner[top.mark] and not before.isspace() and not after.isalnum():
            self._finish(self.stack.pop(), position, position + len(mark), closed=True)
        elif mark in self.marks.inner and not (top and top.inner) and self._may_open(before, after):
            self.stack.append(_Open(mark, position, inner=True))

    def _may_open(self, before: str, after: str) -> bool:
        return after.isalpha() and (before.isspace() or before in self.marks.closers or before in "([-–—")

    def _finish(self, waiting: _Open, end: int, after: int, *, closed: bool) -> None:
        inner_start, inner_end = waiting.start + len(waiting.mark), end
        while inner_start < inner_end and self.text[inner_start].isspace():
            inner_start += 1
        while inner_end > inner_start and self.text[inner_end - 1].isspace():
            inner_end -= 1
        if inner_start < inner_end:
            depth = sum(not o.inner for o in self.stack)
            self.found.append(Quotation(waiting.start, after if closed else inner_end, inner_start, inner_end, depth, closed))

    def _end(self, end: int, following: int) -> None:
        """At a paragraph's end, keep a quotation open where the next paragraph begins with its mark again, else end all."""
        outer = next((o for o in self.stack if not o.inner), None)
        if outer and self.text.startswith(outer.mark, following):
            del self.stack[self.stack.index(outer) + 1 :]
            return
        while self.stack:
            waiting = self.stack.pop()
            if not waiting.inner:
                self._finish(waiting, end, end, closed=False)
