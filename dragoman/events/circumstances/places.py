"""Where an event happened: the locative complement of its clause that names a city or a country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.events.circumstances.clause import bond, clause_words

if TYPE_CHECKING:
    from dragoman.actors import Mention, Mentions
    from dragoman.analysis.records import Sentence
    from dragoman.events.circumstances.clause import ClauseWords
    from dragoman.model import Span
    from dragoman.packs.base import Pack

_KINDS = ("place", "country")
_REACH = 4  # tokens before a name in which its preposition is looked for


def place(sentence: Sentence, trigger: int, mentions: Mentions, pack: Pack) -> tuple[Span | None, str]:
    """The place of the event at `trigger` and its country's code; (None, "") where none is told.

    The closest complement wins, a city before a country.
    """
    words = clause_words(pack)
    best: tuple[tuple[int, int, int], Mention] | None = None
    for mention in mentions.inside(sentence.sequence, 0, len(sentence) - 1):
        if mention.kind not in _KINDS or not mention.entities or not _is_locative(sentence, mention, words):
            continue
        rank = bond(sentence, trigger, mention.head, words)
        if rank is None:
            continue
        key = (rank, _KINDS.index(mention.kind), abs(mention.head - trigger))
        if best is None or key < best[0]:
            best = key, mention
    if best is None:
        return None, ""
    mention = best[1]
    return sentence.cut(mention.first, mention.last), mention.entities[0].code


def _is_locative(sentence: Sentence, mention: Mention, words: ClauseWords) -> bool:
    """Tell a name after a preposition of place: "à Genève", "dans l'est de l'Ukraine", "near the town of Bakhmut"."""
    before = range(max(0, mention.first - _REACH), mention.first + 1)
    if any(sentence.lower[t] in words.not_place for t in before):
        return False
    cases = [c for c in sentence.children[mention.head] if sentence.relation(c) == "case" and c <= mention.head]
    if any(sentence.lower[c] in words.locative for c in cases):
        return True
    # The parser may have hung the preposition elsewhere; a part of a place carries it in "dans le nord du Mali".
    if mention.first and sentence.lower[mention.first - 1] in words.locative:
        return True
    above = sentence.heads[mention.head]
    return above >= 0 and sentence.pos[above] == "NOUN" and _part_of_place(sentence, above, words)


def _part_of_place(sentence: Sentence, noun: int, words: ClauseWords) -> bool:
    cases = [c for c in sentence.children[noun] if sentence.relation(c) == "case"]
    return any(sentence.lower[c] in words.locative for c in cases) and not sentence.children[noun][-1] < noun
