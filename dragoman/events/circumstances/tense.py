"""In which direction from the article's day a date without a year or a bare weekday lies: the tense of the verb that governs it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.analysis.records import ROOT

if TYPE_CHECKING:
    from dragoman.analysis.records import Sentence
    from dragoman.events.circumstances.calendar import Tense
    from dragoman.packs.base import Pack

_CLIMB = 12  # a longer way up is a broken tree


@dataclass(frozen=True, slots=True)
class TenseWords:
    """`auxiliaries` put their verb into the future; `forward` words speak of what is still to come.

    The infinitive under a verb of `intention` does so too. `endings` are those of verb forms that can only be a future or a
    conditional: a tagger errs there more often than a list.
    """

    auxiliaries: frozenset[str]
    forward: frozenset[str]
    intention: frozenset[str]
    endings: tuple[str, ...]


@cache
def tense_words(pack: Pack) -> TenseWords:
    """The words of times.yaml that tell a future."""
    document = pack.document("times")["tense"]
    auxiliaries, forward, intention = (frozenset(document[name]) for name in ("auxiliaries", "forward", "intention"))
    return TenseWords(auxiliaries, forward, intention, tuple(document["endings"]))


def is_verbal(sentence: Sentence, token: int) -> bool:
    """Tell a verb, or what a copula makes a predicate."""
    return sentence.pos[token] in ("VERB", "AUX") or any(sentence.relation(c) == "cop" for c in sentence.children[token])


def governor(sentence: Sentence, token: int) -> int:
    """The nearest verbal token at or above `token`, else the top of its tree."""
    top = token
    for _ in range(_CLIMB):
        if is_verbal(sentence, top) or sentence.heads[top] == ROOT:
            return top
        top = sentence.heads[top]
    return top


def tense_at(sentence: Sentence, token: int, words: TenseWords) -> Tense:
    """The tense that holds where `token` stands; empty for a present or none."""
    path = [token, *sentence.ancestors(token)[:_CLIMB]]
    verb = governor(sentence, token)
    for step in path:
        if step != token and _looks_forward(sentence, step, words):
            return "future"
        if step == verb:
            break
    return _of_verb(sentence, verb, words)


def _of_verb(sentence: Sentence, verb: int, words: TenseWords, depth: int = 0) -> Tense:
    helpers = [c for c in sentence.children[verb] if sentence.relation(c) in ("aux", "cop")]
    if _is_future(sentence, verb, helpers, words):
        return "future"
    if sentence.feature(verb, "VerbForm") == "Inf" and depth < 3 and sentence.heads[verb] != ROOT:
        parent = governor(sentence, sentence.heads[verb])
        if _is_future_helper(sentence, parent, words) or sentence.lemmas[parent] in words.intention:
            return "future"
        return _of_verb(sentence, parent, words, depth + 1)
    return "past" if _is_past(sentence, verb, helpers) else ""


def _is_future(sentence: Sentence, verb: int, helpers: list[int], words: TenseWords) -> bool:
    if _looks_forward(sentence, verb, words) or any(_is_future_helper(sentence, c, words) for c in helpers):
        return True
    if any(_looks_forward(sentence, c, words) for c in sentence.dependents(verb, "advmod", "aux", "cop", "xcomp")):
        return True
    if any(sentence.feature(t, "Tense") == "Fut" for t in (verb, *helpers)):
        return True
    if helpers:
        return False
    plain = sentence.pos[verb] == "VERB" and words.endings and sentence.lower[verb].endswith(words.endings)
    return bool(plain) or sentence.feature(verb, "Mood") == "Cnd"


def _is_past(sentence: Sentence, verb: int, helpers: list[int]) -> bool:
    if any(sentence.feature(c, "Tense") in ("Past", "Imp") for c in helpers):
        return True
    own = sentence.feature(verb, "Tense")
    if sentence.feature(verb, "VerbForm") == "Part" or sentence.pos[verb] != "VERB":
        # A participle tells a past by itself ("signed Tuesday") or with the auxiliary of the perfect, not with that of a passive.
        return any(sentence.deps[c] in ("aux", "aux:tense") for c in helpers) or (own == "Past" and not helpers)
    return own in ("Past", "Imp")


def _is_future_helper(sentence: Sentence, token: int, words: TenseWords) -> bool:
    """Tell "will", "va": present forms only ("est allé" and "went" do not look ahead)."""
    return (
        (sentence.lemmas[token] in words.auxiliaries or sentence.lower[token] in words.auxiliaries)
        and sentence.feature(token, "Tense") not in ("Past", "Imp")
    )


def _looks_forward(sentence: Sentence, token: int, words: TenseWords) -> bool:
    return sentence.lemmas[token] in words.forward or sentence.lower[token] in words.forward
