"""Which event a circumstance belongs to: how closely a complement hangs together with a trigger in the tree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.analysis.records import ROOT
from dragoman.events.circumstances.grammar import Phrase, phrase
from dragoman.events.circumstances.tense import governor, is_verbal

if TYPE_CHECKING:
    from dragoman.analysis.records import Sentence
    from dragoman.packs.base import Pack

_CLAUSES = frozenset({"acl", "advcl", "ccomp", "csubj", "parataxis", "xcomp"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_LEADING = 2  # tokens before which an adverbial opens its sentence

OWN, NEAR, SHARED, COORDINATED, LEADING = range(5)


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """circumstances.yaml, ready to use.

    `carrying` are the verbs whose complements are their noun's, those of functions.yaml among them; `happenings` the nouns that
    durations.yaml lists as such.
    """

    genitive: frozenset[str]
    simultaneous: tuple[Phrase, ...]
    locative: frozenset[str]
    not_place: frozenset[str]
    parts: frozenset[str]
    targets: frozenset[str]
    moments: frozenset[str]
    carrying: frozenset[str]
    happenings: frozenset[str]


@cache
def clause_words(pack: Pack) -> ClauseWords:
    """Load the words. Raises PackError where a file is missing."""
    document, functions = pack.document("circumstances"), pack.document("functions")
    return ClauseWords(
        frozenset(document["genitive"]),
        tuple(phrase(text) for text in document["simultaneous"]),
        frozenset(document["locative"]),
        frozenset(document["not_place"]),
        frozenset(document["parts"]),
        frozenset(document["targets"]),
        frozenset(document["moments"]),
        frozenset({*functions["light_verbs"], *functions["occurrence_verbs"], *document["occurring"]}),
        frozenset(pack.document("durations")["subjects"]),
    )


def is_genitive(sentence: Sentence, head: int, words: ClauseWords) -> bool:
    """Tell a complement that is tied to a noun: by a genitive, or by standing before its noun without a preposition."""
    above = sentence.heads[head]
    if above == ROOT or sentence.pos[above] not in _NOUNS:
        return False
    cases = [c for c in sentence.children[head] if sentence.relation(c) == "case"]
    marked = any(sentence.lower[c] in words.genitive or sentence.lemmas[c] in words.genitive for c in cases)
    return marked or (not cases and head < above and sentence.relation(head) in ("compound", "nmod", "amod"))


def bond(sentence: Sentence, trigger: int, head: int, words: ClauseWords) -> int | None:
    """How closely the complement headed by `head` belongs to the event at `trigger`: a rank, 0 the closest; None for not.

    OWN: it hangs on the trigger; NEAR: inside the trigger's phrase; SHARED: on the verb that carries the trigger; COORDINATED: on
    an earlier verb of the same series; LEADING: it opens the sentence.
    """
    if head == trigger:
        return OWN
    chain = sentence.ancestors(head)
    if of_another_happening(sentence, trigger, head, words):
        return None
    if trigger in chain:
        return _below(sentence, trigger, [head, *chain[: chain.index(trigger)]], words)
    if is_genitive(sentence, head, words):
        return None
    verb, own = governor(sentence, head), governor(sentence, trigger)
    crosses = any(opens_clause(sentence, step) for step in _path(sentence, head, verb))
    # "a dénoncé l'attaque mardi" dates the verb; the noun has it only where the verb merely carries it.
    if crosses or (own != trigger and not _shares(sentence, trigger, own, words)):
        return None
    return SHARED if verb == own else _with_verb(sentence, own, verb, head)


def of_another_happening(sentence: Sentence, trigger: int, head: int, words: ClauseWords) -> bool:
    """Tell what hangs on another noun of happening ("à la suite d'une réunion en ligne"), unless that one frames the clause."""
    for step in sentence.ancestors(head):
        if step == trigger or is_verbal(sentence, step):
            return False
        if sentence.lemmas[step] in words.happenings or sentence.lower[step] in words.happenings:
            return not _opens_with(sentence, step, words.simultaneous)
    return False


def _below(sentence: Sentence, trigger: int, between: list[int], words: ClauseWords) -> int | None:
    """The complement stands under the trigger: not across a clause of its own, nor tied to another noun.

    A clause that says how the noun of action came about ("l'attaque survenue samedi") is the noun's own.
    """
    crossed = [step for step in between[1:] if opens_clause(sentence, step)]
    if crossed and not (crossed == between[-1:] and _tells_occurrence(sentence, crossed[0], words)):
        return None
    if len(between) == 1:
        return OWN
    return None if is_genitive(sentence, between[0], words) else NEAR


def _tells_occurrence(sentence: Sentence, clause: int, words: ClauseWords) -> bool:
    return sentence.relation(clause) == "acl" and not words.carrying.isdisjoint((sentence.lemmas[clause], sentence.lower[clause]))


def opens_clause(sentence: Sentence, token: int) -> bool:
    """Tell the verb of an embedded or coordinated clause."""
    relation = sentence.relation(token)
    return (relation in _CLAUSES and is_verbal(sentence, token)) or (relation == "conj" and sentence.pos[token] == "VERB")


def _path(sentence: Sentence, head: int, verb: int) -> list[int]:
    """From the complement up to its verb, neither included."""
    chain = sentence.ancestors(head)
    return chain[: chain.index(verb)] if verb in chain else []


def _with_verb(sentence: Sentence, own: int, verb: int, head: int) -> int | None:
    """The complement of one verb holds for those coordinated with it, and from the sentence's opening for its infinitives too."""
    current = own
    ranks = {"conj": COORDINATED, "xcomp": COORDINATED}
    for _ in range(4):
        above, relation = sentence.heads[current], sentence.relation(current)
        if above == ROOT or relation not in ranks:
            break
        if above == verb:
            leads = head < above and head <= _LEADING
            return COORDINATED if relation == "conj" and head < own else LEADING if leads else None
        current = above
    return None


def _shares(sentence: Sentence, trigger: int, verb: int, words: ClauseWords) -> bool:
    """Tell a noun of action whose verb only carries it, or that is the time frame of its clause."""
    relation, above = sentence.deps[trigger], sentence.heads[trigger]
    carried = sentence.lemmas[verb] in words.carrying
    if above != verb:
        # "a fait part de son inquiétude": the noun of action is the complement of the light verb's own noun.
        return carried and above != ROOT and sentence.heads[above] == verb and sentence.relation(above) == "obj"
    if relation == "nsubj":
        return True
    if relation == "obj" or relation.startswith(("nsubj", "obl:agent", "xcomp")):
        return carried
    if relation == "obl:arg" and carried:
        return True
    return relation.startswith("obl") and _opens_with(sentence, trigger, words.simultaneous)


def _opens_with(sentence: Sentence, token: int, phrases: tuple[Phrase, ...]) -> bool:
    cases = [c for c in sentence.children[token] if sentence.relation(c) == "case"]
    if not cases:
        return False
    first = min(cases)
    found = tuple(w for word in sentence.lower[first : first + 5] for w in phrase(word))
    return any(found[: len(p)] == p for p in phrases)
