"""Mentions: the noun phrases of an article that name or refer to parties, with what they were resolved to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dragoman.model import Entity


@dataclass(frozen=True, slots=True)
class Mention:
    """One noun phrase, pronoun, possessive or nationality adjective.

    `sentence` is the sentence's sequence number, `head` the phrase's syntactic head, `first` and `last` its outer tokens, both
    included. `entities` are the parties it stands for: usually one, two for "les deux dirigeants", none for a pronoun that could
    not be resolved. `kind` is one of country, place, demonym, region, organisation, person, role, group, description, pronoun,
    generic.
    """

    sentence: int
    head: int
    first: int
    last: int
    entities: tuple[Entity, ...]
    kind: str


class Mentions:
    """All mentions of an article, in order, with look-ups by token."""

    __slots__ = ("_by_sentence", "_heads", "all")

    def __init__(self, mentions: Iterable[Mention], aliases: Mapping[tuple[int, int], Mention] | None = None) -> None:
        """Index `mentions`; `aliases` gives further (sentence, token) pairs that answer `headed`."""
        self.all: tuple[Mention, ...] = tuple(sorted(mentions, key=lambda m: (m.sentence, m.first, -m.last)))
        self._heads: dict[tuple[int, int], Mention] = dict(aliases or {})
        self._by_sentence: dict[int, list[Mention]] = {}
        for mention in self.all:
            self._by_sentence.setdefault(mention.sentence, []).append(mention)
            self._heads[mention.sentence, mention.head] = mention

    def headed(self, sentence: int, token: int) -> Mention | None:
        """The mention whose noun phrase is headed by this token."""
        return self._heads.get((sentence, token))

    def covering(self, sentence: int, token: int) -> Mention | None:
        """The innermost mention that covers this token."""
        covers = (m for m in self._by_sentence.get(sentence, ()) if m.first <= token <= m.last)
        return min(covers, key=lambda m: m.last - m.first, default=None)

    def inside(self, sentence: int, first: int, last: int) -> list[Mention]:
        """The mentions that stand wholly between two tokens, both included, in order."""
        return [m for m in self._by_sentence.get(sentence, ()) if first <= m.first and m.last <= last]
