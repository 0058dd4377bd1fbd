"""Auxiliary modes of a predicate: negation, future and hypothetical, each with the word that tells it.

The words stand in a pack's lexicon/modality.yaml. The predicate itself is looked at first, then the predicates above it as far as what
they say reaches down: an infinitive shares the mode of its matrix verb, a complement clause only that of verbs listed as non-factual.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.analysis import ROOT
from dragoman.events import syntax
from dragoman.events.scene import governor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.analysis import Sentence
    from dragoman.events.scene import Scene
    from dragoman.packs.base import Pack

_DEPTH = 5
_ARGUMENT = frozenset({"nsubj", "obj", "obl", "iobj", "det", "advmod"})


@dataclass(frozen=True, slots=True, eq=False)
class ModalWords:
    """lexicon/modality.yaml: for each mode, lists of lemmas by the place where they stand."""

    negation: Mapping[str, frozenset[str]]
    future: Mapping[str, frozenset[str]]
    hypothetical: Mapping[str, frozenset[str]]


@cache
def modal_words(pack: Pack) -> ModalWords:
    """Load lexicon/modality.yaml. Raises PackError where it cannot be read."""
    document: dict[str, dict[str, Any]] = pack.document("modality")
    return ModalWords(
        *({key: frozenset(words) for key, words in document[mode].items()} for mode in ("negation", "future", "hypothetical"))
    )


Found = dict[str, str]  # mode → the word that tells it


def modes(scene: Scene, head: int, words: ModalWords) -> Found:
    """Find the modes of the predicate at `head`."""
    sentence = scene.sentence
    found: Found = {}
    above = governor(scene, head)
    current = above if above is not None else head
    if above is not None:
        _own(sentence, head, words, found)
    _own(sentence, current, words, found)
    for _ in range(_DEPTH):
        parent = sentence.heads[current]
        if parent == ROOT or not _climb(sentence, current, parent, words, found):
            break
        current = parent
    return found


def _note(found: Found, mode: str, sentence: Sentence, token: int) -> None:
    found.setdefault(mode, sentence.words[token])


def _own(sentence: Sentence, token: int, words: ModalWords, found: Found) -> None:
    """What the predicate's own dependents and inflection tell."""
    _inflection(sentence, token, words, found)
    has_particle = any(sentence.lower[c] in words.negation["particles"] for c in sentence.children[token])
    for child in sentence.children[token]:
        relation, lemma, lower = sentence.relation(child), sentence.lemmas[child], sentence.lower[child]
        if relation in ("advmod", "det", "aux", "mark", "case", "amod", "compound", "cc", "obl"):
            _dependent(sentence, child, words, found, has_particle=has_particle)
        if relation in _ARGUMENT and (lower in words.negation["pronouns"] or lemma in words.negation["pronouns"]):
            if has_particle or not words.negation["particles"]:
                _note(found, "negation", sentence, child)
        if relation in ("nsubj", "obj", "obl"):
            for grandchild in sentence.children[child]:
                if (
                    sentence.relation(grandchild) in ("det", "advmod")
                    and sentence.lemmas[grandchild] in words.negation["determiners"]
                ):
                    _note(found, "negation", sentence, grandchild)


def _dependent(sentence: Sentence, child: int, words: ModalWords, found: Found, *, has_particle: bool) -> None:
    relation, lemma, lower = sentence.relation(child), sentence.lemmas[child], sentence.lower[child]
    if relation in ("advmod", "cc", "obl") and (lower in words.negation["adverbs"] or lemma in words.negation["adverbs"]):
        following = sentence.lower[child + 1] if child + 1 < len(sentence) else ""
        if (has_particle or not words.negation["particles"]) and following not in words.negation["restrictive"]:
            _note(found, "negation", sentence, child)
    if relation == "det" and lemma in words.negation["determiners"]:
        _note(found, "negation", sentence, child)
    if relation in ("case", "mark") and lemma in words.negation["prepositions"]:
        _note(found, "negation", sentence, child)
    if relation == "aux" and (lower in words.future["auxiliaries"] or lemma in words.future["auxiliaries"]):
        _note(found, "future", sentence, child)
    if relation == "aux" and (lower in words.hypothetical["auxiliaries"] or lemma in words.hypothetical["auxiliaries"]):
        _note(found, _conditional(sentence, sentence.heads[child]), sentence, child)
    if relation == "mark" and lemma in words.hypothetical["conjunctions"]:
        _note(found, "hypothetical", sentence, child)
    if relation in ("advmod", "amod", "compound") and (
        lemma in words.hypothetical["modifiers"] or lower in words.hypothetical["modifiers"]
    ):
        _note(found, "hypothetical", sentence, child)
    if relation in ("amod", "compound") and lemma in words.future["modifiers"]:
        _note(found, "future", sentence, child)


def _inflection(sentence: Sentence, token: int, words: ModalWords, found: Found) -> None:
    verbs = [token, *(c for c in sentence.children[token] if sentence.relation(c) in ("aux", "cop"))]
    for verb in verbs:
        if sentence.feature(verb, "Mood") == "Cnd":
            _note(found, _conditional(sentence, token), sentence, verb)
        elif sentence.feature(verb, "Tense") == "Fut":
            _note(found, "future", sentence, verb)
    if sentence.feature(token, "VerbForm") == "Inf" and sentence.relation(token) == "advcl":
        marks = [c for c in sentence.children[token] if sentence.relation(c) in ("mark", "case")]
        if any(sentence.lemmas[m] in words.hypothetical["purpose"] for m in marks):
            _note(found, "hypothetical", sentence, marks[0])


def _conditional(sentence: Sentence, verb: int) -> str:
    """A conditional under a verb of saying in the past is a future seen from then; elsewhere it is hypothetical."""
    head = sentence.heads[verb]
    if head != ROOT and sentence.relation(verb) == "ccomp" and _is_past(sentence, head):
        return "future"
    return "hypothetical"


def _is_past(sentence: Sentence, verb: int) -> bool:
    return sentence.feature(verb, "Tense") in ("Past", "Imp", "Pqp") or sentence.feature(verb, "VerbForm") == "Part"


def _climb(sentence: Sentence, token: int, parent: int, words: ModalWords, found: Found) -> bool:
    """Take over what the parent says of `token`; tell whether to go on from the parent."""
    relation, lemma = sentence.relation(token), sentence.lemmas[parent]
    verbal = syntax.is_verbal(sentence, parent)
    if relation in ("xcomp", "ccomp", "csubj", "obj", "obl", "nsubj") and verbal:
        for mode in ("negation", "future", "hypothetical"):
            if lemma in getattr(words, mode)["verbs"] and (
                relation not in ("obl", "nsubj") or sentence.deps[token] in ("obl:arg", "nsubj:pass")
            ):
                _note(found, mode, sentence, parent)
        if relation == "xcomp":
            _own(sentence, parent, words, found)
        return relation == "xcomp"
    if relation in ("nmod", "acl", "amod", "compound") and lemma in words.hypothetical["nouns"]:
        if sentence.deps[token] != "acl:relcl":
            _note(found, "hypothetical", sentence, parent)
        return False
    if relation == "conj" and syntax.is_verbal(sentence, token) and verbal:
        if not any(sentence.relation(c) in ("nsubj", "aux", "mark") for c in sentence.children[token]):
            shared: Found = {}
            _own(sentence, parent, words, shared)
            if sentence.feature(token, "VerbForm") in ("Inf", "Part") or sentence.feature(parent, "VerbForm") == "Inf":
                found.update({m: w for m, w in shared.items() if m not in found and m != "negation"})
        return True
    return False
