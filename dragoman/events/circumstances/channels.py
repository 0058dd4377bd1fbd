"""By what channel parties spoke with each other: call, video link, in person, letter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.events.circumstances.clause import bond, clause_words, of_another_happening, opens_clause
from dragoman.events.circumstances.grammar import Phrase, atoms, phrase
from dragoman.events.circumstances.tense import governor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.analysis.records import Sentence
    from dragoman.events.circumstances.clause import ClauseWords
    from dragoman.model import Span
    from dragoman.packs.base import Pack


FAR = 5  # beyond all ranks of a bond


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """channels.yaml: phrases by their first word, the longest first, with the channel's rank and name; `triggers` as there."""

    phrases: Mapping[str, tuple[tuple[Phrase, int, str], ...]]
    triggers: Mapping[str, str]


@cache
def channel_words(pack: Pack) -> ChannelWords:
    """Load a pack's channels.yaml. Raises PackError where it is missing."""
    document = pack.document("channels")
    found: dict[str, list[tuple[Phrase, int, str]]] = {}
    for rank, (name, texts) in enumerate(document["channels"].items()):
        for text in texts:
            words = phrase(text)
            found.setdefault(words[0], []).append((words, rank, name))
    ordered = {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in found.items()}
    return ChannelWords(ordered, {word: name for name, texts in document["triggers"].items() for word in texts})


def channel(sentence: Sentence, trigger: int, pack: Pack) -> tuple[str, Span | None]:
    """The channel of the talk at `trigger` and the words that tell it; ("", None) where none is told.

    Meant for CONSULT events and promises of them: other events may stand beside the same words.
    """
    words, clause = channel_words(pack), clause_words(pack)
    best: tuple[tuple[int, int, int], str, Span] | None = None
    for first, last, rank, name in _found(sentence, words):
        closeness = _closeness(sentence, trigger, first, last, clause)
        if closeness is None:
            continue
        key = (closeness, rank, abs(first - trigger))
        if best is None or key < best[0]:
            best = key, name, sentence.cut(first, last)
    if best is not None:
        return best[1], best[2]
    own = words.triggers.get(sentence.lower[trigger])
    return (own, sentence.cut(trigger, trigger)) if own else ("", None)


def _found(sentence: Sentence, words: ChannelWords) -> list[tuple[int, int, int, str]]:
    """All phrases of channel in a sentence: first and last token, rank, name."""
    if not any(word in words.phrases or "-" in word for word in sentence.lower):
        return []
    cut, found, at = atoms(sentence), [], 0
    while at < len(cut.words):
        for texts, rank, name in words.phrases.get(cut.words[at], ()):
            end = at + len(texts)
            if cut.words[at:end] == texts:
                found.append((cut.tokens[at], cut.tokens[end - 1], rank, name))
                at = end - 1
                break
        at += 1
    return found


def _closeness(sentence: Sentence, trigger: int, first: int, last: int, words: ClauseWords) -> int | None:
    if first <= trigger <= last:
        return 0
    heads = [t for t in range(first, last + 1) if not first <= sentence.heads[t] <= last]
    if first == last and opens_clause(sentence, first):
        return None  # "who had phoned Kyiv": another talk than the trigger's
    ranks = [rank for t in heads if (rank := bond(sentence, trigger, t, words)) is not None]
    if ranks:
        return min(ranks)
    if any(sentence.heads[t] == trigger or sentence.heads[trigger] == t for t in heads):
        return 1
    # A complement of the same clause that the parser hung elsewhere, or that modifies a neighbour of the trigger.
    own = governor(sentence, trigger)
    aside = [t for t in heads if governor(sentence, t) == own and not of_another_happening(sentence, trigger, t, words)]
    return FAR if aside else None
