"""Longest-match look-up of phrases over the tokens of a sentence, blind to how hyphens and apostrophes were tokenised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")
_PARTS = re.compile(r"[^\s'’‑-]+")


def split(phrase: str) -> list[str]:
    """The parts of a phrase between blanks, hyphens and apostrophes."""
    return _PARTS.findall(phrase)


class Trie(Generic[T]):
    """Phrases as sequences of parts, each with the values stored under it."""

    __slots__ = ("root",)

    def __init__(self) -> None:
        """Start empty."""
        self.root: dict[str, _Node[T]] = {}

    def add(self, parts: Sequence[str], value: T) -> None:
        """Store `value` under a non-empty sequence of parts."""
        level, node = self.root, None
        for part in parts:
            node = level.get(part)
            if node is None:
                node = level[part] = _Node()
            level = node.next
        if node is not None and value not in node.values:
            node.values.append(value)

    def get(self, parts: Sequence[str]) -> list[T]:
        """The values under exactly these parts, none where there are none."""
        level, values = self.root, []
        for part in parts:
            node = level.get(part)
            if node is None:
                return []
            level, values = node.next, node.values
        return values

    def matches(self, stream: Stream, at: int) -> Iterator[tuple[int, list[T]]]:
        """All phrases that begin at part `at` of the stream and end with a token: (last token, values), shortest first."""
        levels = [self.root]
        for position in range(at, len(stream.parts)):
            readings = stream.parts[position]
            nodes = [level[part] for level in levels for part in readings if part in level]
            if not nodes:
                return
            if stream.closes[position]:
                values = [value for node in nodes for value in node.values]
                if values:
                    yield stream.tokens[position], values
            levels = [node.next for node in nodes]


class _Node(Generic[T]):
    __slots__ = ("next", "values")

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.values: list[T] = []


class Stream:
    """A sentence as parts: each with its readings (form first, then lemma), its token, and whether the token ends with it."""

    __slots__ = ("closes", "opens", "parts", "tokens")

    def __init__(self, tokens: Iterable[Sequence[str]]) -> None:
        """Take, for each token, its readings in the order to be tried."""
        self.parts: list[Sequence[str]] = []
        self.tokens: list[int] = []
        self.closes: list[bool] = []
        self.opens: list[int] = []
        for token, readings in enumerate(tokens):
            self.opens.append(len(self.parts))
            form = readings[0]
            if "-" in form or "'" in form:
                pieces = split(form)
                for number, piece in enumerate(pieces):
                    self.parts.append((piece,))
                    self.tokens.append(token)
                    self.closes.append(number == len(pieces) - 1)
            else:
                self.parts.append(readings)
                self.tokens.append(token)
                self.closes.append(True)


def longest(trie: Trie[T], stream: Stream, accept: Callable[[int, int, T], bool]) -> list[tuple[int, int, list[T]]]:
    """The longest accepted matches from left to right, not overlapping: (first token, last token, accepted values)."""
    found: list[tuple[int, int, list[T]]] = []
    root, parts, tokens = trie.root, stream.parts, stream.tokens
    free = 0
    for at, readings in enumerate(parts):
        token = tokens[at]
        if token < free or (at and tokens[at - 1] == token):
            continue
        for reading in readings:
            if reading in root:
                break
        else:
            continue
        best: tuple[int, int, list[T]] | None = None
        for last, values in trie.matches(stream, at):
            good = [value for value in values if accept(token, last, value)]
            if good:
                best = (token, last, good)
        if best is not None:
            found.append(best)
            free = best[1] + 1
    return found
