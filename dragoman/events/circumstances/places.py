"""Where an event happened: the locative complement of its clause that names a city, a region or a country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.analysis.records import ROOT
from dragoman.events.circumstances.clause import NEAR, bond, clause_words, is_genitive

if TYPE_CHECKING:
    from dragoman.analysis.records import Sentence
    from dragoman.events.circumstances.clause import ClauseWords
    from dragoman.events.circumstances.locations import Atlas, Named
    from dragoman.packs.base import Pack

_KINDS = ("place", "country")
_REACH = 4  # tokens before a name in which its preposition is looked for


def place(sentence: Sentence, trigger: int, atlas: Atlas, pack: Pack) -> Named | None:
    """The name of the place of the event at `trigger`, None where none is told. The closest wins, a city before a country."""
    words = clause_words(pack)
    best: tuple[tuple[int, int, int], Named] | None = None
    for named in atlas.named(sentence):
        head = _locative_head(sentence, named, words)
        rank = None if head is None else bond(sentence, trigger, head, words)
        if rank is None:
            continue
        key = (0 if rank == NEAR else rank, _KINDS.index(named.kind), abs(named.head - trigger))
        if best is None or key < best[0]:
            best = key, named
    if best:
        return best[1]
    aimed = next((n for n in atlas.named(sentence) if _acted_upon(sentence, trigger, n, words)), None)
    return aimed or _of_the_moment(sentence, trigger, atlas, pack)


def _of_the_moment(sentence: Sentence, trigger: int, atlas: Atlas, pack: Pack) -> Named | None:
    """The place of the clause that says what happened at the same moment: "were killed when rebels attacked a patrol near Gao"."""
    moments = clause_words(pack).moments
    for clause in sentence.dependents(trigger, "advcl"):
        if any(sentence.lower[c] in moments for c in sentence.dependents(clause, "mark", "advmod")):
            return place(sentence, clause, atlas, pack)
    return None


def _acted_upon(sentence: Sentence, trigger: int, named: Named, words: ClauseWords) -> bool:
    """Whether a town or region is itself what the event is done to: "bombed Aleppo", "the siege of the city of Homs", "attack on Pokrovsk".

    Capitals and countries stand for their governments there.
    """
    if named.kind != "place":
        return False
    head, above = named.head, sentence.heads[named.head]
    if above not in (ROOT, trigger) and is_genitive(sentence, head, words):
        told = sentence.lower[above] in words.parts or sentence.lemmas[above] in words.parts
        head, above = (above, sentence.heads[above]) if told else (head, above)
    if above != trigger:
        return False
    if sentence.deps[head] in ("obj", "nsubj:pass"):
        return True
    cases = [sentence.lower[c] for c in sentence.dependents(head, "case")]
    return sentence.pos[trigger] == "NOUN" and bool(cases) and cases[0] in (words.genitive | words.targets)


def _locative_head(sentence: Sentence, named: Named, words: ClauseWords) -> int | None:
    """The head of the complement of place in which a name stands ("à Genève", "dans l'est de l'Ukraine"); None where it is none."""
    before = range(max(0, named.first - _REACH), named.first + 1)
    compound = named.last + 1 < len(sentence) and sentence.words[named.last + 1] == "-"  # "US-backed"
    if compound or any(sentence.lower[t] in words.not_place for t in before):
        return None
    part = _part(sentence, named, words)
    if part is not None:
        return part
    cases = [c for c in sentence.children[named.head] if sentence.relation(c) == "case" and c <= named.head]
    # The parser may have hung the preposition elsewhere; it still stands right before the name.
    if _beside(sentence, named.first, words) or any(sentence.lower[c] in words.locative for c in cases):
        return named.head
    return None


def _beside(sentence: Sentence, first: int, words: ClauseWords) -> bool:
    """Whether a preposition of place stands right before a name, one of several words too ("près de Bamako")."""
    if first > 1 and sentence.lower[first - 1] in words.genitive:
        return sentence.lower[first - 2] in words.locative
    return first > 0 and sentence.lower[first - 1] in words.locative


def _part(sentence: Sentence, named: Named, words: ClauseWords) -> int | None:
    """The noun for a part of a place or a kind of place that a name stands under, where that is a complement of place."""
    above = sentence.heads[named.head]
    if above == ROOT or not is_genitive(sentence, named.head, words):
        return None
    told = sentence.lower[above] in words.parts or sentence.lemmas[above] in words.parts
    return above if told and any(sentence.lower[c] in words.locative for c in sentence.dependents(above, "case")) else None
