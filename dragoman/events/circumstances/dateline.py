"""The day that an article's dateline tells: what is news counts from it, and who held which office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.events.circumstances.dates import times

if TYPE_CHECKING:
    from datetime import date

    from dragoman.analysis import Analysis, Sentence
    from dragoman.events.circumstances.dates import TimeExpression
    from dragoman.packs.base import Pack

_SENTENCES = 6  # a dateline stands within so many sentences of the beginning, titles and summary before it
_PLACE = 6  # tokens that may stand before the day: "PARIS (France), "
_ENDS = frozenset({".", "-", "–", "—", "--", "("})


def dateline(analysis: Analysis, pack: Pack) -> date | None:
    """The full date that opens one of the first sentences, set off from it ("4 May 2012. -", "OSLO, 4 May 2012 -"); None without."""
    for sentence in analysis.sentences[:_SENTENCES]:
        for expression in times(sentence, pack, None)[:1]:
            if expression.kind == "absolute" and expression.precision == "day" and _set_off(sentence, expression):
                return expression.start
    return None


def _set_off(sentence: Sentence, expression: TimeExpression) -> bool:
    before = range(expression.first)
    places = all(sentence.words[t][:1].isupper() or sentence.pos[t] == "PUNCT" for t in before)
    after = expression.last + 1
    closed = after >= len(sentence) or sentence.words[after] in _ENDS
    figure = sentence.words[expression.first][:1].isdecimal()
    return len(before) <= _PLACE and places and (closed or (figure and sentence.words[after] == ","))
