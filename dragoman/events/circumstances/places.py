"""Where an event happened: the locative complement of its clause that names a city or a country."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dragoman import world
from dragoman.analysis.records import ROOT
from dragoman.events.circumstances.clause import bond, clause_words, is_genitive

if TYPE_CHECKING:
    from dragoman.actors import Mention, Mentions
    from dragoman.analysis.records import Sentence
    from dragoman.events.circumstances.clause import ClauseWords
    from dragoman.model import Span
    from dragoman.packs.base import Pack

_KINDS = ("place", "country")
_REACH = 4  # tokens before a name in which its preposition is looked for


def place(sentence: Sentence, trigger: int, mentions: Mentions, pack: Pack) -> tuple[Span | None, str]:
    """The place of the event at `trigger` and its country's code (empty where unknown); (None, "") where none is told.

    The closest complement wins, a city before a country.
    """
    words = clause_words(pack)
    best: tuple[tuple[int, int, int], Mention] | None = None
    for mention in mentions.inside(sentence.sequence, 0, len(sentence) - 1):
        if mention.kind not in _KINDS or not mention.entities:
            continue
        head = _locative_head(sentence, mention, words)
        rank = None if head is None else bond(sentence, trigger, head, words)
        if rank is None:
            continue
        key = (rank, _KINDS.index(mention.kind), abs(mention.head - trigger))
        if best is None or key < best[0]:
            best = key, mention
    if best is None:
        return None, ""
    mention = best[1]
    span, code = sentence.cut(mention.first, mention.last), mention.entities[0].code
    # "à Bruxelles": a seat that stands for a body of no country is a city all the same.
    return span, code if code in world.load().countries else _cities(pack).get(span.text, "")


@cache
def _cities(pack: Pack) -> dict[str, str]:
    """Names of cities, default readings or not, to the code of their country."""
    countries = world.load().countries
    found: dict[str, str] = {}
    for place, forms in pack.document("actors/cities").items():
        for form in forms["names"]:
            if place in countries:
                found.setdefault(form if isinstance(form, str) else form["name"], countries[place].code)
    return found


def _locative_head(sentence: Sentence, mention: Mention, words: ClauseWords) -> int | None:
    """The head of the complement of place in which a name stands ("à Genève", "dans l'est de l'Ukraine"); None where it is none."""
    before = range(max(0, mention.first - _REACH), mention.first + 1)
    compound = mention.last + 1 < len(sentence) and sentence.words[mention.last + 1] == "-"  # "US-backed"
    if compound or any(sentence.lower[t] in words.not_place for t in before):
        return None
    cases = [c for c in sentence.children[mention.head] if sentence.relation(c) == "case" and c <= mention.head]
    # The parser may have hung the preposition elsewhere; it still stands right before the name.
    beside = mention.first > 0 and sentence.lower[mention.first - 1] in words.locative
    if beside or any(sentence.lower[c] in words.locative for c in cases):
        return mention.head
    above = sentence.heads[mention.head]
    partitive = above != ROOT and is_genitive(sentence, mention.head, words)
    part = partitive and (sentence.lower[above] in words.parts or sentence.lemmas[above] in words.parts)
    return above if part and any(sentence.lower[c] in words.locative for c in sentence.dependents(above, "case")) else None
