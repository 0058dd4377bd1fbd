"""Quotations seen from the tokens: what stands inside which quotation, and which quotations are utterances."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from dragoman.claims.draft import VERBAL

if TYPE_CHECKING:
    from dragoman.analysis.records import Analysis, Quotation, Sentence

NONE = -1


class Quoted:
    """The quotations of an analysis by number; `parent` gives the quotation each stands in, NONE for an outermost one."""

    def __init__(self, analysis: Analysis) -> None:
        self.all: tuple[Quotation, ...] = analysis.quotations
        self.starts = [q.start for q in self.all]
        self.parent: list[int] = []
        self._sentences = analysis.sentences
        self._sentence_starts = [s.span.start for s in analysis.sentences]
        open_: list[int] = []
        for number, quotation in enumerate(self.all):
            while open_ and self.all[open_[-1]].end <= quotation.start:
                open_.pop()
            self.parent.append(open_[-1] if open_ else NONE)
            open_.append(number)

    def around(self, offset: int) -> int:
        """The innermost quotation that holds the code point `offset`, NONE outside all."""
        number = bisect_right(self.starts, offset) - 1
        while number != NONE and self.all[number].end <= offset:
            number = self.parent[number]
        return number

    def within(self, start: int, end: int, parent: int) -> list[int]:
        """The quotations directly inside `parent` that overlap the stretch, in order."""
        first = bisect_left(self.starts, start)
        enclosing = self.around(start) if first == len(self.starts) or self.starts[first] != start else NONE
        found = []
        while enclosing != NONE and self.parent[enclosing] != parent:
            enclosing = self.parent[enclosing]
        if enclosing not in (NONE, parent):
            found.append(enclosing)
        for number in range(first, len(self.all)):
            if self.starts[number] >= end:
                break
            if self.parent[number] == parent:
                found.append(number)
        return found

    def sentences(self, number: int) -> list[Sentence]:
        """The sentences that the quotation runs over."""
        quotation = self.all[number]
        first = max(bisect_right(self._sentence_starts, quotation.inner_start) - 1, 0)
        found = []
        for number_ in range(first, len(self._sentences)):
            sentence = self._sentences[number_]
            if sentence.span.start >= quotation.inner_end:
                break
            if sentence.span.end > quotation.inner_start:
                found.append(sentence)
        return found

    def is_utterance(self, number: int) -> bool:
        """Tell a quoted utterance from a quoted word: it holds a verb, ends as a sentence, or is set off by a comma."""
        quotation = self.all[number]
        sentences = self.sentences(number)
        if len(sentences) > 1:
            return True
        text = sentences[0].article_text if sentences else ""
        if not text or text[quotation.inner_end - 1] in ".!?…,":
            return bool(text)
        if text[quotation.end : quotation.end + 2].lstrip()[:1] == "," and text[quotation.inner_start].isupper():
            return True
        sentence = sentences[0]
        tokens = tokens_of(sentence, quotation.inner_start, quotation.inner_end)
        return any(sentence.pos[t] in VERBAL and "VerbForm=Fin" in sentence.feats[t] for t in tokens)


def tokens_of(sentence: Sentence, start: int, end: int) -> range:
    """The tokens of a sentence that stand in a stretch of the article."""
    return range(bisect_left(sentence.starts, start), bisect_left(sentence.starts, end))
