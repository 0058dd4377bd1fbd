"""Auxiliary modes of a predicate: negation, future and hypothetical, each with the word that tells it.

The words stand in a pack's lexicon/modality.yaml. The predicate itself is looked at first, then the predicates above it as far as
what they say reaches down: an infinitive shares the mode of its matrix verb, a complement clause only that of verbs listed as
non-factual.
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
_MODES = ("negation", "future", "hypothetical")
_COMPLEMENT = frozenset({"xcomp", "ccomp", "csubj"})
_ARGUMENTS_OF_NOUN = frozenset({"nmod", "acl", "amod", "compound", "xcomp", "ccomp"})
_ARGUMENT = frozenset({"nsubj", "obj", "obl", "iobj", "det", "advmod"})


@dataclass(frozen=True, slots=True, eq=False)
class ModalWords:
    """lexicon/modality.yaml: for each mode, lists of lemmas or forms by the place where they stand.

    `achieved` are modal words that in a completed past tell what was done ("a dû partir"). `complements` are the marks of a verbal
    complement that a parser may take for an adverbial clause. `future_endings` and `conditional_endings` are those of verb forms that
    can be nothing else: a tagger errs there more often than a list. `conditional_forms` are the endings of all conditionals, where the
    language has such: what has none of them is no conditional, whatever the tagger says.
    """

    negation: Mapping[str, frozenset[str]]
    future: Mapping[str, frozenset[str]]
    hypothetical: Mapping[str, frozenset[str]]
    achieved: frozenset[str]
    complements: frozenset[str]
    future_endings: tuple[str, ...]
    conditional_endings: tuple[str, ...]
    conditional_forms: tuple[str, ...] = ("",)


@cache
def modal_words(pack: Pack) -> ModalWords:
    """Load lexicon/modality.yaml. Raises PackError where it cannot be read."""
    document: dict[str, Any] = pack.document("modality")
    negation, future, hypothetical = ({key: frozenset(words) for key, words in document[mode].items()} for mode in _MODES)
    endings = document["endings"]
    return ModalWords(
        negation,
        future,
        hypothetical,
        frozenset(document["achieved"]),
        frozenset(document["complements"]),
        tuple(endings["future"]),
        tuple(endings["conditional"]),
        tuple(endings.get("conditional_forms", ("",))),
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


def _is(sentence: Sentence, token: int, words: frozenset[str]) -> bool:
    """Tell a word of a list, by lemma or form."""
    return sentence.lemmas[token] in words or sentence.lower[token] in words


def _own(sentence: Sentence, token: int, words: ModalWords, found: Found) -> None:
    """What the predicate's own dependents and inflection tell."""
    _inflection(sentence, token, words, found)
    particles = words.negation["particles"]
    # The parser may hang the particle on the auxiliary.
    near = [*sentence.children[token], *(g for c in sentence.dependents(token, "aux") for g in sentence.children[c])]
    particle = next((c for c in near if _is(sentence, c, particles)), None)
    has_particle = not particles or particle is not None
    if particle is not None and _is(sentence, token, words.negation["bare"]):
        _note(found, "negation", sentence, particle)
    for child in sentence.children[token]:
        relation = sentence.relation(child)
        _negation(sentence, child, words, found, has_particle=has_particle)
        if relation == "aux" and _is(sentence, child, words.future["auxiliaries"]):
            _note(found, "future", sentence, child)
        if relation == "aux" and _is(sentence, child, words.hypothetical["auxiliaries"]):
            _note(found, _conditional(sentence, token), sentence, child)
        if relation == "mark" and _is(sentence, child, words.hypothetical["conjunctions"]):
            _note(found, "hypothetical", sentence, child)
        if relation in ("advmod", "amod", "compound", "acl") and sentence.deps[child] != "acl:relcl":
            for mode in ("hypothetical", "future"):
                if _is(sentence, child, getattr(words, mode)["modifiers"]):
                    _note(found, mode, sentence, child)


def _negation(sentence: Sentence, child: int, words: ModalWords, found: Found, *, has_particle: bool) -> None:
    """What one dependent of a predicate negates."""
    relation, lists = sentence.relation(child), words.negation
    following = sentence.lower[child + 1] if child + 1 < len(sentence) else ""
    adverbial = relation in ("advmod", "cc", "obl") and _is(sentence, child, lists["adverbs"])
    adverbial = adverbial and following not in lists["restrictive"]
    argument = relation in _ARGUMENT and _is(sentence, child, lists["pronouns"])
    if has_particle and (adverbial or argument):
        _note(found, "negation", sentence, child)
    if (
        (relation == "det" and _is(sentence, child, lists["determiners"]))
        or (relation in ("case", "mark") and _is(sentence, child, lists["prepositions"]))
        or (relation == "cc" and _is(sentence, child, lists["conjunctions"]))
    ):
        _note(found, "negation", sentence, child)
    # "no troops were sent", "no longer"
    if relation in ("nsubj", "obj", "obl", "advmod"):
        for inner in sentence.children[child]:
            if sentence.relation(inner) in ("det", "advmod") and _is(sentence, inner, lists["determiners"]):
                _note(found, "negation", sentence, inner)


def _inflection(sentence: Sentence, token: int, words: ModalWords, found: Found) -> None:
    helpers = [c for c in sentence.children[token] if sentence.relation(c) in ("aux", "cop")]
    for verb in (token, *helpers):
        verbal = syntax.is_verbal(sentence, verb)
        lower = sentence.lower[verb]
        tagged = sentence.feature(verb, "Mood") == "Cnd" and lower.endswith(words.conditional_forms)
        if tagged or (verbal and lower.endswith(words.conditional_endings)):
            _note(found, _conditional(sentence, token), sentence, verb)
        elif sentence.feature(verb, "Tense") == "Fut" or (verbal and lower.endswith(words.future_endings)):
            _note(found, "future", sentence, verb)
    marks = [c for c in sentence.children[token] if sentence.relation(c) in ("mark", "case")]
    if any(m and _is(sentence, m - 1, words.negation["before_mark"]) for m in marks):
        _note(found, "negation", sentence, marks[0])
    if sentence.feature(token, "VerbForm") != "Inf":
        return
    immediate = _is(sentence, token, words.hypothetical["immediate"])
    if sentence.relation(token) == "advcl" and not immediate and any(sentence.lemmas[m] in words.hypothetical["purpose"] for m in marks):
        _note(found, "hypothetical", sentence, marks[0])
    # "is to meet", "is due to meet" where the infinitive was made the head: what stands before the mark is only a copula.
    if any(_is(sentence, m, words.future["copula_marks"]) and any(h < m for h in helpers) for m in marks):
        _note(found, "future", sentence, marks[0])


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
    relation = sentence.relation(token)
    verbal = syntax.is_verbal(sentence, parent)
    if _is_complement(sentence, token, parent, words):
        for mode in _MODES:
            achieved = _is(sentence, parent, words.achieved) and _is_completed(sentence, parent)
            if _is(sentence, parent, getattr(words, mode)["verbs"]) and not achieved:
                _note(found, mode, sentence, parent)
        if relation == "xcomp":
            _own(sentence, parent, words, found)
            if not verbal:
                _under_noun(sentence, token, parent, words, found)
        return relation == "xcomp" and verbal
    infinitive = relation == "advcl" and verbal and sentence.feature(token, "VerbForm") == "Inf"
    if infinitive and _is(sentence, token, words.hypothetical["immediate"]):
        _own(sentence, parent, words, found)
        return True
    if relation in _ARGUMENTS_OF_NOUN and sentence.deps[token] != "acl:relcl" and not verbal:
        _under_noun(sentence, token, parent, words, found)
        return False
    if relation == "conj" and syntax.is_verbal(sentence, token) and verbal:
        _share(sentence, token, parent, words, found)
        return True
    return False


def _share(sentence: Sentence, token: int, parent: int, words: ModalWords, found: Found) -> None:
    """What two coordinated predicates have in common, where the second has no subject or auxiliary of its own."""
    if any(sentence.relation(c) in ("nsubj", "aux", "mark") for c in sentence.children[token]):
        return
    shared: Found = {}
    _own(sentence, parent, words, shared)
    if sentence.feature(token, "VerbForm") in ("Inf", "Part") or sentence.feature(parent, "VerbForm") == "Inf":
        found.update({m: w for m, w in shared.items() if m not in found and m != "negation"})


def _is_completed(sentence: Sentence, verb: int) -> bool:
    """Tell a completed past: "a dû", "dut", "was able", not "devait"."""
    helpers = [c for c in sentence.children[verb] if sentence.relation(c) in ("aux", "cop")]
    if any(sentence.feature(t, "Mood") == "Cnd" for t in (verb, *helpers)):
        return False
    return any(sentence.feature(t, "Tense") == "Past" for t in (verb, *helpers))


def _is_complement(sentence: Sentence, token: int, parent: int, words: ModalWords) -> bool:
    """Tell what the parent's own meaning reaches: its complement clause, its object, an infinitive taken for an adverbial."""
    relation, deep = sentence.relation(token), sentence.deps[token]
    if relation in _COMPLEMENT:
        return True
    if relation in ("advcl", "obl") and syntax.is_verbal(sentence, token):
        marks = [c for c in sentence.children[token] if sentence.relation(c) in ("mark", "case")]
        return any(_is(sentence, m, words.complements) for m in marks)
    return syntax.is_verbal(sentence, parent) and (relation == "obj" or deep in ("obl:arg", "nsubj:pass"))


def _under_noun(sentence: Sentence, token: int, noun: int, words: ModalWords, found: Found) -> None:
    """What a noun says of its complement: "the risk of an attack", "no plans to attack"."""
    for mode in ("future", "hypothetical"):
        if _is(sentence, noun, getattr(words, mode)["nouns"]):
            _note(found, mode, sentence, noun)
            shared: Found = {}
            _own(sentence, noun, words, shared)
            above = sentence.heads[noun]
            if above != ROOT and sentence.relation(noun) == "obj":
                _own(sentence, above, words, shared)
            if "negation" in shared:
                found.setdefault("negation", shared["negation"])
    above = sentence.heads[noun]
    # "interdit à l'armée d'intervenir": the infinitive hung on the verb's other complement.
    infinitive = sentence.relation(token) == "acl" and sentence.feature(token, "VerbForm") == "Inf"
    aside = above != ROOT and sentence.relation(noun) in ("obj", "obl", "iobj")
    if infinitive and aside and _is(sentence, above, words.negation["verbs"]):
        _note(found, "negation", sentence, above)
