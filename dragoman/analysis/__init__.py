"""Text → Analysis: sentences as dependency trees over the article's own offsets, and quotations."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from dragoman.analysis import quotations
from dragoman.analysis.normalise import normalise
from dragoman.analysis.parse import Request, parse
from dragoman.analysis.records import ROOT, Analysis, Quotation, Sentence
from dragoman.analysis.sentences import paragraphs, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.model import Article
    from dragoman.packs.base import Pack

__all__ = ["ROOT", "Analysis", "Quotation", "Sentence", "analyse", "analyse_many"]


def analyse(article: Article, pack: Pack) -> Analysis:
    """Analyse one article. No sentence at all means a text without a visible character."""
    return next(analyse_many([article], pack))


def analyse_many(articles: Iterable[Article], pack: Pack) -> Iterator[Analysis]:
    """Analyse articles of one language in order, parsing across their bounds; holds only a few articles at a time."""
    waiting: deque[tuple[Article, int]] = deque()

    def requests() -> Iterator[Request]:
        for article in articles:
            visible = [
                (stretch, normalised)
                for stretch in split(article.text, pack)
                if (normalised := normalise(article.text[stretch.start : stretch.end], stretch.start)).text.strip()
            ]
            waiting.append((article, len(visible)))
            yield from (Request(article.text, stretch, number, plain) for number, (stretch, plain) in enumerate(visible))

    ready: list[Sentence] = []
    for sentence in parse(requests(), pack):
        while waiting and waiting[0][1] == len(ready):
            yield _finish(waiting.popleft()[0], ready, pack)
            ready = []
        ready.append(sentence)
    while waiting:
        article, expected = waiting.popleft()
        yield _finish(article, ready[:expected], pack)
        ready = ready[expected:]


def _finish(article: Article, sentences: list[Sentence], pack: Pack) -> Analysis:
    return Analysis(pack.language, tuple(sentences), quotations.find(article.text, paragraphs(article.text), quotations.marks(pack)))
