"""What analysis gives to the later stages: sentences as Universal Dependencies trees over the article's own offsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from dragoman.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.model import SentenceSpan

ROOT = -1


@cache
def features(feats: str) -> Mapping[str, str]:
    """Parse a UD FEATS string. Cached: a treebank knows some hundred different ones."""
    return dict(pair.split("=", 1) for pair in feats.split("|") if "=" in pair)


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One parsed sentence; equal only to itself, so that what is derived from it can be cached.

    All token tuples have the same length; token indices count from 0 inside the sentence.

    `words` are the normalised forms, `lower` the same in lower case, `lemmas` lower-case lemmas, `pos` UPOS tags, `feats` UD FEATS
    strings ("Mood=Ind|Tense=Past"), `deps` UD relations with their subtypes ("nsubj:pass"), `heads` the index of each token's head
    (`ROOT` for a root; a bad parse may have several). `starts` and `ends` are code point offsets into the article's text as given.
    `span` is the sentence in the article; `paragraph` counts from 0; `heading` is true where the sentence stands as a title line.
    """

    span: SentenceSpan
    paragraph: int
    heading: bool
    article_text: str = field(repr=False)
    words: tuple[str, ...]
    lower: tuple[str, ...]
    lemmas: tuple[str, ...]
    pos: tuple[str, ...]
    feats: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        """Count the tokens."""
        return len(self.words)

    @property
    def sequence(self) -> int:
        """Number of the sentence in the article, from 0."""
        return self.span.sequence

    def cut(self, first: int, last: int) -> Span:
        """Give the span of the article's text from token `first` to token `last`, both included."""
        start, end = self.starts[first], self.ends[last]
        return Span(self.article_text[start:end], start, end)

    def relation(self, token: int) -> str:
        """Give the universal relation without its subtype."""
        return self.deps[token].partition(":")[0]

    def feature(self, token: int, name: str) -> str:
        """Give the value of a UD feature, or the empty string."""
        return features(self.feats[token]).get(name, "")

    def dependents(self, token: int, *relations: str) -> list[int]:
        """Children of `token` in one of `relations`; "nsubj" also takes "nsubj:pass", "nsubj:pass" only itself."""
        return [c for c in self.children[token] if self.deps[c] in relations or self.relation(c) in relations]

    def subtree(self, token: int, *, without: frozenset[str] = frozenset()) -> list[int]:
        """All tokens under and including `token`, ascending, leaving out children whose universal relation is in `without`.

        `without` prunes at every depth.
        """
        found, queue = [], [token]
        while queue:
            current = queue.pop()
            found.append(current)
            queue.extend(c for c in self.children[current] if not without or self.relation(c) not in without)
        return sorted(found)

    def ancestors(self, token: int) -> list[int]:
        """Heads from the nearest to the root; empty for a root."""
        chain: list[int] = []
        current = self.heads[token]
        while current != ROOT and len(chain) < len(self.words):
            chain.append(current)
            current = self.heads[current]
        return chain


def children_of(heads: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Invert a head array: the children of each token, ascending."""
    lists: list[list[int]] = [[] for _ in heads]
    for token, head in enumerate(heads):
        if head != ROOT:
            lists[head].append(token)
    return tuple(tuple(children) for children in lists)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, in offsets of the article's text.

    `start` and `end` include the marks, `inner_start` and `inner_end` do not. `closed` is false where the closing mark is missing and
    the quotation was ended at its paragraph's end. `depth` is 0 for an outermost quotation. It may run over several sentences.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int = 0
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Analysis:
    """The parsed article: sentences in order, quotations by their start."""

    language: str
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...] = ()

    def at(self, offset: int) -> Sentence | None:
        """The sentence in which the code point `offset` stands, None between sentences."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            span = self.sentences[middle].span
            if offset < span.start:
                high = middle
            elif offset >= span.end:
                low = middle + 1
            else:
                return self.sentences[middle]
        return None
